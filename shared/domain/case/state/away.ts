import type { CaseHead } from '../../../contract/case.ts';
import type { Person } from '../../../contract/people.ts';
import { addDays } from '../../calendar/calendar.ts';
import { awayUntil } from '../../calendar/leave.ts';
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

/**
 * The last day away that a case has to follow now: of the engineer's leave, or yesterday if they came back before it ended.
 * Null: it has followed everything.
 */
export function toFollow(head: Head, { leave }: Pick<Person, 'leave'>, now: string): string | null {
  const today = dayIn(head, now);
  const [is, was] = [awayUntil(leave, today), awayNow(head, now)];
  return is === was ? null : (is ?? addDays(today, -1));
}
