import type { Transition } from '../../contract/ladder-transitions.ts';
import type { Outcome } from '../../contract/names.ts';

/** Whether a case on this transition can be approved although a criterion is not met, if HR confirms it. */
export function allowsExceptions({ exceptions }: Pick<Transition, 'exceptions'>): boolean {
  return exceptions !== 'forbidden';
}

/**
 * To which outcome a wrong one is corrected. Null: it is not. Only what the people of a case decided is: other ends are no
 * judgement, and an appeal or a new case mends them.
 */
export function correctedTo(outcome: Outcome | null): 'promoted' | 'not-promoted' | null {
  if (isPromotion(outcome)) return 'not-promoted';
  return outcome === 'not-promoted' ? 'promoted' : null;
}

/** Whether a case with this outcome gives the engineer the next level. */
export function isPromotion(outcome: Outcome | null): boolean {
  return outcome === 'promoted' || outcome === 'promoted-with-exception';
}
