import type { CaseHead, Slot } from '../../../contract/case.ts';
import { stages } from '../stages/index.ts';

/** Which slots of a case are not done yet, and which can go to somebody else. */

/** The slots of a person that are not done yet. */
export function undoneSlots(head: CaseHead, personId: string): Slot[] {
  return head.slots.filter((slot) => slot.personId === personId && !isDone(head, slot));
}

/** Whether the part of a slot is done. Then nobody can step back from it, and nobody else can get it. */
export function isDone(head: CaseHead, slot: Slot): boolean {
  return stages[slot.stage].isSlotDone(head, slot);
}

/**
 * Slots that HR could give to somebody else: those that are not done. Once the seal is open, nobody replaces whoever
 * submitted a review, except by a conflict or by an objection that is upheld.
 */
export function reassignable(head: CaseHead): Slot[] {
  const isReviewed = ({ id, personId }: Slot) =>
    personId !== null && head.reviews.some((one) => one.slot === id && (head.revealed || one.wasOpen));
  return head.slots.filter((slot) => !isDone(head, slot) && !isReviewed(slot));
}
