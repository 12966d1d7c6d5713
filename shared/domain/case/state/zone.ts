import type { Calendar } from '../../../contract/calendar.ts';
import type { CaseHead } from '../../../contract/case.ts';
import type { Person } from '../../../contract/people.ts';
import { endOfWork, plainWeek, plusWorkingDays } from '../../calendar/working.ts';
import { localDay } from '../../calendar/zone.ts';
import { isSamePlace } from '../../places.ts';
import type { Context } from './types.ts';

/** The day of a case at an instant: the day in the zone of the engineer's ODC. */
export function dayIn({ timeZone }: Pick<CaseHead, 'timeZone'>, instant: string): string {
  return localDay(instant, timeZone);
}

/** The working calendar of a person: that of their ODC, else the plain week of the company. */
export function calendarOf(
  person: Pick<Person, 'odc'> | undefined,
  { calendars, companyZone }: Pick<Context, 'calendars' | 'companyZone'>,
): Calendar {
  const odc = person?.odc ?? '';
  const written = calendars?.[odc] ?? Object.values(calendars ?? {}).find((one) => isSamePlace(one.odc, odc));
  return written ?? plainWeek(odc, companyZone);
}

/**
 * The end of work after so many working days of the engineer's ODC from a day on, as days of the case. Left out: from today.
 */
export function workingDaysFromNow(
  head: Pick<CaseHead, 'timeZone'>,
  context: Pick<Context, 'now' | 'calendars' | 'companyZone'>,
  engineer: Person,
  days: number,
  since = dayIn(head, context.now),
): string {
  const calendar = { ...calendarOf(engineer, context), timeZone: head.timeZone };
  return endOfWork(plusWorkingDays(since, days, calendar), calendar);
}
