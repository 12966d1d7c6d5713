import type { CaseHead, Slot } from '../../contract/case.ts';
import type { Acting } from './acting-slot.ts';
import { stages } from './stages/index.ts';

/** Which parts of a case are still to be played, and by whom they could be. */

/** The slots of a person whose part is still to be played. */
export function undoneSlots(head: CaseHead, personId: string): Slot[] {
  return head.slots.filter((slot) => slot.personId === personId && !isDone(head, slot));
}

/** Whether the part of a slot is done, so that nobody can step back from it or be given it any more. */
export function isDone(head: CaseHead, slot: Slot): boolean {
  return stages[slot.stage].isSlotDone(head, slot);
}

/** Slots that could be given to somebody else: by HR all that are not done, by leads those of reviewers. */
export function reassignable(head: CaseHead, acting: Acting | undefined): Slot[] {
  return head.slots.filter((slot) => !isDone(head, slot) && (!acting || slot.part === 'reviewer'));
}
