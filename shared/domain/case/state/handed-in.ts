import type { CaseHead } from '../../../contract/case.ts';
import { stageReached } from './reached.ts';

/** With which event the portfolio was handed in last, and whether it was as it was before a return. Null: it was not yet. */
export function handedInWith({
  portfolio,
  handedIn,
}: Pick<CaseHead, 'portfolio' | 'handedIn'>): CaseHead['handedIn'] | null {
  return handedIn ?? (portfolio && { seq: portfolio.seq });
}

/** Whether the portfolio is handed in, and not open again after a return or an appeal. */
export function isHandedIn(head: CaseHead): boolean {
  return head.portfolio !== null && stageReached(head) !== 'portfolio';
}
