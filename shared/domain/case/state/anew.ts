import type { CaseHead } from '../../../contract/case.ts';
import { isMadeByHr } from '../../../contract/names.ts';

/**
 * The number of the appeal against a judgement that was upheld, so that other people judge. Null: there was none. A later
 * appeal, against an end that HR or the clock made, lets the case go on as it was.
 */
export function anewSince({ appeal, anewSince }: Pick<CaseHead, 'appeal' | 'anewSince'>): number | null {
  if (anewSince !== undefined) return anewSince;
  return appeal?.decision === 'upheld' && !isMadeByHr(appeal.outcome ?? null) ? appeal.seq : null;
}

/**
 * Whether the engineer has used their appeal: HR dismissed it, or upheld it, and others judged again. Against every end that
 * HR or the clock makes there is another one.
 */
export function hasAppealed(head: Pick<CaseHead, 'appeal' | 'anewSince' | 'outcome'>): boolean {
  if (head.appeal === null) return false;
  return head.appeal.decision !== 'upheld' || (!isMadeByHr(head.outcome) && anewSince(head) !== null);
}
