import { hrDesk } from '../../../contract/names.ts';
import { step } from '../state/steps.ts';
import { plainStage, type Stage } from './stage.ts';

/** HR decides an appeal against 'not promoted'. It comes after the end of a path, so no path holds it. */
export const appeal: Stage = {
  ...plainStage,
  rules: (transition) => transition.appeal ?? undefined,
  steps: () => [step(hrDesk, 'decide-appeal')],
};
