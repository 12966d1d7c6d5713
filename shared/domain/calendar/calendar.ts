/**
 * Date arithmetic. Instants are ISO strings in UTC, days are `YYYY-MM-DD` in no zone. The time zone of the machine does
 * not matter. `zone.ts` turns instants into local days and back.
 */

const dayMs = 24 * 3600 * 1000;

/** How many days a day is after another one. */
export const daysFrom = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / (24 * 3600 * 1000);

/** The UTC day of an instant. Ladders come into force on UTC days; every day of a case is a local day. */
export const dayOf = (instant: string): string => instant.slice(0, 10);

/** The day `days` later. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);
}

/** `instant` plus `days` times 24 hours: for machines. For people a day can be longer or shorter: see `plusLocalDays`. */
export function plusDays(instant: string, days: number): string {
  return new Date(Date.parse(instant) + days * dayMs).toISOString();
}

/** The day `months` later: the same day of the month, or the last day of a month that is too short for it. */
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
  const current = Math.floor((month - 1) / 3);
  return startOf(current) === day ? day : startOf(current + 1);
}

/** Whole seconds from `from` to `to`. Negative if `to` is earlier. */
export function secondsBetween(from: string, to: string): number {
  return Math.floor((Date.parse(to) - Date.parse(from)) / 1000);
}

/**
 * Whether at least `months` calendar months lie between two days. Six months from 15 May are over on 15 November; six
 * months from 31 August are over on 28 (29) February.
 */
export function monthsHavePassed(since: string, until: string, months: number): boolean {
  return plusMonths(since, months) <= until;
}

/** Whether `day` exists and is written `YYYY-MM-DD`. */
export function isDay(day: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return false;
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}
