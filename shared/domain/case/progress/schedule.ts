import type { CaseHead, Schedule } from '../../../contract/case.ts';
import type { Window } from '../../../contract/cycles.ts';
import { daysFrom } from '../../calendar/calendar.ts';
import { endOfWork, plusWorkingDays } from '../../calendar/working.ts';
import { localDay } from '../../calendar/zone.ts';
import { placeIn, windowOf } from '../../cycles/windows.ts';
import { openStageOf } from '../stages/index.ts';
import { awayNow } from '../state/away.ts';
import { stageOf, transitionOf } from '../state/path.ts';
import { boundBy, signingOf } from '../state/signing-window.ts';
import type { Context } from '../state/types.ts';
import { calendarOf } from '../state/zone.ts';
import { assigneesOf } from './assignees.ts';
import { laterClock } from './later.ts';
import { extendedTimers, stageRules, type Timed, type Timing, timersOf } from './timers.ts';

/** How many working days HR has to say how a case goes on whose window is over. Origin: ours. */
const hrDays = 10;

/**
 * When the stage at which a case stands is due, if it opens now, and its timers. Undefined once the case is closing. If
 * the window that the signatures are bound to is over, HR owes the answer, and nobody is reminded.
 */
export function scheduleOf(head: CaseHead, context: Context): Schedule | undefined {
  const found = timingOf(head, context);
  if (!found) return undefined;
  const { timing, bound } = found;
  const { calendar, now } = timing;
  const { timeZone } = calendar;
  if (!bound?.over) return { ...whileAway(head, timing), timeZone, bound };
  const dueAt = endOfWork(plusWorkingDays(localDay(now, timeZone), hrDays, calendar), calendar);
  return { dueAt, timers: [], timeZone, bound };
}

/** The timers of a stage. If it is the engineer's, and they are away, it begins when they are back. */
function whileAway(head: CaseHead, timing: Timing): Timed {
  const timed = timersOf(timing);
  const { calendar, now } = timing;
  const { timeZone } = calendar;
  const until = openStageOf(head.stage)?.owner === 'engineer' ? awayNow(head, now) : null;
  const days = until === null ? 0 : daysFrom(localDay(now, timeZone), until) + 1;
  return days > 0 ? laterClock(timed, { since: now, days, timeZone, calendar }) : timed;
}

/** The same with a due day that is extended. The day must be within the window, if the signatures are bound to one. */
export function extendedSchedule(head: CaseHead, context: Context, until: string): Schedule | undefined {
  const found = timingOf(head, context);
  return (
    found && { ...extendedTimers(found.timing, until), timeZone: found.timing.calendar.timeZone, bound: found.bound }
  );
}

function timingOf(head: CaseHead, context: Context): { timing: Timing; bound: Schedule['bound'] } | undefined {
  const rules = stageRules(head, context.ladder);
  if (!rules) return undefined;
  const { now } = context;
  const calendar = calendarOf(context.people[head.engineerId], context);
  const bound = head.stage === 'sign-off' ? boundBy(signingOf(head, context, calendar.timeZone)) : null;
  const window = bound ? bound.window : guidingWindow(head, context, calendar.timeZone);
  const timing = {
    rules,
    stage: head.stage,
    now,
    calendar,
    assignees: assigneesOf(head, context),
    window,
    isBound: bound !== null,
  };
  return { timing, bound };
}

/** The window of an open cycle that gives the due day of the stage and binds nobody. None after it is over. */
function guidingWindow(head: CaseHead, { ladder, cycle, now }: Context, timeZone: string): Window | null {
  if (!cycle || cycle.closedAt !== null || head.stage === 'closing' || head.stage === 'closed') return null;
  // The ladder binds the signatures to a window, and HR has waived it.
  const isWaived =
    head.stage === 'sign-off' && head.windowWaived && stageOf(transitionOf(ladder, head), 'sign-off')?.window;
  const window = isWaived ? null : windowOf(cycle, head.stage);
  return window && placeIn(window, now, timeZone) !== 'over' ? window : null;
}
