import type { Transition } from '../../contract/ladder-transitions.ts';
import type { Outcome } from '../../contract/names.ts';

/** Whether a case on this transition can be approved although a criterion is not met, if HR confirms it. */
export function allowsExceptions({ exceptions }: Pick<Transition, 'exceptions'>): boolean {
  return exceptions !== 'forbidden';
}

/** Whether a case with this outcome gives the engineer the next level. */
export function isPromotion(outcome: Outcome | null): boolean {
  return outcome === 'promoted' || outcome === 'promoted-with-exception';
}
