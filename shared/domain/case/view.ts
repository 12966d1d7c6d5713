import { type PersonCommandType, personCommandTypes } from '../../contract/commands.ts';
import type { Case } from '../../contract/events.ts';
import type { PublishedLadder } from '../../contract/ladder.ts';
import type { Person, PublicPerson } from '../../contract/people.ts';
import type { ActionView, CaseSummary, CaseView } from '../../contract/view.ts';
import { isAllowedLink, requirementsOf } from './evidence.ts';
import { openSteps } from './open-steps.ts';
import {
  type AttestationBody,
  assessmentOf,
  attestationsOwed,
  bodyAt,
  consensusOf,
  evidenceOf,
  type ReviewBody,
  type SelfAssessmentBody,
  type SignOffBody,
  seenOf,
} from './parts.ts';
import { stageTitles, transitionOf } from './path.ts';
import { mayNot, rights } from './rights.ts';
import { roleTitle } from './slots.ts';
import { type Openness, opennessFor, type Relation, versionFor } from './visibility.ts';

/** Who looks, with what the answer needs from outside the case. */
export interface Viewing {
  viewer: Person;
  relations: Relation[];
  ladder: PublishedLadder;
  /** Names of everyone who takes part, by id. */
  people: Record<string, PublicPerson>;
  now: string;
  intranetHosts: readonly string[];
}

/** The part of a case that anybody may know who may know of it at all. */
export function summaryOf(
  head: Case['head'],
  viewerId: string,
  relations: readonly Relation[],
  engineer: PublicPerson | null,
): CaseSummary {
  const { id, engineerId, ladder, transition, stage, attempt, createdAt, openedAt, dueAt, closedAt, outcome } = head;
  const version = versionFor(head, opennessFor(head, relations, viewerId), viewerId);
  // biome-ignore format: a list of fields
  return { id, version, engineerId, engineer, ladder, transition, stage, attempt, createdAt, openedAt, dueAt, closedAt, outcome };
}

/** The case as this viewer may see it, with what they may do. `relations` must not be empty. */
export function viewOf(state: Case, viewing: Viewing): CaseView {
  const { viewer, relations, ladder, people } = viewing;
  const { head } = state;
  const open = opennessFor(head, relations, viewer.id);
  const self = head.selfAssessment && bodyAt<SelfAssessmentBody>(state, head.selfAssessment.seq);
  const consensus = consensusOf(state);
  const assessment = open.calibration && consensus ? assessmentOf(state, ladder) : null;
  const isSigner = relations.includes('signer') && head.stage === 'sign-off' && open.calibration;
  const withdrawn = Object.values(state.bodies).find((body) => body.type === 'case-withdrawn');
  return {
    ...summaryOf(head, viewer.id, relations, people[head.engineerId] ?? null),
    relations,
    accepted: head.accepted,
    path: pathOf(state, ladder),
    turns: turnsOf(state, ladder, open),
    participants: head.slots.map((slot) => ({
      slot: slot.id,
      title: `${stageTitles[slot.stage]}: ${slot.part === 'lead' ? 'lead, ' : ''}${roleTitle(slot.role)}`,
      personId: slot.personId,
      role: slot.role,
      substitutedBy: slot.substitutedBy,
    })),
    people,
    selfAssessment: open.selfAssessment && self ? { label: labelOfSelf(state, relations), ...self } : null,
    evidence: open.evidence
      ? evidenceOf(state).map((one) => ({
          ...one,
          url: isAllowedLink(one.url, viewing.intranetHosts) ? one.url : null,
        }))
      : null,
    requirements: open.evidence ? requirementsView(state, viewing) : null,
    ownReview: ownReviewOf(state, viewer.id),
    reviews: open.reviews
      ? head.reviews.flatMap(({ by, slot, ref }) => {
          const body = bodyAt<ReviewBody>(state, ref.seq);
          if (!body) return [];
          const { ratings, notes, comment, antiSignals } = body;
          return [{ by, slot, ratings, notes, comment, antiSignals }];
        })
      : null,
    submitted: open.whoHasReviewed ? head.reviews.map((review) => review.by) : null,
    questions: relations.includes('watcher')
      ? []
      : attestationsOwed(head, ladder).map(({ id, question, slot, given }) => ({
          id,
          question,
          by: slot.personId,
          given: given && open.whoHasReviewed,
        })),
    attestations: attestationsView(state, open, viewer.id),
    consensus:
      open.calibration && consensus
        ? { ratings: consensus.ratings, reasons: consensus.reasons, comment: consensus.comment }
        : null,
    score: assessment && { ...assessment, criteria: [] },
    criteria: assessment?.criteria ?? null,
    signOffs: open.decisions ? signOffsOf(state, open) : [],
    seen: isSigner ? seenOf(state, ladder) : null,
    withdrawal: open.participants && withdrawn ? String(withdrawn.content.reason) : null,
    actions: actionsOf(state, viewing),
    hidden: hiddenFrom(state, relations, open),
  };
}

/** What the viewer may do now, and why not the rest; commands that could never be theirs are left out. */
export function actionsOf(state: Case, { viewer, ladder }: Pick<Viewing, 'viewer' | 'ladder'>): ActionView[] {
  return personCommandTypes.flatMap((type: PersonCommandType) => {
    const refusal = mayNot(state.head, type, viewer, ladder);
    if (refusal?.code === 'forbidden') return [];
    return [{ type, title: rights[type].title, allowed: refusal === null, reason: refusal?.message ?? null }];
  });
}

function pathOf({ head }: Case, ladder: PublishedLadder): CaseView['path'] {
  const stages = transitionOf(ladder, head).path.map((stage) => stage.kind as CaseView['path'][number]['stage']);
  const reached = stages.indexOf(head.stage);
  const passed = (stage: CaseView['path'][number]['stage'], at: number) => {
    if (reached >= 0) return at < reached;
    // Withdrawn on the way: only what was finished is done.
    if (stage === 'self-assessment') return head.selfAssessment !== null;
    if (stage === 'portfolio') return head.portfolio !== null;
    return head.outcome !== 'withdrawn';
  };
  return stages.map((stage, at) => ({
    stage,
    title: stageTitles[stage],
    state: stage === head.stage ? 'current' : passed(stage, at) ? 'done' : 'ahead',
  }));
}

function turnsOf({ head }: Case, ladder: PublishedLadder, open: Openness): CaseView['turns'] {
  const steps = openSteps(head, ladder).map(({ personId, type, attestation }) => ({ personId, type, attestation }));
  if (open.whoHasReviewed || head.stage !== 'calibration') return steps;
  // Who has reviewed is not for this viewer: all reviewers are named, whether or not theirs is in.
  return head.slots
    .filter((slot) => slot.part === 'reviewer')
    .map((slot) => ({ personId: slot.personId, type: 'submit-review' as const, attestation: null }));
}

function labelOfSelf({ head }: Case, relations: readonly Relation[]): string {
  if (!relations.includes('engineer')) return 'The engineer’s own view. It does not enter any score.';
  return head.consensus && head.outcome ? 'Your own view, beside the consensus.' : 'Your own view.';
}

function requirementsView(state: Case, viewing: Viewing): NonNullable<CaseView['requirements']> {
  return requirementsOf(state, viewing).map(({ requirement, counted, met, faults }) => {
    const waiver = state.head.waivers.find((one) => one.requirement === requirement.id);
    const said = waiver && bodyAt<{ reason: string; instead: string }>(state, waiver.seq);
    return {
      id: requirement.id,
      title: requirement.title,
      met,
      counted,
      waiver: waiver ? { by: waiver.by, reason: said?.reason ?? '', instead: said?.instead ?? '' } : null,
      missing: faults.map((fault) => fault.reason),
      definition: requirement,
    };
  });
}

function ownReviewOf(state: Case, viewerId: string): CaseView['ownReview'] {
  const own = state.head.reviews.find((review) => review.by === viewerId);
  const body = own && bodyAt<ReviewBody>(state, own.ref.seq);
  return body ? { ratings: body.ratings, notes: body.notes, comment: body.comment } : null;
}

function attestationsView(state: Case, open: Openness, viewerId: string): CaseView['attestations'] {
  const shown = state.head.attestations.filter((one) => open.calibration || one.by === viewerId);
  if (shown.length === 0 && !open.calibration) return null;
  return shown.flatMap(({ id, by, seq }) => {
    const body = bodyAt<AttestationBody>(state, seq);
    return body ? [{ id, by, answer: body.answer, note: body.note }] : [];
  });
}

function signOffsOf(state: Case, open: Openness): CaseView['signOffs'] {
  return state.head.signOffs.map(({ slot, by, decision, at, seq }) => {
    const body = bodyAt<SignOffBody>(state, seq);
    return {
      slot,
      by,
      decision,
      at,
      comment: body?.comment ?? '',
      exceptionReasons: open.calibration ? (body?.exceptionReasons ?? {}) : {},
    };
  });
}

/** Says what this viewer does not see yet and when they will. The words depend on the stage alone. */
function hiddenFrom({ head }: Case, relations: readonly Relation[], open: Openness): string[] {
  const said: string[] = [];
  if (relations.includes('watcher'))
    said.push('You see where this case stands. What is in it is for those who take part.');
  if (relations.includes('engineer') && head.outcome === null)
    said.push('The calibration result is shown with the outcome.');
  if (relations.includes('reviewer') && !open.selfAssessment)
    said.push('The engineer’s own view is shown once your review is in.');
  if (relations.includes('reviewer') && !open.reviews) said.push('Other reviews are shown once all of them are in.');
  if (relations.some((one) => ['signer', 'lead', 'hr'].includes(one)) && !open.reviews)
    said.push('Ratings are sealed until every review is in.');
  return said;
}
