import type { Cycle, Window } from '../../contract/cycles.ts';
import type { StageKind } from '../../contract/ladder.ts';

/** All days are UTC days, and both ends of a span belong to it. */

/** The UTC day of an instant. */
export const dayOf = (instant: string): string => instant.slice(0, 10);

/** The window of a kind of stage in a cycle; null where the ladder's days alone count. */
export function windowOf({ windows }: Pick<Cycle, 'windows'>, stage: StageKind): Window | null {
  return windows[stage] ?? null;
}

/** Whether an instant falls on a day of a window. */
export function isWithin({ from, to }: Window, instant: string): boolean {
  const day = dayOf(instant);
  return from <= day && day <= to;
}

/**
 * Whether a case may join a cycle at an instant: `yes` from the moment HR has opened it, which may be before its first
 * day, up to the end of `joinUntil`; `late` (by HR, with a reason) up to its last day; `no` when it is over or closed.
 */
export function mayJoin(
  { joinUntil, to, closedAt }: Pick<Cycle, 'joinUntil' | 'to' | 'closedAt'>,
  instant: string,
): 'yes' | 'late' | 'no' {
  const day = dayOf(instant);
  if (closedAt !== null || day > to) return 'no';
  return day <= joinUntil ? 'yes' : 'late';
}
