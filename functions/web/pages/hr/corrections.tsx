import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { readCorrectable } from '#shared/proposals/outcome-change.ts';
import { readOpenProposalsFor } from '#shared/proposals/read.ts';
import { anyHrOnly } from '#shared/records/hr-only.ts';
import type { WebEnv } from '../../http/env.ts';
import { formOf, newKey } from '../../http/request.ts';
import { empty, type Filled } from '../../views/fields.tsx';
import { CorrectionPage } from '../../views/hr/correction.tsx';
import { carried } from './carried.ts';
import { caseIdOf, viewing } from './request.ts';
import { proposeFrom } from './two-people.ts';

/** The page on which HR proposes to correct the outcome of a closed case. */
export const corrections = new Hono<WebEnv>()
  .get('/:id', async (c) => c.html(await draw(c, empty)))
  .post('/:id', async (c) => {
    const values = await formOf(c);
    const change = { kind: 'correct-outcome' as const, of: caseIdOf(c), to: values.to };
    return carried(c, values, {
      fields: ['reason'],
      act: () => proposeFrom(c, values, change, 'everybody who reads the case'),
      draw: (filled) => draw(c, filled),
    });
  });

async function draw(c: Context<WebEnv>, filled: Filled) {
  const person = anyHrOnly(c.get('person'));
  const of = caseIdOf(c);
  const [found, open] = await Promise.all([
    readCorrectable(...viewing(c), of),
    readOpenProposalsFor(...viewing(c), { kind: 'correct-outcome', of }),
  ]);
  return <CorrectionPage person={person} found={found} open={open} idempotencyKey={newKey(c)} filled={filled} />;
}
