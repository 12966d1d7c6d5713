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

/** The part of a person that begins later, because the engineer can still object to them. Null if it has begun. */
export function waitingPartOf(view: CaseView, personId: string, now: Date): { openFrom: string } | null {
  const at = now.toISOString();
  const part = view.participants.find(
    (one) => view.outcome === null && one.personId === personId && one.openFrom !== null && one.openFrom > at,
  );
  return part?.openFrom ? { openFrom: part.openFrom } : null;
}
