import type { CaseHead, Slot } from '../../../contract/case.ts';
import { peer } from '../../../contract/names.ts';

/** The places of a panel that nobody fills, and for which no review stands. */
export function vacantPanel(head: Pick<CaseHead, 'slots' | 'reviews'>): Slot[] {
  const isReviewed = ({ id }: Slot) => head.reviews.some((one) => one.slot === id);
  return head.slots.filter((slot) => slot.role === peer && slot.personId === null && !isReviewed(slot));
}
