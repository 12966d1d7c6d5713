import { CaseHead } from '../contract/case.ts';
import { BodyItem } from '../contract/events.ts';
import { TaskToken } from '../contract/workflow.ts';
import { shape } from './shape.ts';

/** How the items of a case are stored. Events have their own version (`v`), which their hash covers. */
export const headShape = shape(CaseHead, [byStatus, inUtc, withoutAdoptions, withCouldReview]);
export const bodyShape = shape(BodyItem);
export const tokenShape = shape(TaskToken);

/** Version 3 asked nobody whether evidence was adopted. */
function withoutAdoptions(head: Record<string, unknown>) {
  return { ...head, adoptions: [] };
}

/** Version 4 noted the reviewers to whom the engineer had objected, and who could act for them. */
function withCouldReview({ objectedTo, ...head }: Record<string, unknown>) {
  return objectedTo === undefined ? head : { ...head, couldReview: objectedTo };
}

/** Version 1 had no status: nullable instants showed whether a case was opening, open or closed. */
function byStatus({ openedAt, dueAt, timers, actedUpTo, closedAt, ...facts }: Record<string, unknown>) {
  if (facts.stage === 'closed') return { ...facts, status: 'closed', closedAt };
  if (openedAt === null) return { ...facts, status: 'opening' };
  return { ...facts, status: 'open', openedAt, dueAt, timers, actedUpTo };
}

/** Until version 2 the days of a case were days in UTC, and timers did not know the window of the signatures. */
function inUtc(head: Record<string, unknown>) {
  return { ...head, timeZone: 'UTC', ...(head.status === 'open' ? { bound: null } : {}) };
}
