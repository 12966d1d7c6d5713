import { hrDesk } from '../../../contract/names.ts';
import { stageOf } from '../state/path.ts';
import { standingSignOffs } from '../state/sign-offs.ts';
import { signedWithin } from '../state/signing-window.ts';
import { emptySlot } from '../state/slots.ts';
import { step, stepsOfSlot } from '../state/steps.ts';
import { plainStage, type Stage } from './stage.ts';

/** The signers approve, return or decline. */
export const signOff: Stage = {
  ...plainStage,
  owner: 'others',
  rules: (transition) => stageOf(transition, 'sign-off'),
  slots: (transition) =>
    (stageOf(transition, 'sign-off')?.signers ?? []).map((role) => emptySlot('sign-off', 'signer', role)),
  isSlotDone: (head, slot) => standingSignOffs(head).some((one) => one.slot === slot.id),
  steps(head, ladder) {
    return [
      // The signatures must be given within a cycle, and the case is in none: only HR can help.
      ...(signedWithin(head, ladder) && head.cycleId === null ? [step(hrDesk, 'waive-window')] : []),
      ...head.slots
        .filter((slot) => slot.part === 'signer' && !signOff.isSlotDone(head, slot))
        .flatMap((slot) => stepsOfSlot(head, slot, 'sign-off')),
    ];
  },
  isNeeded: () => true,
  isPassed: (head) => standingSignOffs(head).length > 0,
};
