import type { CaseHead, Slot } from '../../../contract/case.ts';
import type { CommandOf } from '../../../contract/commands.ts';
import type { Case } from '../../../contract/events.ts';
import { limits } from '../../../contract/names.ts';
import { minuteWords } from '../../calendar/words.ts';
import type { Fault } from '../../fault.ts';
import { quorumOf } from '../../ladder/fitting.ts';
import { afterStep, withConsensus } from '../progress/after-step.ts';
import { carriedOver, unlockedNow } from '../progress/next-stage.ts';
import { bodyAt, type ReviewBody } from '../state/contents.ts';

import { isDoneBy } from '../state/done.ts';
import { stageOf, transitionOf } from '../state/path.ts';
import { sealIsOpen } from '../state/seal.ts';
import { accept, type Decision, rejectFaults } from '../state/types.ts';
import { faultsOfAntiSignals, faultsOfLocked, faultsOfLockedSignals, faultsOfRatings } from './ratings.ts';
import { type CommandRow, no, type PersonContext, reviewer } from './row.ts';

export const submitReviewRow: CommandRow<'submit-review'> = {
  title: 'Submit a review',
  underSeal: 'sealed',
  ...reviewer,
  stages: ['calibration'],
  against: (head, person, { now }, acting) => {
    const slot = acting?.slot;
    if (!slot || head.reviews.some((review) => review.slot === slot.id))
      return no('already-done', 'The review is submitted. If you see it otherwise now, amend it.');
    if (head.revealed)
      return no('already-done', 'Enough reviews are in, and they are open: a further one would not be independent.');
    // A quorum of reviews was open, and was sealed again.
    if (head.readers?.includes(person.id))
      return no(
        'already-done',
        'You could read the reviews of others when these were open, so yours would not be independent. Hand the part over.',
      );
    return whyNotBegun(head, slot, now);
  },
  events: ['review-submitted', 'stage-carried-over'],
  decide: submitReview,
};

/** Why a reviewer waits: the engineer can still object to them. Null: they do not wait. */
function whyNotBegun({ timeZone }: CaseHead, { openFrom }: Slot, now: string) {
  return openFrom && openFrom > now
    ? no(
        'not-yet',
        `The engineer may object to new reviewers until ${minuteWords(openFrom, timeZone)}; they begin then.`,
      )
    : null;
}

export const amendReviewRow: CommandRow<'amend-review'> = {
  title: 'Amend your review',
  repeats: () => true,
  underSeal: 'sealed',
  ...reviewer,
  stages: ['calibration'],
  against: (head, _person, { now }, acting) => {
    const before = head.reviews.find((review) => review.slot === acting?.slot.id);
    if (!before) return no('not-yet', 'There is no review of yours to amend.');
    const isOnlyOne = !head.slots.some((slot) => slot.part === 'lead');
    // Once the seal is open, nobody replaces what another person submitted, unless a return asks for it.
    const isAsked = head.consensus === null && (isOnlyOne || head.returned?.stage === 'calibration');
    if (before.former && !isAsked)
      return no('already-done', 'The person who had this part before you wrote this review, and you cannot change it.');
    if (!sealIsOpen(head) && (before.amended ?? 0) >= limits.amendments)
      return no('already-done', `A review is amended ${limits.amendments} times at most before the reviews are open.`);
    if (head.consensus && !isOnlyOne)
      return no('already-decided', 'The consensus is recorded; what it rests on stays as it was.');
    return acting ? whyNotBegun(head, acting.slot, now) : null;
  },
  events: ['review-amended', 'stage-carried-over'],
  decide: amendReview,
};

/**
 * Records an independent review. It is sealed until all reviews are in, or the quorum. If the calibration has no lead,
 * the review is the consensus.
 */
function submitReview(state: Case, command: CommandOf<'submit-review'>, context: PersonContext): Decision {
  const { ratings, notes, antiSignals, comment } = command;
  const { head } = state;
  const consensus = !head.slots.some((slot) => slot.part === 'lead');
  const { moves, carried } = afterStep(consensus ? withConsensus(head) : head, context.ladder, 'calibration');
  const actor = context.by;
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

/** Records a changed review, with the reason for the change. The review before it stays in the record. */
function amendReview(state: Case, command: CommandOf<'amend-review'>, context: PersonContext): Decision {
  const { ratings, notes, antiSignals, comment, reason } = command;
  const { head } = state;
  const slot = context.acting?.slot.id ?? '';
  const before = head.reviews.find((review) => review.slot === slot);
  const consensus = !head.slots.some((one) => one.part === 'lead');
  // Nobody has to keep to a review by somebody with a conflict of interest.
  const isInConflict = before && head.conflicts.some((id) => isDoneBy(id, before));
  const isBound = before && !isInConflict && !(consensus && head.returned?.consensus === null);
  const was = isBound && bodyAt<ReviewBody>(state, before.ref.seq);
  const { moves, carried } = afterStep(consensus ? withConsensus(head) : head, context.ladder, 'calibration');
  const actor = context.by;
  const faults = [
    ...faultsOfReview(command, context),
    ...(was
      ? [
          ...faultsOfLocked(was.ratings, ratings, unlockedNow(head), 'rating'),
          ...faultsOfLockedSignals(
            context.ladder,
            namedIn(was),
            antiSignals.map(asConfirmed),
            new Set(),
            unlockedNow(head),
            'id',
          ),
        ]
      : []),
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

/** A single review that is the consensus confirms what it names. */
const asConfirmed = ({ id }: { id: string }) => ({ id, confirmed: true });
const namedIn = ({ antiSignals }: ReviewBody) => ({
  confirmedAntiSignals: antiSignals.map((one) => one.id),
  droppedAntiSignals: {},
});

function faultsOfReview(
  { ratings, notes, antiSignals }: CommandOf<'submit-review'> | CommandOf<'amend-review'>,
  { ladder }: PersonContext,
): Fault[] {
  const named = antiSignals.map((one) => one.id);
  return [...faultsOfRatings(ladder, ratings, notes, 'notes'), ...faultsOfAntiSignals(ladder, ratings, named)];
}

/** Whether the next review opens the seal: it is the last one that is owed, or it reaches the ladder's quorum. */
function opensSeal({ head }: Case, { ladder }: PersonContext): boolean {
  const calibration = stageOf(transitionOf(ladder, head), 'calibration');
  const reviewers = head.slots.filter((slot) => slot.part === 'reviewer').length;
  const owed = Math.min((calibration && quorumOf(calibration)) ?? reviewers, reviewers);
  return head.reviews.length + 1 >= owed;
}
