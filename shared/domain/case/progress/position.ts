import type { CaseHead, OpenHead } from '../../../contract/case.ts';
import type { PublishedLadder } from '../../../contract/ladder.ts';
import { wakeBounds } from '../../../contract/names.ts';
import type { Position } from '../../../contract/workflow.ts';
import { secondsBetween } from '../../calendar/calendar.ts';
import { nextAsking } from '../state/adoption.ts';
import { timedSteps } from './open-steps.ts';
import { dueTimers, stageRules } from './timers.ts';

/**
 * Where the case stands and how long its wait may last: until the next instant that matters, at least one minute and at
 * most thirty days. If nothing is ahead, it is thirty days. A stage that is opening is treated as if it opened now.
 */
export function positionOf(head: CaseHead, ladder: PublishedLadder, now: string): Position {
  const seconds = head.status === 'open' ? untilNextInstant(head, ladder, now) : untilFirstInstant(head, ladder, now);
  return { stage: head.stage, wakeAfterSeconds: Math.min(wakeBounds.max, Math.max(wakeBounds.min, seconds)) };
}

function untilNextInstant(head: OpenHead, ladder: PublishedLadder, now: string): number {
  // If nobody owes a step, skip the timer. Waking for it again would loop forever.
  const isOwed = timedSteps(head, ladder).length > 0;
  const next = isOwed && dueTimers(head, now).length > 0 ? now : head.timers.find(({ at }) => at > now)?.at;
  // Rounded up: a wait that ends before its instant would find nothing to do.
  const first = [next, nextAsking(head, now)].flatMap((at) => at ?? []).sort()[0];
  return first ? secondsBetween(now, first) + 1 : wakeBounds.max;
}

/**
 * Seconds until the first instant of a stage that is still opening. The calendars of its people are known only when it
 * is open, but no calendar puts an instant more than a day before the ladder's days. A wait that ends too early looks
 * again. A wait that lasts too long would have to be called back, in every stage of every case.
 */
function untilFirstInstant(head: CaseHead, ladder: PublishedLadder, now: string): number {
  const stage = stageRules(head, ladder);
  const asking = nextAsking(head, now);
  return Math.min(
    stage ? (Math.min(...stage.remindDays, stage.dueDays) - 1) * 24 * 3600 : wakeBounds.max,
    asking ? secondsBetween(now, asking) + 1 : wakeBounds.max,
  );
}
