import type { CaseHead, OpenHead } from '../../contract/case.ts';
import type { PublishedLadder } from '../../contract/ladder.ts';
import { wakeBounds } from '../../contract/names.ts';
import type { Position } from '../../contract/workflow.ts';
import { secondsBetween } from '../calendar/calendar.ts';
import { openSteps } from './open-steps.ts';
import { dueTimers, stageRules } from './timers.ts';

/**
 * Where the case stands and how long its wait may sleep: until the next instant that matters, at least a minute and at
 * most thirty days, which is also the wait where nothing is ahead. A stage about to open is taken to open now.
 */
export function positionOf(head: CaseHead, ladder: PublishedLadder, now: string): Position {
  const seconds = head.status === 'open' ? untilNextInstant(head, ladder, now) : untilFirstInstant(head, ladder);
  return { stage: head.stage, wakeAfterSeconds: Math.min(wakeBounds.max, Math.max(wakeBounds.min, seconds)) };
}

function untilNextInstant(head: OpenHead, ladder: PublishedLadder, now: string): number {
  // Where nobody owes anything nothing is done at an instant that has come, and waking for it again would have no end.
  const isOwed = openSteps(head, ladder).length > 0;
  const next = isOwed && dueTimers(head, now).length > 0 ? now : head.timers.find(({ at }) => at > now)?.at;
  // Rounded up: a wait that ends before its instant would find nothing to do.
  return next ? secondsBetween(now, next) + 1 : wakeBounds.max;
}

/**
 * In which calendars its instants will be is known when the stage is opened: none is more than a day ahead of the ladder's
 * days. A wait that ends too early looks again; one that sleeps too long has to be called back, in every stage of every case.
 */
function untilFirstInstant(head: CaseHead, ladder: PublishedLadder): number {
  const stage = stageRules(head, ladder);
  return stage ? (Math.min(...stage.remindDays, stage.dueDays) - 1) * 24 * 3600 : wakeBounds.max;
}
