import type { PersonCommand } from '../../../contract/commands.ts';
import type { Case } from '../../../contract/events.ts';
import { farApart } from '../../ladder/far-apart.ts';
import { attestationsOwed, bodyAt, type ReviewBody } from '../parts.ts';
import { stageAfter, transitionOf } from '../path.ts';
import { slotFor } from '../rights.ts';
import { accept, type Decision, type Fault, reject, rejectFaults } from '../types.ts';
import { personActor } from './actors.ts';
import type { PersonContext } from './decide.ts';
import { faultsOfAntiSignals, faultsOfRatings } from './ratings.ts';

type Command<T extends PersonCommand['type']> = Extract<PersonCommand, { type: T }>;

/** An independent review, sealed until all are in. Where there is one reviewer, the review is the consensus. */
export function submitReview(state: Case, command: Command<'submit-review'>, context: PersonContext): Decision {
  const { type, ratings, notes, antiSignals, comment } = command;
  const { head } = state;
  const reviewers = head.slots.filter((slot) => slot.part === 'reviewer').length;
  const faults = [
    ...faultsOfRatings(context.ladder, ratings, notes, 'notes'),
    ...faultsOfAntiSignals(
      context.ladder,
      ratings,
      antiSignals.map((one) => one.id),
    ),
  ];
  const isConsensus = reviewers === 1;
  return (
    rejectFaults('The review was not submitted.', faults) ??
    accept([
      {
        type: 'review-submitted',
        actor: personActor(state, type, context),
        data: {
          slot: slotFor(head, type, context.actor)?.id ?? '',
          sealed: head.reviews.length + 1 < reviewers,
          consensus: isConsensus,
          moves: afterCalibration(state, context, { consensus: isConsensus }),
        },
        body: { audience: 'review', content: { ratings, notes, antiSignals, comment } },
      },
    ])
  );
}

/** One value per dimension, with a reason wherever reviews differ by two or more; anti-signals confirmed or dropped. */
export function recordConsensus(state: Case, command: Command<'record-consensus'>, context: PersonContext): Decision {
  const { type, ratings, reasons, antiSignals, comment } = command;
  const reviews = state.head.reviews
    .map((review) => bodyAt<ReviewBody>(state, review.ref.seq))
    .filter((body): body is ReviewBody => body !== null);
  const confirmed = antiSignals.filter((one) => one.confirmed);
  const faults = [
    ...faultsOfRatings(context.ladder, ratings, reasons, 'reasons'),
    ...faultsOfAntiSignals(
      context.ladder,
      ratings,
      antiSignals.map((one) => one.id),
    ).filter((fault) => antiSignals[Number(fault.path.split('.')[1])]?.confirmed !== false),
    ...Object.keys(ratings)
      .filter((id) => farApart(reviews.flatMap((review) => review.ratings[id] ?? [])) && !reasons[id])
      .map((id) => ({ path: `reasons.${id}`, reason: 'the reviews are far apart: say how you settled it' })),
    ...confirmed
      .filter((one) => !one.example)
      .map((one) => ({
        path: `antiSignals.${antiSignals.indexOf(one)}.example`,
        reason: 'a confirmed anti-signal needs a written example from the period',
      })),
    ...unsettledAntiSignals(reviews, antiSignals),
  ];
  return (
    rejectFaults('The consensus was not recorded.', faults) ??
    accept([
      {
        type: 'consensus-recorded',
        actor: personActor(state, type, context),
        data: { moves: afterCalibration(state, context, { consensus: true }) },
        body: { audience: 'calibration', content: { ratings, reasons, antiSignals, comment } },
      },
    ])
  );
}

/** A yes or no to what no number shows, with what was seen. */
export function attest(state: Case, command: Command<'attest'>, context: PersonContext): Decision {
  const { type, attestation, answer, note, evidence } = command;
  const owed = attestationsOwed(state.head, context.ladder).filter((one) => one.slot.personId === context.actor.id);
  const asked = owed.find((one) => one.id === attestation);
  if (!asked)
    return reject('invalid-input', 'This is not among the questions put to you.', [
      { path: 'attestation', reason: `give one of ${owed.map((one) => one.id).join(', ')}` },
    ]);
  if (asked.given) return reject('already-done', 'You have answered this question; the answer stands.');
  const faults = evidence
    .filter((id) => !(id in state.head.evidence))
    .map((id) => ({ path: `evidence.${evidence.indexOf(id)}`, reason: 'the portfolio has no such piece' }));
  return (
    rejectFaults('The answer was not recorded.', faults) ??
    accept([
      {
        type: 'attested',
        actor: personActor(state, type, context),
        data: { attestation, moves: afterCalibration(state, context, { attestation }) },
        body: { audience: 'calibration', content: { attestation, answer, note, evidence } },
      },
    ])
  );
}

/** Where the case goes once this step is added: on, when consensus and every attestation are there; else nowhere. */
function afterCalibration(state: Case, context: PersonContext, adds: { consensus?: boolean; attestation?: string }) {
  const consensus = adds.consensus || state.head.consensus !== null;
  const attested = attestationsOwed(state.head, context.ladder).every(
    (one) => one.given || one.id === adds.attestation,
  );
  if (!consensus || !attested) return null;
  return { stage: stageAfter(transitionOf(context.ladder, state.head), 'calibration'), attempt: 1, outcome: null };
}

/** Every anti-signal that a reviewer named is confirmed or dropped, none is passed over. */
function unsettledAntiSignals(reviews: ReviewBody[], settled: { id: string }[]): Fault[] {
  const named = new Set(reviews.flatMap((review) => review.antiSignals.map((one) => one.id)));
  return [...named]
    .filter((id) => !settled.some((one) => one.id === id))
    .map((id) => ({ path: `antiSignals.${id}`, reason: 'a review named this anti-signal: confirm it or drop it' }));
}
