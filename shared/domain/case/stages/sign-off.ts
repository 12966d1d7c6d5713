import { spanOf } from '../../cycles/windows.ts';
import { emptySlot } from '../state/empty-slot.ts';
import { stageOf } from '../state/path.ts';
import { standingSignOffs } from '../state/sign-offs.ts';
import { signedWithin } from '../state/signing-window.ts';
import { stepsOfHr, stepsOfSlot } from '../state/steps.ts';
import { plainStage, type Stage, withoutReturns } from './stage.ts';

/** The signers approve, return or decline. */
export const signOff: Stage = {
  ...plainStage,
  ...withoutReturns,
  owner: 'others',
  rules: (transition) => stageOf(transition, 'sign-off'),
  slots: (transition) =>
    (stageOf(transition, 'sign-off')?.signers ?? []).map((role) => emptySlot('sign-off', 'signer', role)),
  isSlotDone: (head, slot) => standingSignOffs(head).some((one) => one.slot === slot.id),
  isOpenToObjections: false,
  isFilledAnewAfterAppeal: false,
  steps(head, ladder) {
    const bound = head.status === 'open' ? head.bound : null;
    // Nobody can sign any more: only HR can help.
    if (bound?.over) return stepsOfHr(head, 'waive-window');
    // Before the window nobody can sign, so it is nobody's turn yet.
    const opensAt = bound?.window ? spanOf(bound.window, head.timeZone).opensAt : null;
    return [
      // Signatures that were opened before timers knew their window.
      ...(!bound && signedWithin(head, ladder) && head.cycleId === null ? stepsOfHr(head, 'waive-window') : []),
      ...head.slots
        .filter((slot) => slot.part === 'signer' && !signOff.isSlotDone(head, slot))
        .flatMap((slot) => stepsOfSlot(head, slot, 'sign-off', { from: opensAt })),
    ];
  },
  isNeeded: () => true,
  isPassed: (head) => standingSignOffs(head).length > 0,
};
