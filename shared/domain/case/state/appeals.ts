import type { CaseHead, ClosedHead } from '../../../contract/case.ts';
import type { PublishedLadder } from '../../../contract/ladder.ts';
import { isMadeByHr } from '../../../contract/names.ts';
import type { Leave } from '../../../contract/people.ts';
import { appealAgainst, endOfAppealWindow } from '../../ladder/waiting-times.ts';
import { transitionOf } from './path.ts';

/**
 * The number of the appeal that was upheld, so that other people judge. Null: there was none. An upheld appeal against an
 * end that HR or the clock made mostly lets the case go on as it was.
 */
export function anewSince({ appeal, anewSince }: Pick<CaseHead, 'appeal' | 'anewSince'>): number | null {
  if (anewSince !== undefined) return anewSince;
  return appeal?.decision === 'upheld' && !isMadeByHr(appeal.outcome ?? null) ? appeal.seq : null;
}

/**
 * Whether the engineer has used their appeal: HR dismissed it, or upheld it, and others judged again. Against every end that
 * HR or the clock makes there is another one.
 */
export function hasAppealed(head: Pick<CaseHead, 'appeal' | 'appealedJudgement' | 'outcome'>): boolean {
  if (head.appeal === null) return false;
  return head.appeal.decision !== 'upheld' || (!isMadeByHr(head.outcome) && hasAppealedJudgement(head));
}

/** Whether an appeal against what the people of a case decided was upheld. */
export function hasAppealedJudgement({
  appeal,
  appealedJudgement,
}: Pick<CaseHead, 'appeal' | 'appealedJudgement'>): boolean {
  return appealedJudgement === true || (appeal?.decision === 'upheld' && !isMadeByHr(appeal.outcome ?? null));
}

/** The last instant at which the engineer can appeal in a closed case. Null: they cannot, or have done so. */
export function endOfAppeal(head: ClosedHead, ladder: PublishedLadder, leave: readonly Leave[]): string | null {
  const { outcome, corrected, closedAt, timeZone } = head;
  const appeal = appealAgainst(transitionOf(ladder, head), outcome, corrected !== undefined);
  return appeal && !hasAppealed(head) ? endOfAppealWindow(appeal, corrected?.at ?? closedAt, timeZone, leave) : null;
}
