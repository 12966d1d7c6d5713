import { sampleValue } from '#infra/local/client/sample-value.ts';
import type { Slot } from '#shared/contract/case.ts';
import type { CommandOf, PersonCommand } from '#shared/contract/commands.ts';
import type { Case } from '#shared/contract/events.ts';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { EvidenceKind } from '#shared/contract/ladder-requirements.ts';
import { peer } from '#shared/contract/names.ts';
import type { Person } from '#shared/contract/people.ts';
import type { Ratings } from '#shared/contract/score.ts';
import { unlockedNow } from '#shared/domain/case/progress/next-stage.ts';
import type { OpenStep } from '#shared/domain/case/progress/open-steps.ts';
import { whyNotConfirm } from '#shared/domain/case/slots/confirmer.ts';
import { whyNotFill } from '#shared/domain/case/slots/filling.ts';
import { emptySlots } from '#shared/domain/case/slots/resolve-slots.ts';
import { openAdoptions } from '#shared/domain/case/state/adoption.ts';
import {
  assessmentOf,
  bodyAt,
  consensusAt,
  type ReviewBody,
  type SelfAssessmentBody,
  seenOf,
} from '#shared/domain/case/state/contents.ts';
import { requirementsOf } from '#shared/domain/case/state/evidence.ts';
import { transitionOf } from '#shared/domain/case/state/path.ts';
import { readersOf } from '#shared/domain/case/state/seal.ts';
import { evidence, ratingsOf, waiverAnswer } from '#test/support/commands.ts';

type AddEvidence = CommandOf<'add-evidence'>;

/** What the builder of a command needs to know: the case, its ladder, all people, and the time. */
export interface StepContext {
  state: Case;
  ladder: PublishedLadder;
  people: readonly Person[];
  now: string;
  /** Gives the rating of each dimension. The default of 4 meets every criterion below the top level. */
  rate?: () => number;
}

/** A valid command for a step of this case. */
export function commandFor(step: Pick<OpenStep, 'type' | 'key' | 'attestation'>, context: StepContext): PersonCommand {
  const { state, ladder, people } = context;
  const { head } = state;
  const reason = 'Because of what I have seen.';
  switch (step.type) {
    case 'declare-track': {
      const own = people.find((one) => one.id === head.engineerId)?.track;
      return { type: step.type, track: transitionOf(ladder, head).tracks.find((track) => track !== own) ?? '' };
    }
    case 'submit-self-assessment': {
      const before = head.selfAssessment && bodyAt<SelfAssessmentBody>(state, head.selfAssessment.seq);
      return { type: step.type, ratings: ratingsFor(context, before?.ratings ?? null, 'self'), notes: {} };
    }
    case 'submit-portfolio':
    case 'accept-panel':
      return { type: step.type };
    case 'attest':
      return { type: step.type, attestation: step.attestation ?? '', answer: 'yes', note: reason, evidence: [] };
    case 'appoint-panel':
      return { type: step.type, reviewers: panelFor(context) };
    case 'submit-review':
      return { type: step.type, ratings: ratingsFor(context, null, 'rating'), notes: {}, antiSignals: [], comment: '' };
    case 'amend-review': {
      const [review] = head.reviews;
      const before = review ? (bodyAt<ReviewBody>(state, review.ref.seq)?.ratings ?? null) : null;
      const ratings = ratingsFor(context, before, 'rating');
      return { type: step.type, ratings, notes: {}, antiSignals: [], comment: '', reason };
    }
    case 'record-consensus': {
      const before = head.returned?.consensus ? consensusAt(state, head.returned.consensus.seq) : null;
      const ratings = ratingsFor(context, before?.ratings ?? null, 'rating');
      const reasons = Object.fromEntries(Object.keys(ratings).map((id) => [id, 'We talked it through.']));
      return { type: step.type, ratings, reasons, antiSignals: [], comment: '' };
    }
    case 'answer':
      return { type: step.type, question: step.key.replace('answer.', ''), answer: reason };
    case 'sign-off':
      return signature(context, 'approve');
    case 'confirm-track':
      return { type: step.type, decision: 'change', reason };
    case 'waive-window':
      return { type: step.type, answer: 'waive', cycleId: null, reason };
    case 'answer-objection':
      return {
        type: step.type,
        objection: step.key.split('~')[0]?.split('.')[1] ?? '',
        answer: 'keep',
        reason,
        to: null,
      };
    case 'answer-waiver':
      return waiverAnswer(step.key.split('~')[0]?.split('.')[1] ?? '');
    case 'reassign': {
      const slot = head.slots.find((one) => step.key.startsWith(`reassign.${one.id}`));
      return { type: step.type, slot: slot?.id ?? '', to: (slot && fitting(context, slot)[0]) ?? '', reason };
    }
    case 'decide-exception':
      return { type: step.type, decision: 'confirm', reason: grounds };
    case 'name-confirmer':
      return {
        type: step.type,
        evidence: step.key.split('.')[1] ?? '',
        confirmerId: confirmerOf(
          state,
          people,
          head.adoptions.flatMap((one) => one.to ?? []),
        ),
      };
    case 'decide-stop':
      return { type: step.type, decision: 'end', reason: grounds };
    case 'decide-appeal':
      return { type: step.type, decision: 'uphold', reason, ...newPanel(context) };
    default:
      throw new Error(`There is no command for the step ${step.type}`);
  }
}

/** A reason for an exception, long enough for the contract. */
export const grounds = 'The work of two years shows it, and the engineer reads these words.';

/** A signer's decision on the current state of the case. */
export function signature(
  { state, ladder }: StepContext,
  decision: 'approve' | 'decline' | 'return',
  returns: CommandOf<'sign-off'>['returns'] = null,
): CommandOf<'sign-off'> {
  const { criteria } = assessmentOf(state, ladder);
  const open = criteria.filter((one) => one.verdict !== 'pass');
  const declined = decision === 'decline' ? criteria.slice(0, 1) : [];
  return {
    type: 'sign-off',
    decision,
    comment: 'As I see it.',
    seen: seenOf(state, ladder),
    exceptionReasons: decision === 'approve' ? Object.fromEntries(open.map((one) => [one.id, grounds])) : {},
    declineReasons: Object.fromEntries(declined.map((one) => [one.id, { reason: 'Not yet.', wouldChange: 'A year.' }])),
    returns,
  };
}

/** Valid evidence for every requirement that the portfolio does not meet yet. */
export function missingPieces({ state, ladder, people, now }: StepContext): AddEvidence[] {
  return requirementsOf(state, { ladder, now }).flatMap(({ requirement, counted, met }) => {
    const [kind] = requirement.oneOf;
    return met || !kind
      ? []
      : Array.from({ length: requirement.count - counted.length }, () => ({
          ...piece(requirement.id, kind, now),
          ...(kind.adoption ? { adoption: { since: '2025-01-01', confirmerId: confirmerOf(state, people) } } : {}),
        }));
  });
}

/** A person who can be asked whether their team has adopted the engineer's work. */
function confirmerOf({ head }: Case, people: readonly Person[], not: string[] = []): string {
  const engineer = people.find((one) => one.id === head.engineerId);
  const team = people.find((one) => not.includes(one.id))?.team;
  const could = people.find(
    (one) =>
      engineer &&
      !not.includes(one.id) &&
      (team === undefined || one.team === team) &&
      whyNotConfirm(one, engineer, head) === null,
  );
  // If nobody is left in that team, the name is refused, and in the end a lead is asked.
  return could?.id ?? 'nobody-left';
}

/** The answers that people of other teams owe: all of them say yes. */
export function answersOwed(head: Case['head']): { who: string; command: CommandOf<'confirm-evidence'> }[] {
  return openAdoptions(head)
    .filter((one) => one.answer === null)
    .map(({ to, evidence: id }) => ({ who: to, command: { type: 'confirm-evidence', evidence: id, answer: 'yes' } }));
}

function piece(requirement: string, kind: EvidenceKind, now: string): AddEvidence {
  return evidence(
    requirement,
    kind.id,
    Object.fromEntries(kind.fields.map((one) => [one.id, sampleValue(one, kind, new Date(now))])),
  );
}

/** The ids of all people who can fill a slot, except its holder and `but`. */
function fitting({ state, ladder, people }: StepContext, slot: Slot, but: readonly string[] = []): string[] {
  const { head } = state;
  const engineer = people.find((one) => one.id === head.engineerId) ?? null;
  const holders = Object.fromEntries(people.map((one) => [one.id, one]));
  const filling = { ladder, transition: transitionOf(ladder, head), engineer, holders };
  return people
    .filter((one) => one.id !== slot.personId && !but.includes(one.id) && !whyNotFill(head, slot, one, filling))
    .map((one) => one.id);
}

/** A person for each vacant slot of the panel. */
function panelFor(context: StepContext): string[] {
  const named: string[] = [];
  let { state } = context;
  for (const slot of state.head.slots.filter((one) => one.role === peer && one.personId === null)) {
    const [next] = outsideFirst(context, fitting({ ...context, state }, slot));
    if (next === undefined) break;
    named.push(next);
    const slots = state.head.slots.map((one) => (one.id === slot.id ? { ...one, personId: next } : one));
    state = { ...state, head: { ...state.head, slots } };
  }
  return named;
}

/** The same people, those from outside the engineer's team first: some of a panel must be. */
function outsideFirst({ state, people }: StepContext, ids: readonly string[]): string[] {
  const teamOf = (id: string) => people.find((one) => one.id === id)?.team;
  const isOutside = (id: string) => teamOf(id) !== teamOf(state.head.engineerId);
  return [...ids.filter(isOutside), ...ids.filter((id) => !isOutside(id))];
}

/** Reviewers and lead for the calibration after an appeal. They had no part in the case before. */
function newPanel(context: StepContext): { reviewers: string[]; lead: string | null } {
  const { head } = context.state;
  const before = [
    ...head.past,
    ...head.slots.flatMap((slot) => slot.personId ?? []),
    ...head.acts.map((act) => act.by),
    ...(head.otherActs ?? []),
    ...readersOf(head),
    ...(head.appeal?.against ? [head.appeal.against] : []),
  ];
  const places = emptySlots(transitionOf(context.ladder, head)).filter((slot) => slot.stage === 'calibration');
  const named: string[] = [];
  for (const place of places) {
    const could = fitting(context, place, [...before, ...named]);
    named.push((place.role === peer ? outsideFirst(context, could) : could)[0] ?? '');
  }
  const leads = places.some((slot) => slot.part === 'lead');
  return { reviewers: leads ? named.slice(0, -1) : named, lead: leads ? (named.at(-1) ?? null) : null };
}

/** New ratings. After a return, the ratings that it did not unlock stay the same. */
function ratingsFor(
  { state, ladder, rate = () => 4 }: StepContext,
  before: Ratings | null,
  what: 'self' | 'rating',
): Ratings {
  const unlocked = unlockedNow(state.head);
  return Object.fromEntries(
    Object.keys(ratingsOf(ladder, 4)).map((id) => {
      const isLocked = unlocked !== null && before !== null && !unlocked.has(`${what}.${id}`);
      return [id, isLocked ? (before[id] ?? 4) : rate()];
    }),
  );
}
