import type { CaseHead, Slot } from '../../contract/case.ts';

/** For so many days after a panel was appointed the engineer may object to it. Origin: ours. */
export const objectionDays = 3;

/** The places of a panel that nobody fills. */
export function vacantPanel(head: Pick<CaseHead, 'slots'>): Slot[] {
  return head.slots.filter((slot) => slot.role === 'peer-at-target-level' && slot.personId === null);
}

/** The objections that nobody has answered. */
export function openObjections(head: CaseHead): CaseHead['objections'] {
  return head.objections.filter((one) => one.answer === null);
}
