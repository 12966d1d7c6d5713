import type { CommandOf } from '../../../contract/commands.ts';
import type { Case } from '../../../contract/events.ts';
import { farApart } from '../../ladder/far-apart.ts';
import { carriedOver, onwards, unlockedNow } from '../onwards.ts';
import { bodyAt, consensusAt, type ReviewBody } from '../parts.ts';
import { stageOf, transitionOf } from '../path.ts';
import { attestationsOwed } from '../questions.ts';
import { attestationsFor } from '../rights.ts';
import { accept, type Decision, type Fault, reject, rejectFaults } from '../types.ts';
import { personActor } from './actors.ts';
import type { PersonContext } from './decide.ts';
import { faultsOfAntiSignals, faultsOfLocked, faultsOfRatings } from './ratings.ts';

/** An independent review, sealed until all are in, or the quorum. Where nobody leads, the review is the consensus. */
export function submitReview(state: Case, command: CommandOf<'submit-review'>, context: PersonContext): Decision {
  const { ratings, notes, antiSignals, comment } = command;
  const { head } = state;
  const consensus = !head.slots.some((slot) => slot.part === 'lead');
  const { moves, carried } = afterCalibration(state, context, { consensus });
  const actor = personActor(state, context);
  return (
    rejectFaults('The review was not submitted.', faultsOfReview(command, context)) ??
    accept([
      {
        type: 'review-submitted',
        actor,
        data: {
          slot: context.acting?.slot.id ?? '',
          sealed: !opensSeal(state, context),
          consensus,
          moves,
        },
        body: { audience: 'review', content: { ratings, notes, antiSignals, comment } },
      },
      ...carriedOver(carried, actor),
    ])
  );
}

/** A changed mind: the review as it is now, with the reason. The one before stays in the record. */
export function amendReview(state: Case, command: CommandOf<'amend-review'>, context: PersonContext): Decision {
  const { ratings, notes, antiSignals, comment, reason } = command;
  const { head } = state;
  const slot = context.acting?.slot.id ?? '';
  const before = head.reviews.find((review) => review.slot === slot);
  const was = before && bodyAt<ReviewBody>(state, before.ref.seq);
  const consensus = !head.slots.some((one) => one.part === 'lead');
  const { moves, carried } = afterCalibration(state, context, { consensus });
  const actor = personActor(state, context);
  const faults = [
    ...faultsOfReview(command, context),
    ...(was ? faultsOfLocked(was.ratings, ratings, unlockedNow(head), 'rating') : []),
  ];
  return (
    rejectFaults('The review stays as it was.', faults) ??
    accept([
      {
        type: 'review-amended',
        actor,
        data: { slot, consensus, moves },
        body: { audience: 'review', content: { ratings, notes, antiSignals, comment, reason } },
      },
      ...carriedOver(carried, actor),
    ])
  );
}

function faultsOfReview(
  { ratings, notes, antiSignals }: CommandOf<'submit-review'> | CommandOf<'amend-review'>,
  { ladder }: PersonContext,
): Fault[] {
  const named = antiSignals.map((one) => one.id);
  return [...faultsOfRatings(ladder, ratings, notes, 'notes'), ...faultsOfAntiSignals(ladder, ratings, named)];
}

/** Whether the next review opens the seal: with the last that is owed, or as many as the ladder's quorum. */
function opensSeal({ head }: Case, { ladder }: PersonContext): boolean {
  const calibration = stageOf(transitionOf(ladder, head), 'calibration');
  const reviewers = head.slots.filter((slot) => slot.part === 'reviewer').length;
  const owed = calibration?.reveal === 'quorum' ? Math.min(calibration.quorum ?? reviewers, reviewers) : reviewers;
  return head.reviews.length + 1 >= owed;
}

/** One value per dimension, with a reason wherever reviews differ by two or more; anti-signals confirmed or dropped. */
export function recordConsensus(state: Case, command: CommandOf<'record-consensus'>, context: PersonContext): Decision {
  const { ratings, reasons, antiSignals, comment } = command;
  const { head } = state;
  const reviews = head.reviews
    .map((review) => bodyAt<ReviewBody>(state, review.ref.seq))
    .filter((body): body is ReviewBody => body !== null);
  const confirmed = antiSignals.filter((one) => one.confirmed);
  const before = head.returned?.consensus ? consensusAt(state, head.returned.consensus.seq) : null;
  const faults = [
    ...faultsOfRatings(context.ladder, ratings, reasons, 'reasons'),
    ...(before ? faultsOfLocked(before.ratings, ratings, unlockedNow(head), 'rating') : []),
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
  const { moves, carried } = afterCalibration(state, context, { consensus: true });
  const actor = personActor(state, context);
  return (
    rejectFaults('The consensus was not recorded.', faults) ??
    accept([
      {
        type: 'consensus-recorded',
        actor,
        data: { moves },
        body: { audience: 'calibration', content: { ratings, reasons, antiSignals, comment } },
      },
      ...carriedOver(carried, actor),
    ])
  );
}

/** A yes or no to what no number shows, with what was seen. */
export function attest(state: Case, command: CommandOf<'attest'>, context: PersonContext): Decision {
  const { attestation, answer, note, evidence } = command;
  const { head } = state;
  const owed = attestationsFor(head, context.actor, context);
  const asked = owed.find((one) => one.id === attestation);
  if (!asked)
    return reject('invalid-input', 'This is not among the questions put to you.', [
      { path: 'attestation', reason: `give one of ${owed.map((one) => one.id).join(', ')}` },
    ]);
  if (asked.given) return reject('already-done', 'You have answered this question; the answer stands.');
  const faults = evidence
    .filter((id) => !(id in head.evidence))
    .map((id) => ({ path: `evidence.${evidence.indexOf(id)}`, reason: 'the portfolio has no such piece' }));
  const isTalk = head.stage === 'attestation';
  if (isTalk && answer === 'no')
    faults.push({ path: 'answer', reason: 'say so once you have talked; until then the case waits, or is withdrawn' });
  const after = isTalk ? afterTalks(state, context, attestation) : afterCalibration(state, context, { attestation });
  const acting = personActor(state, context);
  const actor = { ...acting, relation: asked.slot.id };
  return (
    rejectFaults('The answer was not recorded.', faults) ??
    accept([
      {
        type: 'attested',
        actor,
        data: { attestation, moves: after.moves },
        body: { audience: isTalk ? 'participants' : 'calibration', content: { attestation, answer, note, evidence } },
      },
      ...carriedOver(after.carried, actor),
    ])
  );
}

const nowhere = { moves: null, carried: [] };

/** Where the case goes once this step is added: on, when consensus and every attestation are there; else nowhere. */
function afterCalibration(state: Case, context: PersonContext, adds: { consensus?: boolean; attestation?: string }) {
  const { head } = state;
  const consensus = adds.consensus || head.consensus !== null;
  const asked = attestationsOwed(head, context.ladder).filter((one) => one.stage === 'calibration');
  const attested = asked.every((one) => one.given || one.id === adds.attestation);
  return consensus && attested ? onwards(head, context.ladder, 'calibration') : nowhere;
}

function afterTalks({ head }: Case, { ladder }: PersonContext, attestation: string) {
  const talks = attestationsOwed(head, ladder).filter((one) => one.stage === 'attestation');
  const isOver = talks.every((one) => one.given || one.id === attestation);
  return isOver ? onwards(head, ladder, 'attestation') : nowhere;
}

/** Every anti-signal that a reviewer named is confirmed or dropped, none is passed over. */
function unsettledAntiSignals(reviews: ReviewBody[], settled: { id: string }[]): Fault[] {
  const named = new Set(reviews.flatMap((review) => review.antiSignals.map((one) => one.id)));
  return [...named]
    .filter((id) => !settled.some((one) => one.id === id))
    .map((id) => ({ path: `antiSignals.${id}`, reason: 'a review named this anti-signal: confirm it or drop it' }));
}
