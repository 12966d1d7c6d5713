import type { Transition } from '../../../contract/ladder-transitions.ts';
import { type AttestationQuestion, askedIn, attestationSteps } from '../state/attestations.ts';
import { emptySlot } from '../state/empty-slot.ts';
import { stageOf, transitionOf } from '../state/path.ts';
import { stageReached } from '../state/reached.ts';
import { plainStage, type Stage, withoutReturns } from './stage.ts';

/** People of the engineer's line say that a talk took place, before another track is tried. */
export const attestation: Stage = {
  ...plainStage,
  ...withoutReturns,
  owner: 'others',
  rules: (transition) => stageOf(transition, 'attestation'),
  slots: (transition) => attestationsIn(transition).map(({ by }) => emptySlot('attestation', 'attester', by)),
  isSlotDone: (head) => !['track', 'attestation'].includes(stageReached(head)),
  isOpenToObjections: false,
  isFilledAnewAfterAppeal: false,
  steps: (head, ladder) => attestationSteps(head, 'attestation', attestationsIn(transitionOf(ladder, head))),
  attestations: attestationsIn,
  isNeeded: () => true,
  isPassed: (head, ladder) =>
    askedIn(head, 'attestation', attestationsIn(transitionOf(ladder, head))).every((one) => one.given !== null),
};

function attestationsIn(transition: Transition): AttestationQuestion[] {
  const asked = stageOf(transition, 'attestation')?.asked ?? [];
  return asked.map((one) => ({ ...one, onlyYes: true, audience: 'participants' }));
}
