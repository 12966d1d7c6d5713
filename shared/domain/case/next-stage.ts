import type { CaseHead, OpeningHead } from '../../contract/case.ts';
import type { DraftEvent } from '../../contract/events.ts';
import type { PublishedLadder, StageKind } from '../../contract/ladder.ts';
import type { CaseStage, WorkflowStage } from '../../contract/names.ts';
import { isBefore, transitionOf } from './path.ts';
import { stages } from './stages/index.ts';

/** Where a case goes, as its events say it. */
export type Moves = Pick<OpeningHead, 'stage' | 'attempt' | 'outcome'>;

/** Where a case goes with an outcome. */
export function ends(head: CaseHead, outcome: NonNullable<CaseHead['outcome']>): Moves {
  return { stage: 'closing', attempt: head.attempt, outcome };
}

/**
 * Where a case goes once a stage is done: to the next that is not done yet, or whose ground has changed. After a return
 * or an appeal the stages between stand as they are, and are carried over. The last stage of a path ends by an outcome.
 */
export function nextStage(
  head: CaseHead,
  ladder: PublishedLadder,
  done: StageKind,
  reopens: { calibration: boolean } = { calibration: false },
): { moves: Moves; carried: CaseStage[] } {
  const { path } = transitionOf(ladder, head);
  const later = path.slice(path.findIndex((stage) => stage.kind === done) + 1).map((stage) => stage.kind);
  const at = later.findIndex((kind) => stages[kind].isNeeded(head) || (kind === 'calibration' && reopens.calibration));
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

/** Whether a portfolio that has changed asks for a new calibration: where that came after it. */
export function asksForCalibration(head: CaseHead, ladder: PublishedLadder): boolean {
  return head.consensus !== null && isBefore(transitionOf(ladder, head), 'portfolio', 'calibration');
}

/** Whether a return holds the stage the case stands at to what it unlocked; then the ids of that. */
export function unlockedNow({ returned, stage }: CaseHead): ReadonlySet<string> | null {
  return returned?.stage === stage ? new Set(returned.unlocked) : null;
}
