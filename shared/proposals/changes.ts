import type { Outside } from '../cases/outside.ts';
import { machineIn } from '../contract/names.ts';
import type { ProposalInput, ProposalWords, ProposedChange } from '../contract/proposals.ts';
import { cycleChange } from '../cycles/change.ts';
import { calendarChange } from '../directory/calendar-change.ts';
import { leaveChange } from '../directory/leave.ts';
import { personChange } from '../directory/person-change.ts';
import { signInEnd } from '../directory/sign-in-end.ts';
import type { OpenCase } from '../domain/directory/involvement.ts';
import { leadsMoved, teamLeft } from '../domain/directory/matters.ts';
import type { Moved } from '../domain/proposals/involved.ts';
import { importChange } from '../importing/change.ts';
import { moveChange, moveEnd } from '../importing/move.ts';
import type { RecordChange } from '../records/change.ts';
import { hasCaseIn } from '../records/has-case.ts';
import { headIn } from '../store/cases.ts';
import { peopleIn } from '../store/directory.ts';
import { importIn } from '../store/imports.ts';
import type { Item } from '../store/items.ts';
import { moveIn } from '../store/moves.ts';
import { outcomeChange } from './outcome-change.ts';
import { leaveOf } from './record-now.ts';

/** What a change of any record gives, as far as a proposal needs it. */
type AnyChange = RecordChange<{ version: number }, { casesOfActor: OpenCase[] }>;

/** The change that a proposal is about. `was`: the record that its proposer saw. Left out: it is proposed now. */
export function changeOf(
  outside: Outside,
  { change, reason, was = null }: ProposalInput & Pick<Partial<ProposalWords>, 'was'>,
): AnyChange {
  switch (change.kind) {
    case 'person':
      return personChange(outside, { id: change.of, input: change.input }) as AnyChange;
    case 'sign-in-end':
      return signInEnd(outside, change);
    case 'calendar':
      return calendarChange(outside, { odc: change.of, input: change.input });
    case 'cycle':
      return cycleChange(outside, { id: change.of, command: { type: 'put', id: change.of, input: change.input } });
    case 'cycle-close':
      return cycleChange(outside, { id: change.of, command: { type: 'close' } });
    case 'leave':
      return leaveChange(outside, { ...change, was: was && leaveOf(was) });
    case 'import':
      return importChange(outside, change.of);
    case 'issuer-move':
      return moveChange(outside, change.of);
    case 'issuer-move-end':
      return moveEnd(outside, change.of);
    case 'correct-outcome':
      return outcomeChange(outside, { id: change.of, to: change.to, reason }) as AnyChange;
  }
}

/** Who joins or leaves a line or a team by a change, among items that it reads. */
export function movedBy(items: ReadonlyMap<string, Item>, change: ProposedChange | undefined, now: string): Moved {
  if (change?.kind === 'import')
    return { leads: [], leaves: null, inAll: importIn(items, change.of)?.found?.involved ?? [] };
  if (change?.kind === 'issuer-move')
    return { leads: [], leaves: null, inAll: moveIn(items, change.of)?.found?.involved ?? [] };
  if (change?.kind !== 'person')
    return { leads: [], leaves: null, head: change?.kind === 'correct-outcome' ? headIn(items, change.of) : null };
  const { of, input } = change;
  const before = peopleIn(items, [of])[of] ?? null;
  return {
    leads: leadsMoved(before, input, hasCaseIn(items, { id: of, leave: before?.leave ?? [] }, now)),
    leaves: teamLeft(before, input),
  };
}

/** The machine that sent the file which a change carries out, among items that it reads. Undefined: there is none. */
export function machineBehind(
  items: ReadonlyMap<string, Item>,
  change: ProposedChange | undefined,
): string | undefined {
  const sender = change?.kind === 'import' ? importIn(items, change.of)?.by : undefined;
  return (sender && machineIn(sender)) ?? undefined;
}
