import type { Ladder } from '../../contract/ladder.ts';
import type { Transition } from '../../contract/ladder-transitions.ts';
import { isMadeByHr, type Outcome } from '../../contract/names.ts';
import type { Leave } from '../../contract/people.ts';
import { addDays, plusMonths } from '../calendar/calendar.ts';
import { daysLater } from '../calendar/leave.ts';
import { localDay, plusLocalDays } from '../calendar/zone.ts';

/**
 * The first day of the next case on the same transition. Days on which the engineer is away do not count. Null: the ladder
 * asks for no wait after this ending.
 */
export function endOfCoolDown(
  { coolDown }: Transition,
  outcome: Outcome,
  closedOn: string,
  leave: readonly Leave[],
): string | null {
  if (!coolDown || outcome !== 'not-promoted') return null;
  const end = plusMonths(closedOn, coolDown.months);
  return addDays(end, daysLater(leave, closedOn, end));
}

/** The first day on which a person can move to another track again. Null: the ladder has no moves between tracks. */
export function nextTrackChange({ trackChange }: Ladder, lastChange: string): string | null {
  return trackChange && plusMonths(lastChange, trackChange.onceInMonths);
}

/** How an appeal goes where the ladder has none: against an end that HR or the clock made, or HR corrected. Origin: ours. */
export const usualAppeal = { windowDays: 30, dueDays: 14, remindDays: [7, 12], graceDays: 5 };

/** How the engineer can appeal against an outcome, and whether HR corrected it. Null: they cannot. */
export function appealAgainst(
  { appeal }: Transition,
  outcome: Outcome,
  isCorrected: boolean,
): typeof usualAppeal | null {
  if (isMadeByHr(outcome) || (isCorrected && outcome === 'not-promoted')) return appeal ?? usualAppeal;
  return outcome === 'not-promoted' ? appeal : null;
}

/** The last instant at which the engineer can appeal, in the time zone of the case. Days on which they are away do not count. */
export function endOfAppealWindow(
  { windowDays }: Pick<typeof usualAppeal, 'windowDays'>,
  closedAt: string,
  timeZone: string,
  leave: readonly Leave[],
): string {
  const closedOn = localDay(closedAt, timeZone);
  const later = daysLater(leave, closedOn, addDays(closedOn, windowDays));
  return plusLocalDays(closedAt, windowDays + later, timeZone);
}
