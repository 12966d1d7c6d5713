import { addDays, addMonths } from 'date-fns';

/** All sums on dates. Instants are ISO strings in UTC, days are `YYYY-MM-DD`. */

/** `instant` plus so many times 24 hours. */
export function plusDays(instant: string, days: number): string {
  return addDays(new Date(instant), days).toISOString();
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
  return addMonths(new Date(`${since}T00:00:00Z`), months).getTime() <= Date.parse(until);
}

/** Whether `day` is a real day written `YYYY-MM-DD`. */
export function isDay(day: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return false;
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}
