import type { CaseHead } from '../../../contract/case.ts';
import { isMadeByHr } from '../../../contract/names.ts';
import { inRoundBefore, isFilledAnewAfterAppeal } from '../slots/separation-of-duties.ts';
import { openStageOf } from '../stages/index.ts';
import { anewSince, hasAppealedJudgement } from '../state/appeals.ts';
import {
  authorOf,
  conflicted,
  givenByLine,
  isOnlyOffered,
  leftBy,
  move,
  voided,
  withoutException,
  withoutLock,
  withQuestions,
} from './fold.ts';
import type { EventRow } from './row.ts';

export const appealMadeRow: EventRow<'appeal-made'> = {
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
  fold: (head, { seq, at, data: { ground, against, moves, generation } }) => {
    const before = anewSince(head);
    const closedAt = head.status === 'closed' ? { closedAt: head.closedAt } : {};
    const appeal = { seq, at, ground, against, outcome: head.outcome, ...closedAt, decision: null };
    const earlier = {
      ...(before === null ? {} : { anewSince: before }),
      ...(hasAppealedJudgement(head) ? { appealedJudgement: true as const } : {}),
    };
    return move({ ...head, ...earlier, appeal, generation, generationSince: at }, moves);
  },
};

/**
 * An upheld appeal against a judgement starts a new round: other people calibrate, everybody else keeps their slot, and no
 * earlier review, answer, consensus or sign-off counts. So does one against an end that HR or the clock made, if the
 * calibration rests on somebody with a conflict. Any other lets the case go on, under the seal that it had.
 */
export const appealDecidedRow: EventRow<'appeal-decided'> = {
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
  fold: (before, event) => {
    const { at } = event;
    const {
      decision,
      slots,
      conflicts,
      moves,
      generation,
      anew: isAnew,
      attestations = [],
      questions = [],
    } = event.data;
    const head = withQuestions({ ...before, appeal: before.appeal && { ...before.appeal, decision } }, questions);
    if (decision === 'dismissed') return move(head, moves);
    if (isMadeByHr(before.outcome) && !isAnew) {
      // In events from before `unsigned` the outcome says so.
      const isUnsigned = event.data.unsigned === true || before.outcome === 'promotion-not-carried-out';
      const stands = isUnsigned ? withoutException(voided(head)) : head;
      const without = { ...stands, attestations: head.attestations.filter(({ id }) => !attestations.includes(id)) };
      const left = leftBy(conflicted(without, conflicts, slots), authorOf(event), givenByLine(slots));
      return move({ ...left, generation: generation ?? head.generation, generationSince: at }, moves);
    }
    const { corrected: _, couldReview: _reviewers, ...anew } = withoutException(conflicted(head, conflicts, []));
    const moved = before.slots.filter(
      (slot) => isFilledAnewAfterAppeal(slot) || slots.some(({ id }) => id === slot.id),
    );
    const kept = before.slots.filter((slot) => !moved.includes(slot));
    // Whoever keeps a part that was only offered to them has not taken part yet.
    const movedOn = inRoundBefore({ ...before, slots: moved }, moved);
    const keepers = kept.flatMap((slot) => slot.personId ?? []);
    const keptOffers = [...new Set(keepers)].filter((id) => isOnlyOffered(before, id) && !movedOn.includes(id));
    return move(
      {
        ...(anew as typeof head),
        generation: generation ?? head.generation,
        generationSince: at,
        slots: [...slots, ...kept],
        acts: [],
        ...(before.appeal ? { anewSince: before.appeal.seq } : {}),
        left: leftBy(before, authorOf(event), givenByLine(slots)).left ?? [],
        ...(before.counts ? { counts: { ...before.counts, objections: untoldToLead(before.counts.objections) } } : {}),
        past: [...new Set([...before.past, ...movedOn, ...keepers.filter((id) => !keptOffers.includes(id))])],
        ...(keptOffers.length > 0 ? { keptOffers } : {}),
        delegations: [],
        objections: [],
        reviews: [],
        discarded: [],
        // What nobody could read stays sealed.
        sealed: before.revealed ? null : before.sealed,
        revealed: false,
        consensus: null,
        attestations: [],
        signOffs: before.signOffs.map((one) => ({ ...one, stands: false })),
        returned: isStillReturned(before) ? withoutLock(before.returned) : null,
      },
      moves,
    );
  },
};

/**
 * Whether HR or the clock ended the case in a stage to which it was returned, and which the new round does not do anew.
 * That return is still to be worked on.
 */
function isStillReturned(head: CaseHead): head is CaseHead & { returned: NonNullable<CaseHead['returned']> } {
  const { returned, endedIn, outcome } = head;
  return (
    isMadeByHr(outcome) &&
    !!returned &&
    returned.stage === endedIn &&
    !openStageOf(returned.stage)?.isFilledAnewAfterAppeal
  );
}

type Objections = NonNullable<CaseHead['counts']>['objections'];

/** The counts of objections, of which the next lead does not know. */
function untoldToLead(objections: Objections): Objections {
  const times = new Map<string | null, number>();
  for (const one of objections) times.set(one.by, (times.get(one.by) ?? 0) + (one.times ?? 1));
  return [...times].map(([by, count]) => ({ by, forLead: false, times: count }));
}
