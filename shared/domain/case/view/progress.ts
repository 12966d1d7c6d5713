import type { CaseHead } from '../../../contract/case.ts';
import type { PublishedLadder } from '../../../contract/ladder.ts';
import type { StageKind } from '../../../contract/ladder-paths.ts';
import type { CaseStage } from '../../../contract/names.ts';
import type { CaseView } from '../../../contract/view.ts';
import { stageTitles } from '../../words.ts';
import { commands } from '../commands/index.ts';
import { openSteps } from '../progress/open-steps.ts';
import { stages } from '../stages/index.ts';
import { transitionOf } from '../state/path.ts';
import { stageReached } from '../state/reached.ts';
import { reviewersIn } from '../state/seal.ts';
import type { Openness } from './visibility.ts';

/** How far a case is, and whose turn it is. */

export function pathOf(head: CaseHead, ladder: PublishedLadder): CaseView['path'] {
  const kinds = transitionOf(ladder, head).path.map((stage) => stage.kind);
  const stands = stageReached(head);
  const reached = (kinds as CaseStage[]).indexOf(stands);
  // A case that left its path half-way has done only the stages that it finished.
  const passed = (stage: StageKind, at: number) => (reached >= 0 ? at < reached : stages[stage].isPassed(head, ladder));
  return kinds.map((stage, at) => ({
    stage,
    title: stageTitles[stage],
    state: stage === stands ? 'current' : passed(stage, at) ? 'done' : 'ahead',
  }));
}

export function turnsOf(head: CaseHead, ladder: PublishedLadder, open: Openness, viewerId: string): CaseView['turns'] {
  const steps = openSteps(head, ladder);
  const plain = ({ personId, type, attestation, onBehalfOf }: (typeof steps)[number]) => ({
    personId,
    type,
    attestation,
    onBehalfOf,
  });
  const reviewers = reviewersIn(head, head.stage);
  if (open.whoHasReviewed || reviewers.length === 0) return steps.map(plain);
  const isDone =
    head.reviews.some(({ by }) => by === viewerId) &&
    !steps.some(({ personId, type }) => personId === viewerId && type === 'submit-review');
  // This viewer may not know who else has reviewed. So name all other reviewers, whether or not their review is in.
  const reviews = reviewers.flatMap(({ personId }) =>
    personId === null || (isDone && personId === viewerId)
      ? []
      : [{ personId, type: 'submit-review' as const, attestation: null, onBehalfOf: null }],
  );
  return [...steps.filter(({ type }) => commands[type].underSeal === 'open').map(plain), ...reviews];
}
