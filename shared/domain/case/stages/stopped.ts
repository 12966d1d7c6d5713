import { stepsOfUninvolvedHr } from '../state/steps.ts';
import { plainStage, type Stage, type StageRules, withoutReturns, withoutSlots } from './stage.ts';

/** How long HR has, and when it is reminded. Origin: ours. */
const rules: StageRules = { dueDays: 10, inWorkingDays: true, remindDays: [7], graceDays: 0 };

/**
 * The engineer's record is not what the case began with. The case waits, at whatever stage it was, until HR says how it
 * goes on. No path holds it.
 */
export const stopped: Stage = {
  ...plainStage,
  ...withoutReturns,
  ...withoutSlots,
  owner: 'others',
  rules: () => rules,
  steps: (head) => stepsOfUninvolvedHr(head, 'decide-stop'),
  isNeeded: () => true,
  isPassed: () => false,
};
