import { hrDesk } from '../../../contract/names.ts';
import { step } from '../state/steps.ts';
import { plainStage, type Stage, withoutSlots } from './stage.ts';

/** HR decides an appeal against 'not promoted'. It comes after the end of a path, so no path holds it. */
export const appeal: Stage = {
  ...plainStage,
  ...withoutSlots,
  owner: 'others',
  rules: (transition) => transition.appeal ?? undefined,
  steps: () => [step(hrDesk, 'decide-appeal')],
  isNeeded: () => true,
  isPassed: () => false,
};
