import type { Adoption, CaseHead, Clock, OpenHead, Slot } from '../../../contract/case.ts';
import { addDays } from '../../calendar/calendar.ts';
import { endOfWork, nextStartOfWork, workingDayFrom } from '../../calendar/working.ts';
import { localDay, plusLocalDays } from '../../calendar/zone.ts';
import { questionToAnswer } from '../state/questions.ts';
import type { Context } from '../state/types.ts';
import { calendarOf } from '../state/zone.ts';
import { scheduleOf } from './schedule.ts';

/**
 * Where a stopped case goes on, with the clock of its stage, the parts whose time to object has moved, and the questions
 * to other teams and to the engineer whose days have moved.
 */
export interface Resumed {
  clock: Clock | null;
  slots: Slot[];
  questions: Pick<Adoption, 'piece' | 'turn' | 'dueAt' | 'nameBy'>[];
  askedDueAt?: string;
}

/**
 * The clock of a stopped case as it goes on now. What was ahead when it stopped comes later by the days that it stood
 * still; a day that has begun counts. A window that binds the signatures is a time of the whole cycle, so they follow it.
 */
export function resumed(head: OpenHead, stopped: NonNullable<CaseHead['stopped']>, context: Context): Resumed {
  const { timeZone } = head;
  const { at: since, clock, stage } = stopped;
  const days = daysBetween(since, context.now, timeZone);
  const slots = head.slots.flatMap((slot) =>
    slot.openFrom && slot.openFrom > since ? [{ ...slot, openFrom: plusLocalDays(slot.openFrom, days, timeZone) }] : [],
  );
  const calendar = calendarOf(context.people[head.engineerId], context);
  const later = (at: string) =>
    at > since ? endOfWork(workingDayFrom(addDays(localDay(at, timeZone), days), calendar), calendar) : at;
  const questions = head.adoptions
    .filter(
      ({ answer, dueAt, nameBy }) => (answer === null && dueAt !== null && dueAt > since) || (nameBy ?? '') > since,
    )
    .map(({ piece, turn, dueAt, nameBy }) => ({
      piece,
      turn,
      dueAt: dueAt && later(dueAt),
      nameBy: nameBy && later(nameBy),
    }));
  const asked = questionToAnswer({ ...head, stage });
  const moved = { slots, questions, ...(asked && asked.dueAt > since ? { askedDueAt: later(asked.dueAt) } : {}) };
  if (!clock) return { clock, ...moved };
  if (clock.bound) {
    const schedule = scheduleOf({ ...head, stage } as CaseHead, context);
    return { clock: schedule ? { ...clock, ...ofClock(schedule) } : clock, ...moved };
  }
  const reminder = (at: string) => (at > since ? nextStartOfWork(plusLocalDays(at, days, timeZone), calendar) : at);
  const dueAt = later(clock.dueAt);
  const timers = clock.timers
    .map((one) => ({ ...one, at: one.kind === 'remind' ? reminder(one.at) : later(one.at) }))
    .filter(({ kind, at }) => kind !== 'remind' || at < dueAt)
    .sort((a, b) => a.at.localeCompare(b.at));
  return { clock: { ...clock, dueAt, timers }, ...moved };
}

const ofClock = ({ dueAt, timers, bound }: Pick<Clock, 'dueAt' | 'timers' | 'bound'>) => ({ dueAt, timers, bound });

/** How many local days go by from one instant to another. A day that has begun counts. */
function daysBetween(from: string, to: string, timeZone: string): number {
  const whole = (Date.parse(localDay(to, timeZone)) - Date.parse(localDay(from, timeZone))) / (24 * 3600 * 1000);
  return plusLocalDays(from, whole, timeZone) < to ? whole + 1 : whole;
}
