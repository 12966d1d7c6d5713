import type { CaseHead } from '../../../contract/case.ts';
import type { Facts } from './acting-slot.ts';
import { stageOf, transitionOf } from './path.ts';

/**
 * If the ladder binds the signatures to a cycle: why they cannot be given now, or null. Also null if the cycle was not
 * read; the decision itself reads it.
 */
export function whyOutsideWindow(head: CaseHead, { ladder, now, cycle }: Facts): string | null {
  const kind = stageOf(transitionOf(ladder, head), 'sign-off')?.window;
  if (!kind || head.windowWaived) return null;
  if (head.cycleId === null)
    return `It is signed within the ${kind} cycle, and this case is in none. HR can put it into one, or allow it with a reason.`;
  if (!cycle) return null;
  const window = cycle.kind === kind ? cycle.windows['sign-off'] : undefined;
  if (!window)
    return `It is signed within the ${kind} cycle, and ‘${cycle.name}’ has no window for that. HR can allow it with a reason.`;
  const today = now.slice(0, 10);
  return today >= window.from && today <= window.to
    ? null
    : `It is signed from ${window.from} to ${window.to}, in ‘${cycle.name}’. HR can allow another time with a reason.`;
}
