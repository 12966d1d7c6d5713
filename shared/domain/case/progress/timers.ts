import type { Calendar } from '../../../contract/calendar.ts';
import type { CaseHead, OpenHead, Timer } from '../../../contract/case.ts';
import type { Window } from '../../../contract/cycles.ts';
import type { PublishedLadder } from '../../../contract/ladder.ts';
import { addDays } from '../../calendar/calendar.ts';
import { endOfWork, nextStartOfWork, plusWorkingDays, workingDayFrom } from '../../calendar/working.ts';
import { localDay, startOfDay } from '../../calendar/zone.ts';
import { dueWithin, spanOf } from '../../cycles/windows.ts';
import { openStageOf } from '../stages/index.ts';
import type { StageRules } from '../stages/stage.ts';
import { transitionOf } from '../state/path.ts';
import type { Assignees } from './assignees.ts';

/** The due days, reminders and grace days of the stage a case stands at; undefined once it is closing or closed. */
export function stageRules(head: CaseHead, ladder: PublishedLadder): StageRules | undefined {
  return openStageOf(head.stage)?.rules(transitionOf(ladder, head));
}

/** How many times somebody up the line is told that a step is overdue, one rung higher each time. Origin: ours. */
const escalations = 4;
const daysBetweenEscalations = 14;
/** How many days before an extended deadline people are reminded once more. Origin: ours. */
const lastReminderDays = 2;

/** What the timers of a stage are computed from. */
export interface Timing {
  rules: StageRules;
  stage: CaseHead['stage'];
  now: string;
  /** The calendar of the engineer's ODC: the due day is a day in it. */
  calendar: Calendar;
  assignees: readonly Assignees[];
  /** The window that the step is done in, if it is not over. */
  window: Window | null;
  /** Whether the step can be done only within the window. */
  isBound: boolean;
}

/** When a stage is due, and its timers, earliest first. */
export interface Timed {
  dueAt: string;
  timers: Timer[];
}

/**
 * The timers of a stage: reminders on the days of the ladder, the due day, then the lapse for a stage of the engineer, or
 * escalations up the line for any other stage. A window replaces the days of the ladder. All days are days in the
 * engineer's ODC. The calendar of an assignee moves only their reminders.
 */
export function timersOf(timing: Timing): Timed {
  const { rules, now, calendar, window } = timing;
  const opened = localDay(now, calendar.timeZone);
  const dueOn = rules.inWorkingDays
    ? plusWorkingDays(opened, rules.dueDays, calendar)
    : workingDayFrom(addDays(opened, rules.dueDays), calendar);
  const dueAt = window ? dueWithin(window, window.to, now, calendar) : endOfWork(dueOn, calendar);
  const isAhead = window !== null && window.from > opened;
  const days = isAhead ? [window.from] : rules.remindDays.map((later) => addDays(opened, later));
  return inOrder(timing, dueAt, days);
}

/** The same for a deadline that is extended to the end of a day. */
export function extendedTimers(timing: Timing, until: string): Timed {
  const { now, calendar, window, isBound } = timing;
  const dueAt =
    isBound && window ? dueWithin(window, until, now, calendar) : endOfWork(workingDayFrom(until, calendar), calendar);
  return inOrder(timing, dueAt, [addDays(until, -lastReminderDays)]);
}

function inOrder(timing: Timing, dueAt: string, remindOn: readonly string[]): Timed {
  const { now, calendar, assignees } = timing;
  const reminders = assignees.flatMap((one) =>
    remindOn
      .map((day) => nextStartOfWork(startOfDay(day, calendar.timeZone), one.calendar))
      .filter((at) => at > now && at < dueAt)
      .map((at): Timer => ({ kind: 'remind', at, to: one.to })),
  );
  const everybody = assignees.flatMap((one) => one.to);
  const timers = [...reminders, { kind: 'due' as const, at: dueAt, to: everybody }, ...afterwards(timing, dueAt)];
  return { dueAt, timers: timers.sort((a, b) => a.at.localeCompare(b.at)) };
}

/**
 * What happens after the due day. It names nobody: it is for everybody who owes a step then. If the step can no longer be
 * done, only the end of the window happens.
 */
function afterwards({ rules, stage, calendar, window, isBound }: Timing, dueAt: string): Timer[] {
  const to: string[] = [];
  const later = (days: number) => {
    const at = endOfWork(workingDayFrom(addDays(localDay(dueAt, calendar.timeZone), days), calendar), calendar);
    return at > dueAt ? at : dueAt;
  };
  if (openStageOf(stage)?.owner === 'engineer') return [{ kind: 'lapse', at: later(rules.graceDays), to }];
  const late = Array.from(
    { length: escalations },
    (_, rung): Timer => ({ kind: 'escalate', at: later(rules.graceDays + rung * daysBetweenEscalations), to }),
  );
  if (!isBound || !window) return late;
  const { closesAt } = spanOf(window, calendar.timeZone);
  return [...late.filter(({ at }) => at < closesAt), { kind: 'window', at: closesAt, to: [] }];
}

/** The timers of the open stage that are due and were not acted on yet. */
export function dueTimers({ timers, actedUpTo }: OpenHead, now: string): Timer[] {
  return timers.filter(({ at }) => at <= now && (actedUpTo === null || at > actedUpTo));
}
