import type { CaseHead } from '../../../contract/case.ts';
import type { PublishedLadder } from '../../../contract/ladder.ts';
import type { StageKind } from '../../../contract/ladder-paths.ts';
import type { WorkflowStage } from '../../../contract/names.ts';
import { stages } from '../stages/index.ts';
import { attestationsOwed } from './attestations.ts';
import { nextStage } from './next-stage.ts';

/**
 * Where a case goes after one of several steps of a stage: to the next stage if this one is passed and each of its
 * questions is answered, else nowhere. `after` is the case with what the step adds.
 */
export function afterStep(after: CaseHead, ladder: PublishedLadder, stage: WorkflowStage) {
  const asked = attestationsOwed(after, ladder).filter((one) => one.stage === stage);
  const isDone = stages[stage].isPassed(after, ladder) && asked.every((one) => one.given !== null);
  return isDone ? nextStage(after, ladder, stage as StageKind) : { moves: null, carried: [] };
}

/** The case with a consensus that the next event records. */
export function withConsensus(head: CaseHead): CaseHead {
  return { ...head, consensus: { seq: head.version + 1, digest: '' } };
}
