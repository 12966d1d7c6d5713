import { dimensionsOf } from '../../ladder/dimensions.ts';
import { stageOf } from '../state/path.ts';
import { step } from '../state/steps.ts';
import { plainStage, type Stage, withoutSlots } from './stage.ts';

/** The engineer rates themselves in every dimension. */
export const selfAssessment: Stage = {
  ...plainStage,
  ...withoutSlots,
  owner: 'engineer',
  rules: (transition) => stageOf(transition, 'self-assessment'),
  steps: (head) => [step(head.engineerId, 'submit-self-assessment')],
  isNeeded: (head) => head.selfAssessment === null,
  isPassed: (head) => head.selfAssessment !== null,
  unlockable: (_state, ladder) => dimensionsOf(ladder).map(({ id, title }) => ({ id: `self.${id}`, title })),
  reopened: () => ({}),
  isReturnedForRatings: false,
};
