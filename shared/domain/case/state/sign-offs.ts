import type { CaseHead } from '../../../contract/case.ts';

/** The sign-offs that stand: nothing they were decided on has changed since. */
export function standingSignOffs(head: Pick<CaseHead, 'signOffs'>): CaseHead['signOffs'] {
  return head.signOffs.filter((one) => one.stands);
}

/** Whether the approval of every signer stands. HR decides on an exception only to such approvals. */
export function isApproved(head: Pick<CaseHead, 'signOffs' | 'slots'>): boolean {
  const standing = standingSignOffs(head);
  return head.slots
    .filter(({ part, stage }) => part === 'signer' && stage === 'sign-off')
    .every(({ id }) => standing.some((one) => one.slot === id && one.decision === 'approve'));
}
