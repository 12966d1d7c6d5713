import type { Calendar } from '../../contract/calendar.ts';
import { addDays } from './calendar.ts';
import { instantAt, localDay } from './zone.ts';

/** Working hours for due days and reminders, in local time. Origin: ours. */
const hours = { start: 9, end: 18 } as const;

/** 18:00, local time, of a day. */
export function endOfWork(day: string, { timeZone }: Pick<Calendar, 'timeZone'>): string {
  return instantAt(day, hours.end, timeZone);
}

/** The first 09:00, local time, of a working day, at `instant` or later. */
export function nextStartOfWork(instant: string, calendar: Calendar): string {
  const startOf = (day: string) => instantAt(workingDayFrom(day, calendar), hours.start, calendar.timeZone);
  const today = localDay(instant, calendar.timeZone);
  const start = startOf(today);
  return start >= instant ? start : startOf(addDays(localDay(start, calendar.timeZone), 1));
}

/** The first working day on or after a day. The loop ends, because a calendar cannot have only days off. */
export function workingDayFrom(day: string, calendar: Calendar): string {
  return isOff(day, calendar) ? workingDayFrom(addDays(day, 1), calendar) : day;
}

/** The last working day on or before a day. */
export function workingDayUntil(day: string, calendar: Calendar): string {
  return isOff(day, calendar) ? workingDayUntil(addDays(day, -1), calendar) : day;
}

/** The working day that comes a number of working days after a day. */
export function plusWorkingDays(day: string, days: number, calendar: Calendar): string {
  return days === 0 ? day : plusWorkingDays(workingDayFrom(addDays(day, 1), calendar), days - 1, calendar);
}

/** The calendar of an ODC if HR has not written one: Monday to Friday in the zone of the company, without holidays. */
export function plainWeek(odc: string, timeZone = 'UTC'): Calendar {
  return { odc, timeZone, weekend: [6, 7], holidays: [], version: 1 };
}

function isOff(day: string, { weekend, holidays }: Calendar): boolean {
  return holidays.includes(day) || weekend.includes(weekdayOf(day));
}

/** 1 is Monday, 7 is Sunday. */
function weekdayOf(day: string): number {
  return new Date(day).getUTCDay() || 7;
}
