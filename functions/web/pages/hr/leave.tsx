import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { Refusal } from '#shared/cases/refusal.ts';
import { Day } from '#shared/contract/day.ts';
import { LeaveInput } from '#shared/contract/leave.ts';
import type { Leave, Person } from '#shared/contract/people.ts';
import { askForLeave, readLeavePage } from '#shared/proposals/own-leave.ts';
import { statuses } from '../../../runtime/api/statuses.ts';
import { incompleteForm } from '../../forms/faults.ts';
import { doneIn } from '../../http/done.ts';
import type { WebEnv } from '../../http/env.ts';
import { formOf, metaOf, newKey } from '../../http/request.ts';
import { empty, type FieldFault, type Filled } from '../../views/fields.tsx';
import { LeavePage } from '../../views/hr/leave.tsx';
import { type Asked, askedIn, noPickers, pickingFor } from '../../views/picking.ts';
import { versionIn, viewing } from './request.ts';

/** Everybody's page of their own leave: what HR knows of, what waits for HR, and a form to ask for more. */
export const leave = new Hono<WebEnv>()
  .get('/', async (c) => c.html(await draw(c, empty)))
  .post('/', async (c) => {
    const asked = askedIn(await formOf(c));
    const { values } = asked;
    if (asked.search) return c.html(await draw(c, { ...empty, values }, asked));
    try {
      const input = LeaveInput.safeParse({ leave: leaveAfter(c.get('person'), values), version: versionIn(values) });
      if (!input.success) throw new Refusal('invalid-input', incompleteForm, { faults: faultsIn(values) });
      await askForLeave(...viewing(c), input.data, metaOf(c, values));
      return c.redirect('/hr/leave?done=asked', 303);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const faults: FieldFault[] = error.faults.map(({ path, reason }) => ({ field: fieldOf(path), reason }));
      return c.html(await draw(c, { ...empty, values, faults, message: error.message }, asked), statuses[error.code]);
    }
  });

/** All times away as the form wants them: without the one that begins on the day `drop`, or with another one. */
function leaveAfter({ leave: now }: Person, { drop, from, to, deputyId }: Record<string, string>): Partial<Leave>[] {
  if (drop) return now.filter((one) => one.from !== drop);
  const added = { from: from ?? '', to: to || (from ?? ''), deputyId: deputyId || null };
  return [...now, added].sort((one, other) => (one.from < other.from ? -1 : 1));
}

const faultsIn = ({ from = '', to = '' }: Record<string, string>) =>
  Object.entries({ from, ...(to === '' ? {} : { to }) }).flatMap(([path, day]) =>
    Day.safeParse(day).success ? [] : [{ path, reason: 'choose a day' }],
  );

/** A fault of a time away is shown where its first day is written, and one of who acts meanwhile at that person. */
const fieldOf = (path: string) => (path.startsWith('leave') ? 'from' : path);

async function draw(c: Context<WebEnv>, filled: Filled, asked: Asked = noPickers) {
  const { own, deputies, search, people } = await readLeavePage(...viewing(c), asked.search, asked.chosen);
  return (
    <LeavePage
      person={c.get('person')}
      own={own}
      deputies={deputies}
      people={people}
      picking={pickingFor(asked, search, people)}
      today={c.get('outside').clock.now().toISOString().slice(0, 10)}
      idempotencyKey={newKey(c)}
      filled={filled}
      done={doneIn(c)}
    />
  );
}
