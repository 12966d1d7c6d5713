import { stageOf } from '../state/path.ts';
import { step } from '../state/steps.ts';
import { plainStage, type Stage, withoutReturns, withoutSlots } from './stage.ts';

/** The engineer declares the track they are assessed on, or want to move to. */
export const track: Stage = {
  ...plainStage,
  ...withoutReturns,
  ...withoutSlots,
  owner: 'engineer',
  rules: (transition) => stageOf(transition, 'track'),
  steps: (head) => [step(head.engineerId, 'declare-track')],
  isNeeded: (head) => head.track === null,
  isPassed: (head) => head.track !== null,
};
