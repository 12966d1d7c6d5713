import type { Cycle, Window } from '../../contract/cycles.ts';
import type { WorkflowStage } from '../../contract/names.ts';
import { dayOf } from '../calendar/calendar.ts';

/** All days are UTC days. A window includes its first and its last day. */

/** The window of a stage in a cycle. Null: the cycle has no window for it, so only the ladder's days count. */
export function windowOf(cycle: Pick<Cycle, 'windows'>, stage: WorkflowStage): Window | null {
  // A cycle has windows only for the stages of a path. An appeal has none.
  const windows: Partial<Record<WorkflowStage, Window>> = cycle.windows;
  return windows[stage] ?? null;
}

/** Whether an instant falls on a day of a window. */
export function isWithin({ from, to }: Window, instant: string): boolean {
  const day = dayOf(instant);
  return from <= day && day <= to;
}

/**
 * Whether a case can join a cycle at an instant. `yes`: from the moment when HR opens the cycle (even before its first
 * day) until the end of `joinUntil`. `late`: until the last day, but only HR can do it, with a reason. `no`: the cycle
 * is over or closed.
 */
export function mayJoin(
  { joinUntil, to, closedAt }: Pick<Cycle, 'joinUntil' | 'to' | 'closedAt'>,
  instant: string,
): 'yes' | 'late' | 'no' {
  const day = dayOf(instant);
  if (closedAt !== null || day > to) return 'no';
  return day <= joinUntil ? 'yes' : 'late';
}
