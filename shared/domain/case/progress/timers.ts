import type { Calendar } from '../../../contract/calendar.ts';
import type { CaseHead, OpenHead, Timer } from '../../../contract/case.ts';
import type { Window } from '../../../contract/cycles.ts';
import type { PublishedLadder } from '../../../contract/ladder.ts';
import { plusDays } from '../../calendar/calendar.ts';
import { endOfWorkingDay, startOfWorkingDay } from '../../calendar/working.ts';
import { openStageOf } from '../stages/index.ts';
import type { StageRules } from '../stages/stage.ts';
import { transitionOf } from '../state/path.ts';

/** The due days, reminders and grace days of the stage a case stands at; undefined once it is closing or closed. */
export function stageRules(head: CaseHead, ladder: PublishedLadder): StageRules | undefined {
  return openStageOf(head.stage)?.rules(transitionOf(ladder, head));
}

/** How many times somebody up the line is told that a step is overdue, one rung higher each time. Origin: ours. */
const escalations = 4;
const daysBetweenEscalations = 14;
/** How many days before an extended deadline people are reminded once more. Origin: ours. */
const lastReminderDays = 2;

/** A person who owes a step in the stage, with the calendar they work by. */
export interface Assignee {
  personId: string;
  calendar: Calendar;
}

/**
 * When a stage is due, and its timers: reminders on the days of the ladder, the due date, then the lapse for a stage of
 * the engineer, or escalations up the line for any other stage. The days of each person follow their own calendar. The
 * stage is due on the latest of the due dates. If the cycle has a window for the stage that has not ended yet, the
 * window replaces the due days.
 */
export function timersOf(
  rules: StageRules,
  stage: CaseHead['stage'],
  openedAt: string,
  assignees: readonly Assignee[],
  window: Window | null,
): { dueAt: string; timers: Timer[] } {
  const isBound = window !== null && window.to > openedAt.slice(0, 10);
  const end = isBound ? `${window.to}T12:00:00.000Z` : plusDays(openedAt, rules.dueDays);
  const first = isBound && window.from > openedAt.slice(0, 10) ? `${window.from}T12:00:00.000Z` : null;
  const reminders = first ? [first] : rules.remindDays.map((days) => plusDays(openedAt, days));
  const timers = groupsOf(assignees).flatMap(({ calendar, to }): Timer[] => {
    const due = endOfWorkingDay(end, calendar);
    return [
      ...reminders
        .map((at): Timer => ({ kind: 'remind', at: startOfWorkingDay(at, calendar), to }))
        .filter(({ at }) => at > openedAt && at < due),
      ...afterwards(rules, stage, due, calendar, to),
    ];
  });
  return inOrder(timers);
}

/**
 * The same for a deadline that is extended to the end of a day. Only a reminder that is still ahead of `now` is kept.
 */
export function extendedTimers(
  rules: StageRules,
  stage: CaseHead['stage'],
  now: string,
  until: string,
  assignees: readonly Assignee[],
): { dueAt: string; timers: Timer[] } {
  const end = `${until}T12:00:00.000Z`;
  const timers = groupsOf(assignees).flatMap(({ calendar, to }): Timer[] => {
    const due = endOfWorkingDay(end, calendar);
    const reminder = startOfWorkingDay(plusDays(end, -lastReminderDays), calendar);
    return [
      ...(reminder > now && reminder < due ? [{ kind: 'remind' as const, at: reminder, to }] : []),
      ...afterwards(rules, stage, due, calendar, to),
    ];
  });
  return inOrder(timers);
}

function afterwards(
  { graceDays }: StageRules,
  stage: CaseHead['stage'],
  due: string,
  calendar: Calendar,
  to: string[],
): Timer[] {
  const own: Timer = { kind: 'due', at: due, to };
  if (openStageOf(stage)?.owner === 'engineer')
    return [own, { kind: 'lapse', at: endOfWorkingDay(plusDays(due, graceDays), calendar), to }];
  return [
    own,
    ...Array.from({ length: escalations }, (_, rung): Timer => {
      const late = plusDays(due, graceDays + rung * daysBetweenEscalations);
      return { kind: 'escalate', at: endOfWorkingDay(late, calendar), to };
    }),
  ];
}

function groupsOf(assignees: readonly Assignee[]): { calendar: Calendar; to: string[] }[] {
  const groups = new Map<string, { calendar: Calendar; to: string[] }>();
  for (const { personId, calendar } of assignees) {
    const group = groups.get(calendar.odc) ?? { calendar, to: [] };
    if (!group.to.includes(personId)) group.to.push(personId);
    groups.set(calendar.odc, group);
  }
  return [...groups.values()];
}

function inOrder(timers: Timer[]): { dueAt: string; timers: Timer[] } {
  const sorted = timers.sort((a, b) => a.at.localeCompare(b.at));
  const dueAt = sorted.filter((one) => one.kind === 'due').at(-1)?.at;
  if (!dueAt) throw new Error('A stage is due for somebody');
  return { dueAt, timers: sorted };
}

/** The timers of the open stage that are due and were not acted on yet. */
export function dueTimers({ timers, actedUpTo }: OpenHead, now: string): Timer[] {
  return timers.filter(({ at }) => at <= now && (actedUpTo === null || at > actedUpTo));
}
