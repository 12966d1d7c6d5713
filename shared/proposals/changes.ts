import type { Outside } from '../cases/outside.ts';
import type { CaseHead } from '../contract/case.ts';
import type { ProposalInput, ProposedChange } from '../contract/proposals.ts';
import { cycleChange } from '../cycles/change.ts';
import { calendarChange } from '../directory/calendar-change.ts';
import { personChange } from '../directory/person-change.ts';
import { type OpenCase, whyInvolved } from '../domain/directory/involvement.ts';
import { leadsMoved, teamLeft } from '../domain/directory/matters.ts';
import { actedAsHr } from '../domain/people.ts';
import type { RecordChange } from '../records/change.ts';
import { headIn } from '../store/cases.ts';
import { peopleIn } from '../store/directory.ts';
import { openCaseIn } from '../store/engineer-cases.ts';
import type { Item } from '../store/items.ts';
import { outcomeChange } from './outcome-change.ts';

/** What a change of any record gives, as far as a proposal needs it. */
type AnyChange = RecordChange<{ version: number }, { casesOfActor: OpenCase[] }>;

/** The change that a proposal is about. */
export function changeOf(outside: Outside, { change, reason }: ProposalInput): AnyChange {
  switch (change.kind) {
    case 'person':
      return personChange(outside, { id: change.of, input: change.input }) as AnyChange;
    case 'calendar':
      return calendarChange(outside, { odc: change.of, input: change.input });
    case 'cycle':
      return cycleChange(outside, { id: change.of, command: { type: 'put', id: change.of, input: change.input } });
    case 'cycle-close':
      return cycleChange(outside, { id: change.of, command: { type: 'close' } });
    case 'correct-outcome':
      return outcomeChange(outside, { id: change.of, to: change.to, reason }) as AnyChange;
  }
}

/** Who comes and goes by a change of a person, and the case whose outcome a correction changes. */
type Moved = Pick<Parameters<typeof whyInvolved>[2], 'leads' | 'leaves'> & { head?: CaseHead | null };

/** One of the two people of a proposal, and the open cases in which they take part. */
interface OneOfTwo {
  id: string;
  as: 'proposer' | 'second';
  cases: readonly OpenCase[];
}

/**
 * Whether somebody is too much involved in a change to propose it, or as the second person to confirm or refuse it. Many
 * cases share calendars and cycles: whoever proposes such a change may take part in one of them, the second person may not.
 * A correction is for a second person who did nothing in the case: of whoever took part in it the proposal is kept.
 */
export function isInvolved(
  { kind, of }: Pick<ProposedChange, 'kind' | 'of'>,
  { id, as, cases }: OneOfTwo,
  moved: Moved,
): boolean {
  if (kind !== 'person' && as === 'proposer') return false;
  if (kind === 'correct-outcome') return !moved.head || actedAsHr(moved.head, id);
  return kind === 'person' ? whyInvolved(id, of, { cases, ...moved }) !== null : cases.length > 0;
}

/** Who joins or leaves a line or a team by a change, among items that it reads. */
export function movedBy(items: ReadonlyMap<string, Item>, change: ProposedChange | undefined): Moved {
  if (change?.kind !== 'person')
    return { leads: [], leaves: null, head: change?.kind === 'correct-outcome' ? headIn(items, change.of) : null };
  const { of, input } = change;
  const before = peopleIn(items, [of])[of] ?? null;
  return { leads: leadsMoved(before, input, openCaseIn(items, of) !== null), leaves: teamLeft(before, input) };
}
