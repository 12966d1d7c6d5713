import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { cyclesToJoin } from '#shared/cases/cycles.ts';
import { openCase } from '#shared/cases/open.ts';
import { openingsFor } from '#shared/cases/openings.ts';
import { Refusal } from '#shared/cases/refusal.ts';
import { OpenCase } from '#shared/contract/commands.ts';
import { statuses } from '../../runtime/api/statuses.ts';
import type { WebEnv } from '../http/env.ts';
import { cursorIn, formOf, metaOf, newKey } from '../http/request.ts';
import { empty, type Filled } from '../views/fields.tsx';
import { OpenPage } from '../views/open.tsx';

/** The page to open a case. One field contains the engineer, the ladder and the transition. */
export const open = new Hono<WebEnv>()
  .get('/', async (c) => c.html(await draw(c, empty)))
  .post('/', async (c) => {
    const values = await formOf(c);
    const meta = metaOf(c, values);
    try {
      const { result } = await openCase(c.get('outside'), c.get('person'), parse(values), meta);
      return c.redirect(`/cases/${result.caseId}`, 303);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      // Only the cycle has a field of its own. All other faults are in the message.
      const faults = error.faults.flatMap(({ path, reason }) => (path === 'cycleId' ? [{ field: path, reason }] : []));
      return c.html(await draw(c, { ...empty, values, faults, message: error.message }), statuses[error.code]);
    }
  });

function parse({ opening = '', cycleId = '' }: Record<string, string>): OpenCase {
  const [engineerId, ladderId, transition] = opening.split('/');
  const parsed = OpenCase.safeParse({ engineerId, ladderId, transition, cycleId: cycleId || null });
  if (parsed.success) return parsed.data;
  throw new Refusal('invalid-input', 'Choose who the case is for, and which transition.');
}

async function draw(c: Context<WebEnv>, filled: Filled) {
  const person = c.get('person');
  const outside = c.get('outside');
  const typed = { q: (c.req.query('q') ?? '').slice(0, 120), cursor: cursorIn(c) };
  const [found, cycles] = await Promise.all([
    openingsFor(outside, person, typed),
    cyclesToJoin(outside, c.get('timeZone')),
  ]);
  return (
    <OpenPage person={person} found={found} typed={typed} cycles={cycles} idempotencyKey={newKey(c)} filled={filled} />
  );
}
