import type { CaseHead, OpenHead } from '../../../contract/case.ts';
import type { Person } from '../../../contract/people.ts';
import { addDays, daysFrom } from '../../calendar/calendar.ts';
import { awaySince, awayUntil } from '../../calendar/leave.ts';
import { startOfDay } from '../../calendar/zone.ts';
import { dayIn } from './zone.ts';

/** The engineer of a case is away: what they owe in it waits. */

type Head = Pick<CaseHead, 'awayUntil' | 'timeZone'>;

/** The last day on which the engineer is away, as far as the case has followed it. Null: they are here. */
export function awayNow(head: Head, now: string): string | null {
  const { awayUntil } = head;
  return awayUntil && awayUntil >= dayIn(head, now) ? awayUntil : null;
}

/** The last day on which what the engineer of an open case owes waits. Null: it does not wait. Everybody reads it. */
export function pausedUntil(head: CaseHead, now: string): string | null {
  return head.status === 'open' && head.stage !== 'stopped' ? awayNow(head, now) : null;
}

/** The day after which the engineer's own days count: today, or the last one on which they are away. */
export function countsFrom(head: Head, now: string): string {
  return awayNow(head, now) ?? dayIn(head, now);
}

/** What a case has to follow: by how many days what is ahead of an instant comes later, and until when the engineer is away. */
export interface ToFollow {
  until: string;
  days: number;
  since: string;
}

/**
 * What an open case has to follow now: the engineer's leave, or that they came back before it ended. Days of the leave count
 * from its beginning or that of the stage, also if nobody looked until now. Null: it has followed everything.
 */
export function toFollow(head: OpenHead, { leave }: Pick<Person, 'leave'>, now: string): ToFollow | null {
  const { timeZone, openedAt, awayUntil: before = '' } = head;
  const today = dayIn(head, now);
  const [is, was] = [awayUntil(leave, today), awayNow(head, now)];
  if (is === was) return null;
  if (was !== null) {
    const until = is ?? addDays(today, -1);
    return { until, days: daysFrom(was, until), since: now };
  }
  const until = is ?? today;
  const [from = today] = [awaySince(leave, today), dayIn(head, openedAt), before && addDays(before, 1)]
    .sort()
    .slice(-1);
  return { until, days: daysFrom(from, until) + 1, since: startOfDay(from, timeZone) };
}
