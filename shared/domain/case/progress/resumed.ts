import type { Adoption, CaseHead, Clock, OpenHead, Slot } from '../../../contract/case.ts';
import { addDays, daysFrom } from '../../calendar/calendar.ts';
import { leaveOn } from '../../calendar/leave.ts';
import { localDay, plusLocalDays } from '../../calendar/zone.ts';
import { openStageOf } from '../stages/index.ts';
import type { ToFollow } from '../state/away.ts';
import { clockOf } from '../state/instants.ts';
import { dueInWindow, questionToAnswer } from '../state/questions.ts';
import type { Context } from '../state/types.ts';
import { calendarOf } from '../state/zone.ts';
import { dueAfter, laterClock, type Pause } from './later.ts';
import { scheduleOf } from './schedule.ts';

/**
 * Where a stopped case goes on: with the clock of its stage, the parts whose time to object has moved, and the adoptions
 * (`questions`) and the question to the engineer whose days have moved.
 */
export interface Resumed {
  clock: Clock | null;
  slots: Slot[];
  questions: Pick<Adoption, 'piece' | 'turn' | 'dueAt' | 'nameBy'>[];
  askedDueAt?: string;
  /** The last day on which the engineer is away, as far as the case has followed it. Left out: it stays as it was. */
  awayUntil?: string;
}

/**
 * How a stopped case goes on now. What was ahead when it stopped comes later by the days that it stood still; a day that
 * has begun counts. What the engineer owes has moved for their leave as well: no day counts twice.
 */
export function resumed(head: OpenHead, stopped: NonNullable<CaseHead['stopped']>, context: Context): Resumed {
  const pause = pauseOf(head, stopped.at, context);
  const ofEngineer = pauseOfEngineer(head, pause);
  const isOfEngineer = openStageOf(stopped.stage)?.owner === 'engineer';
  const clock = clockAfter(head, stopped, isOfEngineer ? ofEngineer : pause, context);
  const asked = questionToAnswer({ ...head, stage: stopped.stage });
  const isOwed = asked && clock && asked.dueAt > pause.since;
  const followed = followedInStop(head, pause, context);
  return {
    clock,
    slots: slotsAfter(head.slots, ofEngineer),
    questions: adoptionsAfter(head.adoptions, pause, ofEngineer),
    ...(isOwed
      ? { askedDueAt: dueInWindow(dueAfter(asked.dueAt, ofEngineer), clock, context.now, head.timeZone) }
      : {}),
    ...(followed ? { awayUntil: followed } : {}),
  };
}

/** The days of a stop by which what the engineer owes has not moved yet, because the case had followed their leave. */
function pauseOfEngineer({ awayUntil }: OpenHead, pause: Pause): Pause {
  const moved = awayUntil ? daysFrom(localDay(pause.since, pause.timeZone), awayUntil) + 1 : 0;
  return { ...pause, days: pause.days - Math.min(Math.max(moved, 0), pause.days) };
}

/** The last day of a stop, if the engineer is still away: their leave moves the days that come after it. Null: it moves none. */
function followedInStop(
  { engineerId, awayUntil: before = '' }: OpenHead,
  pause: Pause,
  context: Context,
): string | null {
  const { since, days, timeZone } = pause;
  const last = addDays(localDay(since, timeZone), days - 1);
  const isAway = leaveOn(context.people[engineerId]?.leave ?? [], localDay(context.now, timeZone)) !== undefined;
  return isAway && last > before ? last : null;
}

function pauseOf({ engineerId, timeZone }: OpenHead, since: string, context: Context): Pause {
  const calendar = calendarOf(context.people[engineerId], context);
  return { since, days: daysBetween(since, context.now, timeZone), timeZone, calendar };
}

/** A window that binds the signatures is a time of the whole cycle, so the clock follows it. */
function clockAfter(
  head: OpenHead,
  { clock, stage }: NonNullable<CaseHead['stopped']>,
  pause: Pause,
  context: Context,
): Clock | null {
  if (!clock) return null;
  if (clock.bound) {
    const schedule = scheduleOf({ ...head, stage } as CaseHead, context);
    return schedule ? { ...clock, ...ofClock(schedule) } : clock;
  }
  return laterClock(clock, pause);
}

/** The parts to whose holders the engineer could still object. */
function slotsAfter(slots: readonly Slot[], { since, days, timeZone }: Pause): Slot[] {
  return slots.flatMap((slot) =>
    slot.openFrom && slot.openFrom > since ? [{ ...slot, openFrom: plusLocalDays(slot.openFrom, days, timeZone) }] : [],
  );
}

/** The days of questions about adoptions, after a time from `since` in which nobody was asked. */
export function questionsAfter(head: OpenHead, since: string, context: Context): Resumed['questions'] {
  const pause = pauseOf(head, since, context);
  return adoptionsAfter(head.adoptions, pause, pause);
}

/** The adoptions about which an answer of another person, or another name by the engineer, was still to come. */
function adoptionsAfter(adoptions: readonly Adoption[], pause: Pause, ofEngineer: Pause): Resumed['questions'] {
  return adoptions
    .filter(
      ({ answer, dueAt, nameBy }) =>
        (answer === null && dueAt !== null && dueAt > pause.since) || (nameBy ?? '') > pause.since,
    )
    .map(({ piece, turn, dueAt, nameBy }) => ({
      piece,
      turn,
      dueAt: dueAt && dueAfter(dueAt, pause),
      nameBy: nameBy && dueAfter(nameBy, ofEngineer),
    }));
}

/**
 * What moves because the engineer is away until a day, or comes back earlier than they were to: what they owe themselves, and
 * until when they can object. What others answer goes on.
 */
export function paused(head: OpenHead, { days, since }: ToFollow, context: Context): Resumed {
  const { engineerId, timeZone, slots, adoptions } = head;
  const pause = { since, days, timeZone, calendar: calendarOf(context.people[engineerId], context) };
  const asked = questionToAnswer(head);
  return {
    clock: openStageOf(head.stage)?.owner === 'engineer' ? laterClock(clockOf(head), pause) : null,
    slots: slotsAfter(slots, pause),
    questions: adoptions
      .filter(({ nameBy }) => (nameBy ?? '') > since)
      .map(({ piece, turn, dueAt, nameBy }) => ({ piece, turn, dueAt, nameBy: nameBy && dueAfter(nameBy, pause) })),
    ...(asked && asked.dueAt > since
      ? { askedDueAt: dueInWindow(dueAfter(asked.dueAt, pause), head, context.now, timeZone) }
      : {}),
  };
}

const ofClock = ({ dueAt, timers, bound }: Pick<Clock, 'dueAt' | 'timers' | 'bound'>) => ({ dueAt, timers, bound });

/** How many local days go by from one instant to another. A day that has begun counts. */
function daysBetween(from: string, to: string, timeZone: string): number {
  const whole = daysFrom(localDay(from, timeZone), localDay(to, timeZone));
  return plusLocalDays(from, whole, timeZone) < to ? whole + 1 : whole;
}
