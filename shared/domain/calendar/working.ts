import type { Calendar } from '../../contract/calendar.ts';

/** Working hours by which due dates and reminders go, in local time. Origin: ours. */
const hours = { start: 9, end: 18 } as const;
const dayMs = 24 * 3600 * 1000;

/** 18:00, local time, of the first working day on or after the local day of `instant`. */
export function endOfWorkingDay(instant: string, calendar: Calendar): string {
  return instantAt(workingDayFrom(instant, calendar), hours.end, calendar.timeZone);
}

/** 09:00, local time, of the first working day on or after the local day of `instant`: of that day, it may lie before. */
export function startOfWorkingDay(instant: string, calendar: Calendar): string {
  return instantAt(workingDayFrom(instant, calendar), hours.start, calendar.timeZone);
}

/** The calendar of an ODC for which nobody has written one: Monday to Friday in UTC, with no holidays. */
export function plainWeek(odc: string): Calendar {
  return { odc, timeZone: 'UTC', weekend: [6, 7], holidays: [], version: 1 };
}

/** Whether this is the name of a time zone, such as Asia/Ho_Chi_Minh. An offset such as +07:00 is none. */
export function isTimeZone(name: string): boolean {
  try {
    return /^[A-Za-z]/.test(name) && formatOf(name) !== null;
  } catch {
    // What Intl says of a name that it does not know.
    return false;
  }
}

/** Days off are fewer than days, so there is one. */
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
 * The instant at which clocks of a zone show an hour of a day: the first of two where they are set back over it. Where
 * they are set forward over it, as much later as they are set forward.
 */
function instantAt(day: string, hour: number, timeZone: string): string {
  const wanted = Date.parse(day) + hour * 3600 * 1000;
  // Clocks are set once a day at most: by those of the day before, or by those of the day after.
  const offsets = [wanted - dayMs, wanted + dayMs].map((at) => localOf(at, timeZone) - at);
  const [before = 0, after = 0] = offsets.map((offset) => wanted - offset);
  const shown = [before, after].filter((at) => localOf(at, timeZone) === wanted);
  return new Date(shown.length > 0 ? Math.min(...shown) : before).toISOString();
}

/** What clocks of a zone show at an instant, as the instant at which clocks in UTC show the same. In whole seconds. */
function localOf(at: number, timeZone: string): number {
  const part = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

// To make one takes longer than to use it a hundred times.
const formats = new Map<string, Intl.DateTimeFormat>();

/** Throws a RangeError for a time zone that there is not. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const number = 'numeric' as const;
  const parts = { year: number, month: number, day: number, hour: number, minute: number, second: number };
  const format = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', ...parts });
  formats.set(timeZone, format);
  return format;
}
