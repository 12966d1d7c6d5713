import type { Calendar, CalendarInput } from '../../contract/calendar.ts';
import type { Person } from '../../contract/people.ts';
import type { CalendarDraftEvent } from '../../contract/record-calendar.ts';
import type { Fault } from '../fault.ts';
import { mayKeepRecords, roleOfKeeper } from '../people.ts';
import { nothingChanged } from '../words.ts';
import { isTimeZone } from './zone.ts';

export type CalendarDecision =
  | { ok: true; event: CalendarDraftEvent }
  | {
      ok: false;
      rejection: { code: 'already-done' | 'forbidden' | 'invalid-input'; message: string; faults?: Fault[] };
    };

/**
 * Decides a change of an ODC's working calendar by HR. `before` is null for an ODC that has none. The input is the whole
 * calendar. Days are sorted, each once. `byTwo`: the actor confirms.
 */
export function decideCalendar(
  before: Calendar | null,
  odc: string,
  input: CalendarInput,
  actor: Person,
  byTwo = false,
): CalendarDecision {
  if (!mayKeepRecords(actor, null, byTwo))
    return { ok: false, rejection: { code: 'forbidden', message: 'Only HR keeps working calendars.' } };
  if (!isTimeZone(input.timeZone)) {
    const faults = [{ path: 'timeZone', reason: 'give the name of a time zone, such as Asia/Ho_Chi_Minh' }];
    return { ok: false, rejection: { code: 'invalid-input', message: 'The calendar has errors.', faults } };
  }
  const data = factsOfCalendar({ odc, ...input });
  if (before && JSON.stringify(factsOfCalendar(before)) === JSON.stringify(data))
    return { ok: false, rejection: { code: 'already-done', message: nothingChanged } };
  return {
    ok: true,
    event: {
      type: 'calendar-changed',
      data,
      actor: { personId: actor.id, role: roleOfKeeper(actor, null), relation: 'calendars', onBehalfOf: null },
    },
  };
}

/** The part of a calendar that its chain records. */
export function factsOfCalendar({
  odc,
  timeZone,
  weekend,
  holidays,
}: Omit<Calendar, 'version'>): Omit<Calendar, 'version'> {
  return {
    odc,
    timeZone,
    weekend: [...new Set(weekend)].sort((one, other) => one - other),
    holidays: [...new Set(holidays)].sort(),
  };
}
