import type { CaseHead } from '../../contract/case.ts';
import type { PathStage, PublishedLadder, StageKind, Transition } from '../../contract/ladder.ts';
import type { CaseStage, WorkflowStage } from '../../contract/workflow.ts';

/** Names of the stages as people read them. */
export const stageTitles: Record<CaseStage, string> = {
  'self-assessment': 'Self-assessment',
  calibration: 'Calibration',
  portfolio: 'Portfolio',
  'sign-off': 'Sign-off',
  closing: 'Closing',
  closed: 'Closed',
};

/** The transition a case runs on. The ladder is the one the case pins, so it is always there. */
export function transitionOf(ladder: PublishedLadder, head: Pick<CaseHead, 'transition'>): Transition {
  const transition = ladder.transitions.find((one) => one.id === head.transition);
  if (!transition) throw new Error(`Ladder ${ladder.id} has no transition ${head.transition}`);
  return transition;
}

/** The stage of a path with this kind, or undefined. */
export function stageOf<K extends StageKind>(
  transition: Transition,
  kind: K,
): Extract<PathStage, { kind: K }> | undefined {
  return transition.path.find((stage): stage is Extract<PathStage, { kind: K }> => stage.kind === kind);
}

/** The stage after `kind` on the path, and `closing` after the last. Paths hold only stages the workflow runs. */
export function stageAfter(transition: Transition, kind: StageKind): CaseStage {
  const at = transition.path.findIndex((stage) => stage.kind === kind);
  return (transition.path[at + 1]?.kind as WorkflowStage | undefined) ?? 'closing';
}
