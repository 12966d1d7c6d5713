import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { Refusal } from '#shared/cases/refusal.ts';
import { ProposalInput } from '#shared/contract/proposals.ts';
import { readCorrectable } from '#shared/proposals/outcome-change.ts';
import { readOpenProposalsFor } from '#shared/proposals/read.ts';
import { anyHrOnly } from '#shared/records/hr-only.ts';
import { statuses } from '../../../runtime/api/statuses.ts';
import { incompleteForm } from '../../forms/faults.ts';
import type { WebEnv } from '../../http/env.ts';
import { formOf, newKey } from '../../http/request.ts';
import { empty, type Filled } from '../../views/fields.tsx';
import { CorrectionPage } from '../../views/hr/correction.tsx';
import { caseIdOf, viewing } from './request.ts';
import { propose, refusedReason } from './two-people.ts';

/** The page on which HR proposes to correct the outcome of a closed case. */
export const corrections = new Hono<WebEnv>()
  .get('/:id', async (c) => c.html(await draw(c, empty)))
  .post('/:id', async (c) => {
    const values = await formOf(c);
    const id = caseIdOf(c);
    try {
      return c.redirect(await propose(c, values, proposalIn(id, values)), 303);
    } catch (error) {
      if (!(error instanceof Refusal) || error.code === 'forbidden' || error.code === 'not-found') throw error;
      const faults = error.faults.map(({ path, reason }) => ({ field: path === 'reason' ? 'reason' : null, reason }));
      const { reason } = values;
      const filled: Filled = { ...empty, values: reason ? { reason } : {}, faults, message: error.message };
      return c.html(await draw(c, filled), statuses[error.code]);
    }
  });

/** The proposal in the form. Throws `Refusal` if its reason is missing or too long. */
function proposalIn(of: string, { version, to, reason }: Record<string, string>): ProposalInput {
  const change = { kind: 'correct-outcome', of, version: Number(version), to };
  const input = { change, reason: reason ?? '' };
  const parsed = ProposalInput.safeParse(input);
  if (parsed.success) return parsed.data;
  throw refusedReason(incompleteForm, 'everybody who reads the case', parsed.error, input);
}

async function draw(c: Context<WebEnv>, filled: Filled) {
  const person = anyHrOnly(c.get('person'));
  const of = caseIdOf(c);
  const [found, open] = await Promise.all([
    readCorrectable(...viewing(c), of),
    readOpenProposalsFor(...viewing(c), { kind: 'correct-outcome', of }),
  ]);
  return <CorrectionPage person={person} found={found} open={open} idempotencyKey={newKey(c)} filled={filled} />;
}
