import type { CaseHead } from '../../../contract/case.ts';
import type { PublishedLadder } from '../../../contract/ladder.ts';
import type { StageKind } from '../../../contract/ladder-paths.ts';
import type { CaseStage } from '../../../contract/names.ts';
import type { CaseView } from '../../../contract/view.ts';
import { stageTitles } from '../../words.ts';
import { commands } from '../commands/index.ts';
import { type OpenStep, openSteps } from '../progress/open-steps.ts';
import { stages } from '../stages/index.ts';
import { transitionOf } from '../state/path.ts';
import { stageReached } from '../state/reached.ts';
import { reviewersIn } from '../state/seal.ts';
import { deskOf, isTimeOf } from '../state/steps.ts';
import type { Viewing } from './viewing.ts';
import { mayKnowOf, type Openness, type Relation } from './visibility.ts';

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

/** Whose turn it is, as far as the viewer may know. */
export function turnsOf(
  head: CaseHead,
  viewing: Pick<Viewing, 'ladder' | 'viewer' | 'relations' | 'now'>,
  open: Openness,
): CaseView['turns'] {
  const { ladder, viewer, relations, now } = viewing;
  const viewerId = viewer.id;
  // Everybody sees who will review, also while the engineer can still object to them.
  const isNow = (one: OpenStep) =>
    isTimeOf(one.type === 'submit-review' && one.onBehalfOf === null ? { ...one, from: null } : one, now);
  const steps = openSteps(head, ladder).filter(
    (one) => isNow(one) && mayKnowOfStep(head, one, open, relations, viewerId),
  );
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

/** Whether a viewer may know that a step is owed. Who may not know of the event that asks for it may not. */
function mayKnowOfStep(
  head: CaseHead,
  { personId, type }: OpenStep,
  open: Openness,
  relations: readonly Relation[],
  viewerId: string,
): boolean {
  const { askedBy } = commands[type];
  if (!askedBy || personId === viewerId) return true;
  const audience = deskOf(head).includes(personId) ? 'private' : 'lead';
  return mayKnowOf(
    head,
    { seq: head.version, type: askedBy, actor: { personId: null }, audience },
    open,
    relations,
    viewerId,
  );
}
