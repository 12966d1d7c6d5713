import type { CaseHead } from '../../contract/case.ts';
import type { PublishedLadder } from '../../contract/ladder.ts';
import { type Position, wakeBounds } from '../../contract/workflow.ts';
import { plusDays, secondsBetween } from '../calendar/calendar.ts';
import { transitionOf } from './path.ts';

/** The instants of the open stage that matter: its reminders and its due date, in order. Empty while it is opening. */
export function instantsOf(head: CaseHead, ladder: PublishedLadder): string[] {
  const { openedAt, dueAt } = head;
  if (!openedAt || !dueAt) return [];
  const stage = transitionOf(ladder, head).path.find((one) => one.kind === head.stage);
  return [...(stage?.remindDays ?? []).map((days) => plusDays(openedAt, days)), dueAt].sort();
}

/** A stage that is not open yet opens a little after it was asked for; its wait ends that much later. */
const openingSeconds = 60;

/**
 * Where the case stands and how long its wait may sleep: until the next instant that matters, at least a minute and at
 * most thirty days, which is also the wait where nothing is ahead. A stage about to open is taken to open now.
 */
export function positionOf(head: CaseHead, ladder: PublishedLadder, now: string): Position {
  const seconds = head.openedAt ? untilNextInstant(head, ladder, now) : untilFirstInstant(head, ladder);
  return { stage: head.stage, wakeAfterSeconds: Math.min(wakeBounds.max, Math.max(wakeBounds.min, seconds)) };
}

function untilNextInstant(head: CaseHead, ladder: PublishedLadder, now: string): number {
  const next = instantsOf(head, ladder).find((instant) => head.remindedUpTo === null || instant > head.remindedUpTo);
  // Rounded up: a wait that ends before its instant would find nothing to do.
  return next ? secondsBetween(now, next) + 1 : wakeBounds.max;
}

function untilFirstInstant(head: CaseHead, ladder: PublishedLadder): number {
  const stage = transitionOf(ladder, head).path.find((one) => one.kind === head.stage);
  return stage ? Math.min(...stage.remindDays, stage.dueDays) * 24 * 3600 + openingSeconds : wakeBounds.max;
}
