import type { CaseHead } from '../../../contract/case.ts';
import { stageReached } from './reached.ts';

/** The event that handed the portfolio in last, and whether it was as before a return. Null: nobody has handed it in yet. */
export function lastHandIn({ portfolio, handedIn }: Pick<CaseHead, 'portfolio' | 'handedIn'>): HandIn | null {
  return handedIn ?? (portfolio && { seq: portfolio.seq });
}

type HandIn = NonNullable<CaseHead['handedIn']>;

/** Whether the portfolio is handed in, and not open again after a return or an appeal. */
export function isHandedIn(head: CaseHead): boolean {
  return head.portfolio !== null && stageReached(head) !== 'portfolio';
}
