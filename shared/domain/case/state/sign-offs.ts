import type { CaseHead } from '../../../contract/case.ts';

/** The sign-offs that stand: nothing they were decided on has changed since. */
export function standingSignOffs(head: Pick<CaseHead, 'signOffs'>): CaseHead['signOffs'] {
  return head.signOffs.filter((one) => one.stands);
}
