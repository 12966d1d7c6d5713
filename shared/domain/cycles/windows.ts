import type { Calendar } from '../../contract/calendar.ts';
import type { Cycle, Window } from '../../contract/cycles.ts';
import type { WorkflowStage } from '../../contract/names.ts';
import { addDays } from '../calendar/calendar.ts';
import { endOfWork, workingDayUntil } from '../calendar/working.ts';
import { lastMinuteOf, localDay, startOfDay } from '../calendar/zone.ts';

/** Days of a cycle are days in the zone of each engineer's ODC. A window includes its first and its last day. */

/** The window of a stage in a cycle. Null: the cycle has no window for it, so only the ladder's days count. */
export function windowOf(cycle: Pick<Cycle, 'windows'>, stage: WorkflowStage): Window | null {
  // A cycle has windows only for the stages of a path. An appeal has none.
  const windows: Partial<Record<WorkflowStage, Window>> = cycle.windows;
  return windows[stage] ?? null;
}

/** Whether an instant is before a window, within it, or after it. */
export function placeIn({ from, to }: Window, instant: string, timeZone: string): 'before' | 'within' | 'over' {
  const day = localDay(instant, timeZone);
  if (day < from) return 'before';
  return day <= to ? 'within' : 'over';
}

/** The first instant of a window, and the first instant after it. */
export function spanOf({ from, to }: Window, timeZone: string): { opensAt: string; closesAt: string } {
  return { opensAt: startOfDay(from, timeZone), closesAt: startOfDay(addDays(to, 1), timeZone) };
}

/**
 * When a step is due that must be done within a window: at the end of work on the last working day, counted back from
 * the day `last`. If no working day is left after `now`, it is the last minute of that day. Never before `now`, which
 * must not be after the window.
 */
export function dueWithin({ from }: Window, last: string, now: string, calendar: Calendar): string {
  const day = workingDayUntil(last, calendar);
  const due = endOfWork(day, calendar);
  if (day >= from && due >= now) return due;
  const end = lastMinuteOf(last, calendar.timeZone);
  return end >= now ? end : now;
}

/**
 * Whether a case can join a cycle on a day. `yes`: from the moment when HR opens the cycle (even before its first
 * day) until the end of `joinUntil`. `late`: until the last day, but only HR can do it, with a reason. `no`: the cycle
 * is over or closed.
 */
export function mayJoin(
  { joinUntil, to, closedAt }: Pick<Cycle, 'joinUntil' | 'to' | 'closedAt'>,
  day: string,
): 'yes' | 'late' | 'no' {
  if (closedAt !== null || day > to) return 'no';
  return day <= joinUntil ? 'yes' : 'late';
}
