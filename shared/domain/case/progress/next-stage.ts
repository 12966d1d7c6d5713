import type { CaseHead, OpeningHead } from '../../../contract/case.ts';
import type { DraftEvent } from '../../../contract/events.ts';
import type { PublishedLadder } from '../../../contract/ladder.ts';
import type { StageKind } from '../../../contract/ladder-paths.ts';
import type { CaseStage, WorkflowStage } from '../../../contract/names.ts';
import { unsignedBy } from '../slots/done-by.ts';
import { stages } from '../stages/index.ts';
import { transitionOf } from '../state/path.ts';
import { isApproved } from '../state/sign-offs.ts';
import { isLostWith } from '../state/waivers.ts';

/** Where a case goes, in the form that its events record. */
export type Moves = Pick<OpeningHead, 'stage' | 'attempt' | 'outcome'>;

/** The move of a case whose outcome is decided. */
export function ends(head: CaseHead, outcome: NonNullable<CaseHead['outcome']>): Moves {
  return { stage: 'closing', attempt: head.attempt, outcome };
}

/** Where a case goes if its signers must sign again on what HR was to decide on: their approvals do not stand any more. */
export function backToSigners({ attempt }: Pick<CaseHead, 'attempt'>): Moves {
  return { stage: 'sign-off', attempt: attempt + 1, outcome: null };
}

/** Whether HR could decide nothing in a stage where a case goes on, because what was approved has changed meanwhile. */
export function isUnsignedIn(head: CaseHead, stage: CaseStage): boolean {
  return stage === 'exception' && !isApproved(head);
}

/**
 * Where a case goes when a stage is done: to the next stage that is still needed or that is reopened. After a return or
 * an appeal, stages in between can still stand; they are carried over. Throws if no stage is left, because the last
 * stage of a path ends with an outcome.
 */
export function nextStage(
  head: CaseHead,
  ladder: PublishedLadder,
  done: StageKind,
  reopened: readonly StageKind[] = [],
): { moves: Moves; carried: CaseStage[] } {
  const later = stagesAfter(head, ladder, done);
  // After a new round: the stage of a return that was not worked on when HR or the clock ended the case.
  const isReturnedTo = (kind: StageKind) => head.returned?.stage === kind;
  const at = later.findIndex((kind) => stages[kind].isNeeded(head) || isReturnedTo(kind) || reopened.includes(kind));
  const next = later[at];
  if (!next) throw new Error(`The path of ${head.transition} ends with ${done}`);
  return {
    moves: { stage: next as WorkflowStage, attempt: head.attempt, outcome: null },
    carried: later.slice(0, at) as WorkflowStage[],
  };
}

/** The events that say which stages were carried over. */
export function carriedOver(carried: readonly CaseStage[], actor: DraftEvent['actor']): DraftEvent[] {
  return carried.map((stage) => ({ type: 'stage-carried-over', actor, data: { stage } }));
}

/** The later stages that must be done again because the portfolio has changed. */
export function reopenedByPortfolio(head: CaseHead, ladder: PublishedLadder): StageKind[] {
  return stagesAfter(head, ladder, 'portfolio').filter((kind) => stages[kind].isReopenedByPortfolio(head));
}

/** Where an upheld appeal sends a case: to the first stage that it reopens. Throws if it reopens none. */
export function reopenedByAppeal(head: CaseHead, ladder: PublishedLadder): Moves {
  const { appeal, attempt } = head;
  const again = transitionOf(ladder, head).path.find(({ kind }) => appeal && stages[kind].isReopenedByAppeal(appeal));
  if (!again) throw new Error(`The appeal in case ${head.id} reopens no stage`);
  return { stage: again.kind as WorkflowStage, attempt: attempt + 1, outcome: null };
}

/**
 * Where a case goes because these people have a conflict of interest. Null: it stays. HR confirms no exception to approvals
 * that do not stand.
 */
export function movedByConflict(head: CaseHead, people: readonly string[]): Moves | null {
  const isLost = head.waivers.some((one) => people.some((id) => isLostWith(one, id)));
  const isUnsigned = unsignedBy(head, people) !== head;
  return head.stage === 'exception' && (isLost || isUnsigned) ? backToSigners(head) : null;
}

/** Where a case goes on that HR or the clock ended: in the stage where that happened, or from the beginning. */
export function whereItEnded(head: CaseHead, ladder: PublishedLadder): Moves {
  const [first] = transitionOf(ladder, head).path;
  const stage = head.endedIn ?? (first?.kind as WorkflowStage);
  if (isUnsignedIn(head, stage)) return backToSigners(head);
  return { stage, attempt: head.attempt + 1, outcome: null };
}

function stagesAfter(head: CaseHead, ladder: PublishedLadder, done: StageKind): StageKind[] {
  const kinds = transitionOf(ladder, head).path.map((stage) => stage.kind);
  return kinds.slice(kinds.indexOf(done) + 1);
}

/** The ids of what a return to the current stage unlocked. Null: no return limits what may be changed in this stage. */
export function unlockedNow({ returned, stage }: CaseHead): ReadonlySet<string> | null {
  return returned?.stage === stage ? new Set(returned.unlocked) : null;
}
