import type { Executed, RequestMeta } from '../cases/once.ts';
import type { Outside } from '../cases/outside.ts';
import { type CalendarInput, CalendarResult } from '../contract/calendar.ts';
import type { Person } from '../contract/people.ts';
import { changeAlone } from '../records/alone.ts';
import { calendarChange } from './calendar-change.ts';

/**
 * Writes the working calendar of an ODC, or replaces all of it. Replacing needs its version. Throws `Refusal`,
 * `takes-two-people` if the actor takes part in an open case.
 */
export function putCalendar(
  outside: Outside,
  actor: Person,
  { odc, input }: { odc: string; input: CalendarInput },
  meta: RequestMeta,
): Promise<Executed<CalendarResult>> {
  const once = { actor, request: { calendar: odc, input }, shape: CalendarResult, what: 'The calendar' };
  return changeAlone(outside, once, calendarChange(outside, { odc, input }), meta);
}
