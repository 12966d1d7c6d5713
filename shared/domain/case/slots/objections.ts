import type { CaseHead, Slot } from '../../../contract/case.ts';
import { limits } from '../../../contract/names.ts';
import { stages } from '../stages/index.ts';
import { isDoneBy } from '../state/done.ts';
import { isBefore, transitionOf } from '../state/path.ts';
import { stageReached } from '../state/reached.ts';
import { asRead } from '../state/seal.ts';
import type { Facts } from '../state/types.ts';

/** The objections that nobody has answered. */
export function unanswered({ objections }: CaseHead): CaseHead['objections'] {
  return objections.filter((one) => one.answer === null);
}

/**
 * The objections that are to be answered now. An appeal looks at a case that is decided: what nobody answered until then
 * stays in the record, and is answered if the case goes on.
 */
export function openObjections(head: CaseHead): CaseHead['objections'] {
  return head.stage === 'appeal' ? [] : unanswered(head);
}

/** Whom an objection is about. They can have left the part since. Null: nobody had it. */
export function personOf({ slots }: Pick<CaseHead, 'slots'>, { about, slot }: CaseHead['objections'][number]) {
  return about ?? slots.find((one) => one.id === slot)?.personId ?? null;
}

/** The reviews that do not count any more if an objection is upheld, also those that somebody else gave for the person. */
export function reviewsAbout(head: CaseHead, objection: CaseHead['objections'][number]): CaseHead['reviews'] {
  const about = personOf(head, objection);
  return head.reviews.filter(
    (one) => one.slot === objection.slot && about !== null && isDoneBy(about, asRead(head, one)),
  );
}

/** Whether upholding an objection discards a review that is open, so that the others are sealed again. */
export function sealsAgain(head: CaseHead, objection: CaseHead['objections'][number]): boolean {
  return head.revealed && reviewsAbout(head, objection).length > 0;
}

/**
 * Whether whoever got the part after the person objected to keeps it if the objection is upheld. Not if they could read reviews
 * that are sealed again.
 */
export function keepsHolder(head: CaseHead, objection: CaseHead['objections'][number]): boolean {
  const holder = head.slots.find((one) => one.id === objection.slot)?.personId ?? null;
  return holder !== null && holder !== personOf(head, objection) && !sealsAgain(head, objection);
}

/** Whether the engineer has objected as often as they can in this round. */
export function hasNoObjectionLeft({ objections }: CaseHead): boolean {
  return objections.length >= limits.objections;
}

/**
 * Whether the engineer may object to a slot now. This depends only on the stage, the clock and their own objections, so it
 * reveals nothing about reviews.
 */
export function mayObject(head: CaseHead, slot: Slot, { ladder, now }: Pick<Facts, 'ladder' | 'now'>): boolean {
  const isOpen = unanswered(head).some((one) => one.slot === slot.id && personOf(head, one) === slot.personId);
  if (slot.personId === null || hasNoObjectionLeft(head) || isOpen) return false;
  return slot.openFrom ? now < slot.openFrom : isAhead(head, slot, ladder);
}

/** Whether the engineer can object to whoever holds a slot because its stage has not come yet. */
export function isAhead(head: CaseHead, { stage }: Slot, ladder: Facts['ladder']): boolean {
  const isFirst = head.attempt === 1 && head.appeal === null;
  return stages[stage].isOpenToObjections && isFirst && isBefore(transitionOf(ladder, head), stageReached(head), stage);
}

/** Whether a person holds a slot, or is to act for its holder under it. */
export function isUnder({ slots, delegations }: CaseHead, slotId: string, personId: string): boolean {
  return (
    slots.some((one) => one.id === slotId && one.personId === personId) ||
    delegations.some((one) => one.to === personId && one.slots.includes(slotId))
  );
}

/** Whether the lead answers an objection to this slot. If not, HR does. */
export function isForLead(head: CaseHead, slotId: string): boolean {
  const slot = head.slots.find((one) => one.id === slotId);
  return slot?.part === 'reviewer' && head.slots.some((one) => one.part === 'lead' && one.personId !== null);
}
