import type { CaseHead } from '../../contract/case.ts';

/** Whether what reviewers wrote is open, or there is nothing to seal. */
export function sealIsOpen(head: Pick<CaseHead, 'revealed' | 'slots'>): boolean {
  return head.revealed || !head.slots.some((slot) => slot.part === 'reviewer');
}
