import type { Calendar } from '../../contract/calendar.ts';

/** Working hours for due dates and reminders, in local time. Origin: ours. */
const hours = { start: 9, end: 18 } as const;
const dayMs = 24 * 3600 * 1000;

/** 18:00, local time, of the first working day on or after the local day of `instant`. */
export function endOfWorkingDay(instant: string, calendar: Calendar): string {
  return instantAt(workingDayFrom(instant, calendar), hours.end, calendar.timeZone);
}

/**
 * 09:00, local time, of the first working day on or after the local day of `instant`. On that day it can be before
 * `instant`.
 */
export function startOfWorkingDay(instant: string, calendar: Calendar): string {
  return instantAt(workingDayFrom(instant, calendar), hours.start, calendar.timeZone);
}

/** The calendar of an ODC if HR has not written one: Monday to Friday in UTC, without holidays. */
export function plainWeek(odc: string): Calendar {
  return { odc, timeZone: 'UTC', weekend: [6, 7], holidays: [], version: 1 };
}

/** Whether this is the name of a time zone, such as Asia/Ho_Chi_Minh. An offset such as +07:00 is not a name. */
export function isTimeZone(name: string): boolean {
  try {
    return /^[A-Za-z]/.test(name) && formatOf(name) !== null;
  } catch {
    // Intl throws for an unknown name.
    return false;
  }
}

/**
 * The first working day on or after the local day of `instant`. The loop ends, because a calendar cannot have only days
 * off.
 */
function workingDayFrom(instant: string, { timeZone, weekend, holidays }: Calendar): string {
  const isOff = (day: string) => holidays.includes(day) || weekend.includes(weekdayOf(day));
  let day = new Date(localOf(Date.parse(instant), timeZone)).toISOString().slice(0, 10);
  while (isOff(day)) day = new Date(Date.parse(day) + dayMs).toISOString().slice(0, 10);
  return day;
}

/** 1 is Monday, 7 is Sunday. */
function weekdayOf(day: string): number {
  return new Date(day).getUTCDay() || 7;
}

/**
 * The instant at which clocks of a zone show an hour of a day. If clocks are set back over that hour, it comes twice,
 * and this is the first time. If clocks are set forward over it, it never comes, and this is as much later as the jump.
 */
function instantAt(day: string, hour: number, timeZone: string): string {
  const wanted = Date.parse(day) + hour * 3600 * 1000;
  // Clocks are set at most once a day, so the offset is that of the day before or that of the day after.
  const offsets = [wanted - dayMs, wanted + dayMs].map((at) => localOf(at, timeZone) - at);
  const [before = 0, after = 0] = offsets.map((offset) => wanted - offset);
  const shown = [before, after].filter((at) => localOf(at, timeZone) === wanted);
  return new Date(shown.length > 0 ? Math.min(...shown) : before).toISOString();
}

/** The local time of a zone at an instant, given as the instant at which clocks in UTC show the same. Whole seconds. */
function localOf(at: number, timeZone: string): number {
  const part = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

// Making a format takes longer than using it a hundred times.
const formats = new Map<string, Intl.DateTimeFormat>();

/** Throws a RangeError for an unknown time zone. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const number = 'numeric' as const;
  const parts = { year: number, month: number, day: number, hour: number, minute: number, second: number };
  const format = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', ...parts });
  formats.set(timeZone, format);
  return format;
}
