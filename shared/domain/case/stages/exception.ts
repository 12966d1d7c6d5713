import { allowsExceptions } from '../../ladder/exceptions.ts';
import { stepsOfUninvolvedHr } from '../state/steps.ts';
import { plainStage, type Stage, type StageRules, withoutReturns, withoutSlots } from './stage.ts';

/** How long HR has, and when it is reminded. Origin: ours. No ladder says it, because the path ends before. */
const rules: StageRules = { dueDays: 14, remindDays: [7], graceDays: 0 };

/**
 * HR confirms or refuses that a case is approved although a criterion is not met. It comes after the last approval, so
 * no path holds it.
 */
export const exception: Stage = {
  ...plainStage,
  ...withoutReturns,
  ...withoutSlots,
  owner: 'others',
  rules: (transition) => (allowsExceptions(transition) ? rules : undefined),
  steps: (head) => stepsOfUninvolvedHr(head, 'decide-exception'),
  isNeeded: () => true,
  isPassed: () => false,
};
