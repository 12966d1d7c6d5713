import { stageOf } from '../state/path.ts';
import { step } from '../state/steps.ts';
import { plainStage, type Stage, withoutReturns, withoutSlots } from './stage.ts';

/** The engineer tries another track, then says whether they change or stay. */
export const trial: Stage = {
  ...plainStage,
  ...withoutReturns,
  ...withoutSlots,
  owner: 'engineer',
  rules: (transition) => stageOf(transition, 'trial'),
  steps: (head) => [step(head.engineerId, 'confirm-track')],
  // After an upheld appeal nobody does the trial twice. Older cases do not say whether it is over, but where they ended.
  isNeeded: ({ trial, endedIn }) => !(trial?.ended ?? endedIn === 'sign-off'),
  isPassed: (head) => head.outcome === 'track-changed' || head.outcome === 'stayed',
};
