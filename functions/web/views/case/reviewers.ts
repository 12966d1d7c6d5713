import type { CaseView } from '#shared/contract/view.ts';

/** The slot of the person who leads the calibration. */
export const leadSlot = 'calibration.lead';

/** Whether a slot belongs to a reviewer. */
export function isReviewerSlot(slot: string): boolean {
  return slot.startsWith('calibration.') && slot !== leadSlot;
}

/** The slots of the reviewers of a case, filled or vacant. */
export function reviewersIn({ participants }: CaseView): CaseView['participants'] {
  return participants.filter(({ slot }) => isReviewerSlot(slot));
}
