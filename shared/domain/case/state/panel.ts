import type { CaseHead, Slot } from '../../../contract/case.ts';
import { peer } from '../../../contract/names.ts';

/** The places of a panel that nobody fills. */
export function vacantPanel(head: Pick<CaseHead, 'slots'>): Slot[] {
  return head.slots.filter((slot) => slot.role === peer && slot.personId === null);
}
