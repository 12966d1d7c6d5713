import type { CaseHead } from '../../../contract/case.ts';
import type { Cycle } from '../../../contract/cycles.ts';
import { isWithin, windowOf } from '../../cycles/windows.ts';
import { stageOf, transitionOf } from './path.ts';
import type { Facts } from './types.ts';

/** The kind of cycle in whose window the signatures must be given. Null: they can be given at any time. */
export function signedWithin(head: CaseHead, ladder: Facts['ladder']): Cycle['kind'] | null {
  return head.windowWaived ? null : (stageOf(transitionOf(ladder, head), 'sign-off')?.window ?? null);
}

/**
 * If the ladder binds the signatures to a cycle: why they cannot be given now, or null. Also null if the cycle was not
 * read; the decision itself reads it.
 */
export function whyOutsideWindow(head: CaseHead, { ladder, now, cycle }: Facts): string | null {
  const kind = signedWithin(head, ladder);
  if (!kind) return null;
  if (head.cycleId === null)
    return `It is signed within the ${kind} cycle, and this case is in none. HR can put it into one, or allow it with a reason.`;
  if (!cycle) return null;
  const window = cycle.kind === kind ? windowOf(cycle, 'sign-off') : null;
  if (!window)
    return `It is signed within the ${kind} cycle, and ‘${cycle.name}’ has no window for that. HR can allow it with a reason.`;
  return isWithin(window, now)
    ? null
    : `It is signed from ${window.from} to ${window.to}, in ‘${cycle.name}’. HR can allow another time with a reason.`;
}
