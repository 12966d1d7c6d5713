import type { CaseHead } from '../../../contract/case.ts';

/** Whether the reviews are open. Also true if the case has no reviewers. */
export function sealIsOpen(head: Pick<CaseHead, 'revealed' | 'slots'>): boolean {
  return head.revealed || !head.slots.some((slot) => slot.part === 'reviewer');
}
