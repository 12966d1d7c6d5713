import type { CaseHead, Clock, OpenHead } from '../../../contract/case.ts';
import { waitsForWaiver } from './waivers.ts';

/** The instants of a case that depend on its status. Null if it has none. */
export interface Instants {
  openedAt: string | null;
  dueAt: string | null;
  closedAt: string | null;
}

/** The clock of an open stage. */
export function clockOf({ openedAt, dueAt, timers, bound, actedUpTo }: OpenHead): Clock {
  return { openedAt, dueAt, timers, bound, actedUpTo };
}

/** When the stage of a case was opened and is due, or when the case was closed. */
export function instantsOf(head: CaseHead): Instants {
  return {
    openedAt: head.status === 'open' ? head.openedAt : null,
    dueAt: head.status === 'open' ? head.dueAt : null,
    closedAt: head.status === 'closed' ? head.closedAt : null,
  };
}

/** When the open stage ends the case by itself, if the engineer does nothing. Null: it does not, or they wait for others. */
export function lapsesAt(head: CaseHead): string | null {
  if (head.status !== 'open' || waitsForWaiver(head)) return null;
  return head.timers.find(({ kind }) => kind === 'lapse')?.at ?? null;
}

/** Whether the instant at which something is due is over. Without such an instant nothing is overdue. */
export function isOverdue(dueAt: string | null, now: string): boolean {
  return dueAt !== null && dueAt <= now;
}

/** When the open stage of a case is due, whether that is over at an instant, and in which zone it is a day. */
export function dueOf(head: CaseHead, now: string): { dueAt: string | null; overdue: boolean; timeZone: string } {
  const { dueAt } = instantsOf(head);
  return { dueAt, overdue: isOverdue(dueAt, now), timeZone: head.timeZone };
}
