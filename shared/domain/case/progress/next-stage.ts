import type { CaseHead, OpeningHead } from '../../../contract/case.ts';
import type { DraftEvent } from '../../../contract/events.ts';
import type { PublishedLadder } from '../../../contract/ladder.ts';
import type { StageKind } from '../../../contract/ladder-paths.ts';
import type { CaseStage, WorkflowStage } from '../../../contract/names.ts';
import { stages } from '../stages/index.ts';
import { isBefore, transitionOf } from '../state/path.ts';

/** Where a case goes, in the form that its events record. */
export type Moves = Pick<OpeningHead, 'stage' | 'attempt' | 'outcome'>;

/** The move of a case whose outcome is decided. */
export function ends(head: CaseHead, outcome: NonNullable<CaseHead['outcome']>): Moves {
  return { stage: 'closing', attempt: head.attempt, outcome };
}

/**
 * Where a case goes when a stage is done: to the next stage that is still needed, or to the calibration if it is
 * reopened. After a return or an appeal, stages in between can still stand; they are carried over. Throws if no stage
 * is left, because the last stage of a path ends with an outcome.
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

/**
 * Whether a changed portfolio needs a new calibration: yes, if there is a consensus and the calibration comes after the
 * portfolio.
 */
export function asksForCalibration(head: CaseHead, ladder: PublishedLadder): boolean {
  return head.consensus !== null && isBefore(transitionOf(ladder, head), 'portfolio', 'calibration');
}

/** The ids of what a return to the current stage unlocked. Null: no return limits what may be changed in this stage. */
export function unlockedNow({ returned, stage }: CaseHead): ReadonlySet<string> | null {
  return returned?.stage === stage ? new Set(returned.unlocked) : null;
}
