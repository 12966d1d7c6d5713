import type { Outside } from '../cases/outside.ts';
import type { ProposedChange } from '../contract/proposals.ts';
import { cycleChange } from '../cycles/change.ts';
import { calendarChange } from '../directory/calendar-change.ts';
import { personChange } from '../directory/person-change.ts';
import { type OpenCase, whyInvolved } from '../domain/directory/involvement.ts';
import { leadsMoved } from '../domain/directory/matters.ts';
import type { RecordChange } from '../records/change.ts';
import { peopleIn } from '../store/directory.ts';
import { openCaseIn } from '../store/engineer-cases.ts';
import type { Item } from '../store/items.ts';

/** What a change of any record gives, as far as a proposal needs it. */
type AnyChange = RecordChange<{ version: number }, { casesOfActor: OpenCase[] }>;

/** The change that a proposal is about. */
export function changeOf(outside: Outside, change: ProposedChange): AnyChange {
  switch (change.kind) {
    case 'person':
      return personChange(outside, { id: change.of, input: change.input }) as AnyChange;
    case 'calendar':
      return calendarChange(outside, { odc: change.of, input: change.input });
    case 'cycle':
      return cycleChange(outside, { id: change.of, command: { type: 'put', id: change.of, input: change.input } });
    case 'cycle-close':
      return cycleChange(outside, { id: change.of, command: { type: 'close' } });
  }
}

/** Whether somebody is too much involved in a change to confirm or refuse it. Many cases share calendars and cycles. */
export function isInvolved(
  { kind, of }: Pick<ProposedChange, 'kind' | 'of'>,
  personId: string,
  cases: readonly OpenCase[],
  leads: readonly string[],
): boolean {
  return kind === 'person' ? whyInvolved(personId, of, { cases, leads }) !== null : cases.length > 0;
}

/** The leads who join or leave the line of a person with an open case by a change, among items that it reads. */
export function leadsMovedBy(items: ReadonlyMap<string, Item>, change: ProposedChange | undefined): string[] {
  if (change?.kind !== 'person') return [];
  const { of, input } = change;
  return leadsMoved(peopleIn(items, [of])[of] ?? null, input, openCaseIn(items, of) !== null);
}
