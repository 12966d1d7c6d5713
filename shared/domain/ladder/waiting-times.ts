import type { Ladder } from '../../contract/ladder.ts';
import type { Transition } from '../../contract/ladder-transitions.ts';
import type { Outcome } from '../../contract/names.ts';
import { dayOf, plusDays, plusMonths } from '../calendar/calendar.ts';

/** How a case ended, and the instant at which it was closed. */
interface Ending {
  outcome: Outcome;
  closedAt: string;
}

/** The first day of the next case on the same transition. Null: the ladder asks for no wait after this ending. */
export function endOfCoolDown({ coolDown }: Transition, { outcome, closedAt }: Ending): string | null {
  return coolDown && outcome === 'not-promoted' ? plusMonths(dayOf(closedAt), coolDown.months) : null;
}

/** The first day on which a person can move to another track again. Null: the ladder has no moves between tracks. */
export function nextTrackChange({ trackChange }: Ladder, lastChange: string): string | null {
  return trackChange && plusMonths(lastChange, trackChange.onceInMonths);
}

/** The last instant at which the engineer can appeal. */
export function endOfAppealWindow({ windowDays }: NonNullable<Transition['appeal']>, closedAt: string): string {
  return plusDays(closedAt, windowDays);
}
