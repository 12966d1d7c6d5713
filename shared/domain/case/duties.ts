import type { CaseHead, Slot } from '../../contract/case.ts';
import { peer } from '../../contract/names.ts';
import type { Acting } from './acting.ts';
import { standingSignOffs } from './parts.ts';

/** Which parts of a case are still to be played, and by whom they could be. */

/** The slots of a person whose part is still to be played. */
export function undoneSlots(head: CaseHead, personId: string): Slot[] {
  return head.slots.filter((slot) => slot.personId === personId && !isDone(head, slot));
}

/**
 * Whether the part of a slot is played, so that nobody can step back from it any more. A sealed review is not the end of
 * a reviewer's part: who leaves before the seal opens takes it along. Nor is an open one while the case is calibrated:
 * those of the line and the lead may still owe answers, or be asked by a return to look again.
 */
export function isDone(head: CaseHead, slot: Slot): boolean {
  switch (slot.part) {
    case 'reviewer':
      return head.revealed && (slot.role === peer || head.stage !== 'calibration');
    case 'lead':
      return head.consensus !== null && head.stage !== 'calibration';
    case 'attester':
      return head.stage !== 'track' && head.stage !== 'attestation';
    case 'signer':
      return standingSignOffs(head).some((one) => one.slot === slot.id);
  }
}

/** Slots that could be given to somebody else: by HR all that are not done, by leads those of reviewers. */
export function reassignable(head: CaseHead, acting: Acting | undefined): Slot[] {
  return head.slots.filter((slot) => !isDone(head, slot) && (!acting || slot.part === 'reviewer'));
}
