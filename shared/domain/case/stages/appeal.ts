import { usualAppeal } from '../../ladder/waiting-times.ts';
import { stepsOfUninvolvedHr } from '../state/steps.ts';
import { plainStage, type Stage, withoutReturns, withoutSlots } from './stage.ts';

/** HR decides an appeal against the outcome. It comes after the end of a path, so no path holds it. */
export const appeal: Stage = {
  ...plainStage,
  ...withoutReturns,
  ...withoutSlots,
  owner: 'others',
  rules: (transition) => transition.appeal ?? usualAppeal,
  steps: (head) => stepsOfUninvolvedHr(head, 'decide-appeal'),
  // It has a notice of its own.
  isToldWhenOpened: false,
  isNeeded: () => true,
  isPassed: () => false,
};
