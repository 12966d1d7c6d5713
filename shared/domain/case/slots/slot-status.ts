import type { CaseHead, Slot } from '../../../contract/case.ts';
import { stages } from '../stages/index.ts';
import type { Acting } from './acting-slot.ts';

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
 * Slots that could be given to somebody else. HR can give away every slot that is not done, leads only those of
 * reviewers.
 */
export function reassignable(head: CaseHead, acting: Acting | undefined): Slot[] {
  return head.slots.filter((slot) => !isDone(head, slot) && (!acting || slot.part === 'reviewer'));
}
