import type { Transition } from '../../../contract/ladder-transitions.ts';
import { askedOf, attestationSteps } from '../state/attestations.ts';
import { stageOf, transitionOf } from '../state/path.ts';
import { emptySlot } from '../state/slots.ts';
import { plainStage, type Stage } from './stage.ts';

/** People of the engineer's line say that a talk took place, before another track is tried. */
export const attestation: Stage = {
  ...plainStage,
  owner: 'others',
  rules: (transition) => stageOf(transition, 'attestation'),
  slots: (transition) => askedIn(transition).map(({ by }) => emptySlot('attestation', 'attester', by)),
  isSlotDone: (head) => head.stage !== 'track' && head.stage !== 'attestation',
  steps: (head, ladder) => attestationSteps(head, 'attestation', askedIn(transitionOf(ladder, head))),
  questions: askedIn,
  isNeeded: () => true,
  isPassed: (head, ladder) =>
    askedOf(head, 'attestation', askedIn(transitionOf(ladder, head))).every((one) => one.given),
};

function askedIn(transition: Transition) {
  return stageOf(transition, 'attestation')?.asked ?? [];
}
