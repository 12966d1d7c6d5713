import type { Transition } from '../../contract/ladder-transitions.ts';

/** Whether a case on this transition can be approved although a criterion is not met, if HR confirms it. */
export function allowsExceptions({ exceptions }: Pick<Transition, 'exceptions'>): boolean {
  return exceptions !== 'forbidden';
}
