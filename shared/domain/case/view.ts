import type { Slot } from '../../contract/case.ts';
import type { Cycle } from '../../contract/cycles.ts';
import type { Case } from '../../contract/events.ts';
import type { PublishedLadder, StageKind } from '../../contract/ladder.ts';
import { type CaseStage, type PersonCommandType, personCommandTypes } from '../../contract/names.ts';
import type { Person, PublicPerson } from '../../contract/people.ts';
import type { ActionView, CaseSummary, CaseView } from '../../contract/view.ts';
import { agreementOfReviews } from '../calibration/agreement.ts';
import { roleTitle, stageTitles } from '../words.ts';
import { commands } from './commands/index.ts';
import { confirmableFrom } from './commands/track.ts';
import { openSteps } from './progress/open-steps.ts';
import { attestationsOwed } from './progress/questions.ts';
import { lockedIn } from './progress/returned-portfolio.ts';
import { reassignable, undoneSlots } from './progress/slot-status.ts';
import { unlockable } from './progress/unlockable.ts';
import { mayNot, whoActs } from './rights.ts';
import { stages } from './stages/index.ts';
import {
  type AttestationBody,
  assessmentOf,
  bodyAt,
  consensusAt,
  consensusOf,
  evidenceOf,
  type ReviewBody,
  type SelfAssessmentBody,
  type SignOffBody,
  seenOf,
} from './state/contents.ts';
import { isAllowedLink, requirementsOf } from './state/evidence.ts';
import { instantsOf } from './state/instants.ts';
import { isForLead, mayObject } from './state/panel.ts';
import { isTrackChange, stageOf, transitionOf } from './state/path.ts';
import { type Openness, opennessFor, type Relation, versionFor } from './visibility.ts';

/** The viewer, and the facts from outside the case that the view needs. */
export interface Viewing {
  viewer: Person;
  relations: Relation[];
  ladder: PublishedLadder;
  /** Names of everyone who takes part, by id. */
  people: Record<string, PublicPerson>;
  /** The track the engineer is on, according to the directory. */
  ownTrack: string | null;
  /** The cycle of the case, if it was read. */
  cycle?: Cycle | null;
  now: string;
  intranetHosts: readonly string[];
}

/** What everybody may see of a case who can see the case at all. */
export function summaryOf(
  head: Case['head'],
  viewerId: string,
  relations: readonly Relation[],
  engineer: PublicPerson | null,
): CaseSummary {
  const { id, engineerId, ladder, transition, track, cycleId, stage, attempt, createdAt, outcome } = head;
  const { openedAt, dueAt, closedAt } = instantsOf(head);
  const version = versionFor(head, opennessFor(head, relations, viewerId), viewerId);
  // biome-ignore format: a list of fields
  return { id, version, engineerId, engineer, ladder, transition, track, cycleId, stage, attempt, createdAt, openedAt, dueAt, closedAt, outcome };
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
  return {
    ...summaryOf(head, viewer.id, relations, people[head.engineerId] ?? null),
    relations,
    accepted: head.accepted,
    path: pathOf(state, ladder),
    turns: turnsOf(state, ladder, open),
    participants: head.slots.map((slot) => participantOf(slot, head, viewing)),
    delegations: open.participants ? head.delegations.filter((one) => one.until > viewing.now) : [],
    objections: objectionsOf(state, relations, viewer.id),
    tracks: tracksOf(head, viewing),
    confirmableFrom: confirmableIn(head, ladder),
    previousCaseId: relations.includes('engineer') ? head.previousCaseId : null,
    people,
    selfAssessment: open.selfAssessment && self ? { label: labelOfSelf(state, relations), ...self } : null,
    evidence: open.evidence
      ? evidenceOf(state).map((one) => ({
          ...one,
          url: isAllowedLink(one.url, viewing.intranetHosts) ? one.url : null,
        }))
      : null,
    requirements: open.evidence ? requirementsView(state, viewing) : null,
    locked: open.evidence ? lockedIn(state, ladder) : [],
    ownReview: ownReviewOf(state, viewer.id),
    reviews: open.reviews
      ? head.reviews.flatMap(({ by, slot, ref }) => {
          const body = bodyAt<ReviewBody>(state, ref.seq);
          if (!body) return [];
          const { ratings, notes, comment, antiSignals, reason = null } = body;
          return [{ by, slot, ratings, notes, comment, antiSignals, amended: reason }];
        })
      : null,
    agreement: open.reviews ? agreementIn(state, ladder) : null,
    submitted: open.whoHasReviewed ? head.reviews.map((review) => review.by) : null,
    questions: relations.includes('watcher')
      ? []
      : attestationsOwed(head, ladder).flatMap(({ id, question, slot, given }) =>
          slot.personId === null
            ? []
            : [
                {
                  id,
                  question,
                  by: slot.personId,
                  given: given && (open.whoHasReviewed || slot.stage === 'attestation'),
                },
              ],
        ),
    attestations: attestationsView(state, open, viewer.id),
    consensus:
      open.calibration && consensus
        ? { ratings: consensus.ratings, reasons: consensus.reasons, comment: consensus.comment }
        : null,
    score: assessment && { ...assessment, criteria: [] },
    criteria: assessment?.criteria ?? null,
    signOffs: open.decisions ? signOffsOf(state, open) : [],
    seen: isSigner ? seenOf(state, ladder) : null,
    returned: returnedOf(state, viewing, open),
    unlockable: isSigner ? unlockable(state, ladder) : null,
    appeal: open.participants ? appealOf(state) : null,
    ending: open.participants ? endingOf(state) : null,
    reassignable: reassignableBy(state, viewing),
    delegable: undoneSlots(head, viewer.id).map((slot) => slot.id),
    actions: actionsOf(state, viewing),
    hidden: hiddenFrom(state, relations, open),
  };
}

/** What the viewer may do now, and why they may not do the rest. Commands that are not theirs are left out. */
function actionsOf(state: Case, viewing: Pick<Viewing, 'viewer' | 'ladder' | 'now' | 'cycle'>): ActionView[] {
  return personCommandTypes.flatMap((type: PersonCommandType) => {
    const refusal = mayNot(state.head, type, viewing.viewer, viewing);
    if (refusal?.code === 'forbidden') return [];
    return [{ type, title: commands[type].title, allowed: refusal === null, reason: refusal?.message ?? null }];
  });
}

function participantOf(slot: Slot, head: Case['head'], viewing: Viewing): CaseView['participants'][number] {
  const { id, stage, part, personId, role, substitutedBy, openFrom = null } = slot;
  return {
    slot: id,
    title: `${stageTitles[stage]}: ${part === 'lead' ? 'lead, ' : ''}${roleTitle(role)}`,
    personId,
    role,
    substitutedBy,
    openFrom,
    mayObject: viewing.relations.includes('engineer') && mayObject(head, slot, viewing),
  };
}

function objectionsOf(state: Case, relations: readonly Relation[], viewerId: string): CaseView['objections'] {
  const { head } = state;
  return head.objections.flatMap(({ id, slot, ground, seq, answer }) => {
    const forLead = isForLead(head, slot) && relations.includes('lead');
    const isOwn = head.slots.some((one) => one.id === slot && one.personId === viewerId);
    if (isOwn || !(relations.includes('engineer') || relations.includes('hr') || forLead)) return [];
    const reason = bodyAt<{ reason: string }>(state, seq)?.reason ?? null;
    const answered = Object.values(state.bodies).find(
      (body) => body.type === 'objection-answered' && body.content.objection === id,
    );
    const answerReason = answered ? String(answered.content.reason) : null;
    const forYou = answer === null && (relations.includes('hr') || forLead);
    return [{ id, slot, ground, reason, answer, answerReason, forYou }];
  });
}

function tracksOf(head: Case['head'], { ladder, ownTrack }: Viewing): string[] {
  const transition = transitionOf(ladder, head);
  return transition.tracks.filter((track) => !isTrackChange(transition) || track !== ownTrack);
}

function confirmableIn(head: Case['head'], ladder: PublishedLadder): string | null {
  const trial = stageOf(transitionOf(ladder, head), 'trial');
  return trial && head.status === 'open' && head.stage === 'trial'
    ? confirmableFrom(head.openedAt, trial.months)
    : null;
}

function agreementIn(state: Case, ladder: PublishedLadder): CaseView['agreement'] {
  const bodies = state.head.reviews.map(({ ref }) => bodyAt<ReviewBody>(state, ref.seq));
  const reviews = bodies.flatMap((body) => (body ? [body.ratings] : []));
  return reviews.length < 2 ? null : agreementOfReviews(ladder, reviews);
}

function returnedOf(state: Case, { ladder, relations }: Viewing, open: Openness): CaseView['returned'] {
  const { returned } = state.head;
  const forCalibration = returned?.stage === 'calibration';
  if (!returned || relations.includes('watcher') || !(forCalibration ? open.calibration : open.participants))
    return null;
  const said = bodyAt<{ comment: string; returns: { reasons: Record<string, string> } }>(state, returned.seq);
  const titles = new Map(unlockable(state, ladder).map((one) => [one.id, one.title]));
  return {
    by: null,
    stage: returned.stage,
    comment: said?.comment ?? '',
    reasons: returned.unlocked.map((id) => ({
      id,
      title: titles.get(id) ?? id,
      reason: said?.returns.reasons[id] ?? '',
    })),
    consensus: forCalibration && returned.consensus ? consensusAt(state, returned.consensus.seq) : null,
  };
}

function appealOf(state: Case): CaseView['appeal'] {
  const { appeal } = state.head;
  if (!appeal) return null;
  const decided = Object.values(state.bodies).find((body) => body.type === 'appeal-decided');
  const { ground, against, at, decision, seq } = appeal;
  const statement = bodyAt<{ statement: string }>(state, seq)?.statement ?? '';
  return { ground, against, at, decision, statement, reason: String(decided?.content.reason ?? '') };
}

function endingOf(state: Case): string | null {
  // Take the last one: a case can still be withdrawn after its trial.
  const ending = Object.values(state.bodies).findLast((body) =>
    ['case-withdrawn', 'case-cancelled', 'track-confirmed'].includes(body.type),
  );
  return ending ? String(ending.content.reason) : null;
}

function reassignableBy({ head }: Case, viewing: Viewing): string[] {
  const { viewer } = viewing;
  const authority = whoActs(head, 'reassign', viewer, viewing);
  return authority.ok ? reassignable(head, authority.acting).map((slot) => slot.id) : [];
}

function pathOf({ head }: Case, ladder: PublishedLadder): CaseView['path'] {
  const kinds = transitionOf(ladder, head).path.map((stage) => stage.kind);
  const reached = (kinds as CaseStage[]).indexOf(head.stage);
  // A case that left its path half-way has done only the stages that it finished.
  const passed = (stage: StageKind, at: number) => (reached >= 0 ? at < reached : stages[stage].isPassed(head, ladder));
  return kinds.map((stage, at) => ({
    stage,
    title: stageTitles[stage],
    state: stage === head.stage ? 'current' : passed(stage, at) ? 'done' : 'ahead',
  }));
}

function turnsOf({ head }: Case, ladder: PublishedLadder, open: Openness): CaseView['turns'] {
  const steps = openSteps(head, ladder);
  const plain = ({ personId, type, attestation, onBehalfOf }: (typeof steps)[number]) => ({
    personId,
    type,
    attestation,
    onBehalfOf,
  });
  if (open.whoHasReviewed || head.stage !== 'calibration') return steps.map(plain);
  // This viewer may not know who has reviewed. So name all reviewers, whether or not their review is in.
  const reviewers = head.slots.flatMap(({ part, personId }) =>
    part === 'reviewer' && personId !== null
      ? [{ personId, type: 'submit-review' as const, attestation: null, onBehalfOf: null }]
      : [],
  );
  const beside = steps.filter(({ type }) => ['appoint-panel', 'answer-objection', 'reassign'].includes(type));
  return [...beside.map(plain), ...reviewers];
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
  if (!body) return null;
  const { ratings, notes, comment, antiSignals } = body;
  return { ratings, notes, comment, antiSignals };
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
  return state.head.signOffs.map(({ slot, by, decision, at, seq, stands }) => {
    const body = bodyAt<SignOffBody>(state, seq);
    return {
      slot,
      by,
      decision,
      at,
      comment: body?.comment ?? '',
      exceptionReasons: open.calibration ? (body?.exceptionReasons ?? {}) : {},
      declineReasons: open.calibration ? (body?.declineReasons ?? {}) : {},
      stands,
    };
  });
}

/** Says what this viewer does not see yet and when they will see it. The words never depend on what is hidden. */
function hiddenFrom({ head }: Case, relations: readonly Relation[], open: Openness): string[] {
  const said: string[] = [];
  if (relations.includes('watcher'))
    said.push('You see where this case stands. What is in it is for those who take part.');
  const isRated = head.slots.some((slot) => slot.part === 'reviewer');
  if (relations.includes('engineer') && head.outcome === null && isRated)
    said.push('The calibration result is shown with the outcome.');
  if (relations.includes('reviewer') && !open.selfAssessment)
    said.push('The engineer’s own view is shown once your review is in.');
  if (relations.includes('reviewer') && !open.reviews) said.push('Other reviews are shown once all of them are in.');
  if (relations.some((one) => ['signer', 'lead', 'hr'].includes(one)) && !open.reviews)
    said.push('Ratings are sealed until every review is in.');
  return said;
}
