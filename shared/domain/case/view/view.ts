import type { Case } from '../../../contract/events.ts';
import type { CaseView } from '../../../contract/view.ts';
import { challengeable } from '../commands/appeal.ts';
import { confirmableFrom } from '../commands/track.ts';
import { groundsOf } from '../progress/grounds.ts';
import { lockedIn } from '../progress/returned-portfolio.ts';
import { returnable } from '../progress/unlockable.ts';
import { undoneSlots } from '../slots/slot-status.ts';
import { assessmentOf, consensusOf, seenOf } from '../state/contents.ts';
import { actionsOf } from './actions.ts';
import { answersFor, questionsOf } from './attestations.ts';
import {
  appealOf,
  endingOf,
  exceptionOf,
  lapseOf,
  returnedOf,
  signOffsOf,
  stoppedOf,
  whyCorrected,
} from './decisions.ts';
import { hiddenFrom } from './hidden.ts';
import { namedIn } from './named.ts';
import { objectionsOf, participantOf, reassignableBy } from './participants.ts';
import { attachedIn, evidenceIn, requirementsIn } from './portfolio.ts';
import { pathOf, turnsOf } from './progress.ts';
import { questionsIn } from './questions.ts';
import { agreementIn, ownReviewOf, reviewsOf, selfAssessmentOf } from './ratings.ts';
import { summaryOf } from './summary.ts';
import { tracksOf } from './tracks.ts';
import type { Viewing } from './viewing.ts';
import { opennessFor } from './visibility.ts';

/** The case as this viewer may see it, with what they may do. `relations` must not be empty. */
export function viewOf(state: Case, viewing: Viewing): CaseView {
  const { viewer, relations, ladder, named } = viewing;
  const { head } = state;
  const open = opennessFor(head, relations, viewer.id);
  const consensus = open.calibration ? consensusOf(state) : null;
  const assessment = consensus && assessmentOf(state, ladder);
  const isSigned = head.slots.some((slot) => slot.part === 'signer' && slot.stage === head.stage);
  const isSigner = relations.includes('signer') && isSigned && open.calibration;
  const summary = summaryOf(head, viewer.id, relations, named[head.engineerId] ?? null, viewing.now);
  const view = {
    ...summary,
    corrected: summary.corrected && {
      ...summary.corrected,
      ...(open.common ? whyCorrected(state) : { reason: null, secondReason: null }),
    },
    relations,
    accepted: head.accepted,
    path: pathOf(head, ladder),
    turns: turnsOf(head, viewing, open),
    participants: head.slots.map((slot) => participantOf(slot, head, viewing)),
    delegations: open.common
      ? head.delegations.flatMap(({ at: _, ...one }) => (one.until > viewing.now ? [one] : []))
      : [],
    objections: objectionsOf(state, viewing),
    tracks: tracksOf(head, viewing),
    confirmableFrom: confirmableFrom(head, ladder),
    previousCaseId: relations.includes('engineer') ? head.previousCaseId : null,
    selfAssessment: open.selfAssessment ? selfAssessmentOf(state, relations) : null,
    evidence: open.evidence ? evidenceIn(state, viewing) : null,
    attached: open.evidence ? attachedIn(state) : {},
    requirements: open.evidence ? requirementsIn(state, viewing) : null,
    locked: open.evidence ? lockedIn(state, viewing) : [],
    ownReview: ownReviewOf(state, viewer.id, relations, consensus),
    reviews: open.reviews ? reviewsOf(state, consensus) : null,
    discarded: open.reviews ? (head.discarded ?? []) : null,
    agreement: open.reviews ? agreementIn(state, ladder) : null,
    submitted: open.whoHasReviewed ? head.reviews.map((review) => review.by) : null,
    questions: questionsOf(head, viewing, open),
    asked: open.evidence ? questionsIn(state, viewing) : [],
    attestations: answersFor(state, open, viewer.id),
    consensus: consensus && { ratings: consensus.ratings, reasons: consensus.reasons, comment: consensus.comment },
    score: assessment && { ...assessment, criteria: [] },
    criteria: assessment?.criteria ?? null,
    signOffs: open.decisions ? signOffsOf(state, open) : [],
    seen: isSigner ? seenOf(state, ladder) : null,
    returned: returnedOf(state, viewing, open),
    unlockable: isSigner ? returnable(state, ladder) : null,
    grounds: isSigner ? groundsOf(state, viewing) : null,
    stopped: open.common ? stoppedOf(head) : null,
    exception: open.decisions && open.calibration ? exceptionOf(state) : null,
    appeal: open.common ? appealOf(state) : null,
    lapse: lapseOf(head, viewing),
    ending: open.common ? endingOf(state) : null,
    reassignable: reassignableBy(head, viewing),
    delegable: undoneSlots(head, viewer.id).map((slot) => slot.id),
    challengeable: head.status === 'closed' && relations.includes('engineer') ? challengeable(head) : [],
    actions: actionsOf(head, viewing),
    hidden: hiddenFrom(head, relations, open),
  };
  return { ...view, people: namedIn(view, named) };
}
