import type { Outside } from '../cases/outside.ts';
import type { ProposedChange } from '../contract/proposals.ts';
import { cycleChange } from '../cycles/change.ts';
import { calendarChange } from '../directory/calendar-change.ts';
import { personChange } from '../directory/person-change.ts';
import { type OpenCase, restsOn } from '../domain/directory/involvement.ts';
import type { RecordChange } from '../records/change.ts';

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

/** Whether somebody is involved in a record: it is their own, or an open case rests on it in which they take part. */
export function isInvolved(
  { kind, of }: Pick<ProposedChange, 'kind' | 'of'>,
  personId: string,
  cases: readonly OpenCase[],
): boolean {
  if (kind !== 'person') return cases.length > 0;
  return of === personId || cases.some((one) => restsOn(one, of));
}
