import type { Calendar } from '../../../contract/calendar.ts';
import type { Clock } from '../../../contract/case.ts';
import { addDays } from '../../calendar/calendar.ts';
import { endOfWork, nextStartOfWork, workingDayFrom } from '../../calendar/working.ts';
import { localDay, plusLocalDays } from '../../calendar/zone.ts';

/** By how many days what is ahead comes later, in the calendar of the engineer. */
export interface Pause {
  /** What is ahead of this instant moves. */
  since: string;
  days: number;
  timeZone: string;
  calendar: Calendar;
}

/** A due day after the pause: the end of a working day. */
export function dueAfter(at: string, { since, days, timeZone, calendar }: Pause): string {
  return at > since ? endOfWork(workingDayFrom(addDays(localDay(at, timeZone), days), calendar), calendar) : at;
}

function reminderAfter(at: string, { since, days, timeZone, calendar }: Pause): string {
  return at > since ? nextStartOfWork(plusLocalDays(at, days, timeZone), calendar) : at;
}

/** A clock without a window, with what is ahead later. */
export function laterClock<C extends Pick<Clock, 'dueAt' | 'timers'>>(clock: C, pause: Pause): C {
  const dueAt = dueAfter(clock.dueAt, pause);
  const timers = clock.timers
    .flatMap((one) => {
      const at = one.kind === 'remind' ? reminderAfter(one.at, pause) : dueAfter(one.at, pause);
      // A reminder that working days move past the due day is left out, but not one that is for the days after it.
      return one.kind === 'remind' && one.at < clock.dueAt && at >= dueAt ? [] : [{ ...one, at }];
    })
    .sort((a, b) => a.at.localeCompare(b.at));
  return { ...clock, dueAt, timers };
}
