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
