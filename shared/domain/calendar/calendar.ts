/** All sums on dates. Instants are ISO strings in UTC, days are `YYYY-MM-DD`; the zone of the machine plays no part. */

const dayMs = 24 * 3600 * 1000;

/** `instant` plus so many times 24 hours. */
export function plusDays(instant: string, days: number): string {
  return new Date(Date.parse(instant) + days * dayMs).toISOString();
}

/** The day after so many months: the same day of the month, or its last where it has none such. */
export function plusMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0));
  last.setUTCDate(Math.min(date, last.getUTCDate()));
  return last.toISOString().slice(0, 10);
}

/** The first day of the first quarter that begins on or after a day. */
export function startOfNextQuarter(day: string): string {
  const [year = 0, month = 1] = day.split('-').map(Number);
  const startOf = (quarter: number) => new Date(Date.UTC(year, 3 * quarter, 1)).toISOString().slice(0, 10);
  const own = Math.floor((month - 1) / 3);
  return startOf(own) === day ? day : startOf(own + 1);
}

/** Seconds from `from` to `to`; negative when `to` lies before. */
export function secondsBetween(from: string, to: string): number {
  return Math.floor((Date.parse(to) - Date.parse(from)) / 1000);
}

/**
 * Whether at least `months` calendar months lie between the day `since` and the instant `until` (in UTC):
 * from 15 May, six months are over on 15 November; from 31 August, on 28 (29) February.
 */
export function monthsHavePassed(since: string, until: string, months: number): boolean {
  return Date.parse(`${plusMonths(since, months)}T00:00:00Z`) <= Date.parse(until);
}

/** Whether `day` is a real day written `YYYY-MM-DD`. */
export function isDay(day: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return false;
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}
