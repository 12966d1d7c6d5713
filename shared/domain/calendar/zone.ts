/**
 * Local days and times in the zones of the IANA database. A sum of days is a sum of local days: a day on which clocks
 * are changed has 23 or 25 hours.
 */

const minuteMs = 60 * 1000;
const dayMs = 24 * 60 * minuteMs;

/** The day that clocks of a zone show at an instant. */
export function localDay(instant: string, timeZone: string): string {
  return new Date(localOf(Date.parse(instant), timeZone)).toISOString().slice(0, 10);
}

/** The instant at which clocks of a zone show an hour of a day. See `shownAt`. */
export function instantAt(day: string, hour: number, timeZone: string): string {
  return shownAt(Date.parse(day) + hour * 60 * minuteMs, timeZone);
}

/** The first instant of a local day. If clocks are set forward over midnight, that is later than 00:00. */
export function startOfDay(day: string, timeZone: string): string {
  return instantAt(day, 0, timeZone);
}

/** The last minute of a local day. It is 23:59, unless clocks are set forward over it. */
export function lastMinuteOf(day: string, timeZone: string): string {
  const next = new Date(Date.parse(day) + dayMs).toISOString().slice(0, 10);
  return new Date(Date.parse(startOfDay(next, timeZone)) - minuteMs).toISOString();
}

/** The same local time, a number of local days later. */
export function plusLocalDays(instant: string, days: number, timeZone: string): string {
  const at = Date.parse(instant);
  const milliseconds = ((at % 1000) + 1000) % 1000;
  return shownAt(localOf(at, timeZone) + milliseconds + days * dayMs, timeZone);
}

/** Whether clocks of two zones show the same at an instant. */
export function showSame(instant: string, one: string, other: string): boolean {
  const at = Date.parse(instant);
  return one === other || localOf(at, one) === localOf(at, other);
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
 * The instant at which clocks of a zone show a local time. If clocks are set back over it, it comes twice, and this is
 * the first time. If clocks are set forward over it, it never comes, and this is as much later as the jump.
 */
function shownAt(wanted: number, timeZone: string): string {
  // Clocks are set at most once a day, so the offset is that of the day before or that of the day after.
  const offsets = [wanted - dayMs, wanted + dayMs].map((at) => localOf(at, timeZone) - floor(at));
  const [before = 0, after = 0] = offsets.map((offset) => wanted - offset);
  const shown = [before, after].filter((at) => localOf(at, timeZone) === floor(wanted));
  return new Date(shown.length > 0 ? Math.min(...shown) : before).toISOString();
}

/** Whole seconds: clocks show no smaller part. */
const floor = (at: number) => Math.floor(at / 1000) * 1000;

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
