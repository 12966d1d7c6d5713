import type { CaseHead, Slot } from '../../../contract/case.ts';
import type { CaseStage } from '../../../contract/names.ts';

/** Whether the reviews are open. Also true if the case has no reviewers. */
export function sealIsOpen(head: Pick<CaseHead, 'revealed' | 'slots'>): boolean {
  return head.revealed || !head.slots.some((slot) => slot.part === 'reviewer');
}

/** The slots of a stage whose holders review. If there are any, its steps and answers would tell who has reviewed. */
export function reviewersIn({ slots }: Pick<CaseHead, 'slots'>, stage: CaseStage): Slot[] {
  return slots.filter((slot) => slot.part === 'reviewer' && slot.stage === stage);
}

/** How many sealed events a person has made. Their id can be `constructor`, under which every record has something. */
export function ownSealed({ own }: NonNullable<CaseHead['sealed']>, personId: string): number {
  return Object.hasOwn(own, personId) ? (own[personId] ?? 0) : 0;
}

/**
 * A case for choosing whom somebody lets act for them: without what was done under the seal. Otherwise the people who can
 * be chosen would tell who has reviewed for another. Somebody who has reviewed can be chosen then, but cannot act.
 */
export function asSealed<Head extends Pick<CaseHead, 'revealed' | 'slots' | 'acts'>>(head: Head): Head {
  const sealed = sealedSlots(head);
  return { ...head, acts: head.acts.filter((act) => !sealed.includes(act.slot)) };
}

/**
 * A case for finding people where everybody sees who was found, or passed over. While reviews are sealed, everybody who
 * could act for a reviewer counts as if they had, whether or not they did.
 */
export function asLent<Head extends Pick<CaseHead, 'revealed' | 'slots' | 'acts' | 'lentTo'>>(head: Head): Head {
  const sealed = sealedSlots(head);
  const lent = (head.lentTo ?? []).filter(({ slot }) => sealed.includes(slot));
  return { ...head, acts: [...asSealed(head).acts, ...lent.map(({ to, slot }) => ({ by: to, slot }))] };
}

/** The slots under which nothing must show of what was done. None once the reviews are open. */
function sealedSlots(head: Pick<CaseHead, 'revealed' | 'slots'>): string[] {
  if (sealIsOpen(head)) return [];
  return head.slots.filter((slot) => slot.stage === 'calibration').map((slot) => slot.id);
}
