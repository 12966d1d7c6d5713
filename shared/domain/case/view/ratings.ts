import type { Case } from '../../../contract/events.ts';
import type { PublishedLadder } from '../../../contract/ladder.ts';
import type { CaseView } from '../../../contract/view.ts';
import { agreementOfReviews } from '../../calibration/agreement.ts';
import { bodyAt, type Consensus, type ReviewBody, type SelfAssessmentBody } from '../state/contents.ts';
import { isDoneBy } from '../state/done.ts';
import type { Relation } from './visibility.ts';

/** How the engineer and the reviewers rated, each for themselves. */

export function selfAssessmentOf(state: Case, relations: readonly Relation[]): CaseView['selfAssessment'] {
  const { selfAssessment } = state.head;
  const self = selfAssessment && bodyAt<SelfAssessmentBody>(state, selfAssessment.seq);
  return self && { label: labelOfSelf(state, relations), ...self };
}

function labelOfSelf({ head }: Case, relations: readonly Relation[]): string {
  if (!relations.includes('engineer')) return 'The engineer’s own view. It does not enter any score.';
  return head.consensus && head.outcome ? 'Your own view, beside the consensus.' : 'Your own view.';
}

/** The review that a viewer wrote, as long as they are a reviewer: whoever is not any more learns nothing of what became of it. */
export function ownReviewOf(
  state: Case,
  viewerId: string,
  relations: readonly Relation[],
  consensus: Consensus | null,
): CaseView['ownReview'] {
  const isTheirs = (by: string) => by === viewerId && relations.includes('reviewer');
  const own = state.head.reviews.find((review) => isTheirs(review.by));
  const body = own && bodyAt<ReviewBody>(state, own.ref.seq);
  if (!body) return null;
  const { ratings, notes, comment } = body;
  return { ratings, notes, comment, antiSignals: namedIn(body, consensus) };
}

export function reviewsOf(state: Case, consensus: Consensus | null): NonNullable<CaseView['reviews']> {
  return state.head.reviews.flatMap((review) => {
    const { by, slot, ref } = review;
    const conflict = state.head.conflicts.some((id) => isDoneBy(id, review));
    const body = bodyAt<ReviewBody>(state, ref.seq);
    if (!body) return [];
    const { ratings, notes, comment, reason = null } = body;
    return [{ by, slot, ratings, notes, comment, antiSignals: namedIn(body, consensus), amended: reason, conflict }];
  });
}

/** The anti-signals that a review names. One that the consensus dropped never looks as if it stood. */
function namedIn({ antiSignals }: ReviewBody, consensus: Consensus | null) {
  return antiSignals.map(({ id, example }) => {
    const dropped = consensus?.droppedAntiSignals[id];
    const confirmed = consensus?.confirmedAntiSignals.includes(id);
    const settled = dropped !== undefined ? ('dropped' as const) : confirmed ? ('confirmed' as const) : null;
    return { id, example, settled, reason: dropped ?? '' };
  });
}

export function agreementIn(state: Case, ladder: PublishedLadder): CaseView['agreement'] {
  const bodies = state.head.reviews.map(({ ref }) => bodyAt<ReviewBody>(state, ref.seq));
  const reviews = bodies.flatMap((body) => (body ? [body.ratings] : []));
  return reviews.length < 2 ? null : agreementOfReviews(ladder, reviews);
}
