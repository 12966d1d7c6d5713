import { hrDesk } from '../../../contract/names.ts';
import { step } from '../state/steps.ts';
import { plainStage, type Stage, withoutReturns, withoutSlots } from './stage.ts';

/** HR decides an appeal against 'not promoted'. It comes after the end of a path, so no path holds it. */
export const appeal: Stage = {
  ...plainStage,
  ...withoutReturns,
  ...withoutSlots,
  owner: 'others',
  rules: (transition) => transition.appeal ?? undefined,
  steps: () => [step(hrDesk, 'decide-appeal')],
  // HR was told when the appeal was made.
  isToldWhenOpened: false,
  isNeeded: () => true,
  isPassed: () => false,
};
