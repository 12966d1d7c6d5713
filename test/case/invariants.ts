import canonicalize from 'canonicalize';
import type { Case, CaseEvent } from '#shared/contract/events.ts';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import { afterPath, isPromotion } from '#shared/contract/names.ts';
import { evolve, replay } from '#shared/domain/case/evolve.ts';
import { openSteps } from '#shared/domain/case/progress/open-steps.ts';
import { assessmentOf, bodyAt, type SignOffBody } from '#shared/domain/case/state/contents.ts';
import { transitionOf } from '#shared/domain/case/state/path.ts';
import type { EventOf } from '#shared/domain/case/state/types.ts';
import { verify } from '#shared/ledger/verify.ts';

/** A rule that must hold for every case at every moment, whatever people try. Returns what is wrong, or null. */
type Invariant = (state: Case, events: CaseEvent[], ladder: PublishedLadder) => string | null;

const of = <T extends CaseEvent['type']>(events: CaseEvent[], type: T) =>
  events.filter((event): event is EventOf<T> => event.type === type);

/** How its people ended a case. Others can have corrected the outcome since. */
const endOf = ({ head }: Case, events: CaseEvent[]) =>
  head.corrected ? (of(events, 'case-closed').at(-1)?.data.outcome ?? null) : head.outcome;

const invariants = {
  'nobody decides on their own case': ({ head }, events) => {
    const deciding = [
      'review-submitted',
      'consensus-recorded',
      'attested',
      'signed-off',
      'requirement-waived',
      'waiver-answered',
    ];
    const own = events.find((event) => deciding.includes(event.type) && event.actor.personId === head.engineerId);
    return own ? `${own.type} by the engineer` : null;
  },
  'only the engineer does the engineer’s steps': ({ head }, events) => {
    const own = [
      'self-assessment-submitted',
      'evidence-added',
      'evidence-amended',
      'portfolio-submitted',
      'case-withdrawn',
    ];
    const other = events.find((event) => own.includes(event.type) && event.actor.personId !== head.engineerId);
    return other ? `${other.type} by ${other.actor.personId}` : null;
  },
  'nobody signs or reviews twice': ({ head }) => {
    for (const list of [head.signOffs.filter((one) => one.stands), head.reviews])
      for (const what of ['by', 'slot'] as const)
        if (new Set(list.map((one) => one[what])).size !== list.length) return `two of one ${what}`;
    return null;
  },
  'only the holder of a slot or their delegate acts under it': ({ bodies }, events) => {
    let before: Case | null = null;
    for (const event of events) {
      if (event.seq !== (before?.head.version ?? 0) + 1) return 'an event is missing';
      if (before && (event.type === 'signed-off' || event.type === 'review-submitted')) {
        const { actor, at, data } = event;
        const holder = before.head.slots.find((slot) => slot.id === data.slot)?.personId;
        const isLent = before.head.delegations.some(
          ({ by, to, slots, from, until }) =>
            by === holder && to === actor.personId && slots.includes(data.slot) && from <= at && at < until,
        );
        if (holder !== (actor.onBehalfOf ?? actor.personId) || (actor.onBehalfOf !== null && !isLent))
          return `${event.type} of ${data.slot} by ${actor.personId}`;
      }
      before = evolve(before, event, bodies[event.seq] ?? null);
    }
    return null;
  },
  'only a stage of the engineer lapses': (_state, events) => {
    const at = events.findIndex((event) => event.type === 'case-lapsed');
    const opened = of(events.slice(0, Math.max(at, 0)), 'stage-opened').at(-1)?.data.stage;
    return at >= 0 && !['track', 'self-assessment', 'portfolio', 'trial'].includes(opened ?? '') ? `${opened}` : null;
  },
  'an open stage has a step that a person owes': ({ head }, _events, ladder) =>
    head.status === 'open' && openSteps(head, ladder).length === 0 ? `nobody owes anything in ${head.stage}` : null,
  'a return names what to look at again': (_state, events) =>
    of(events, 'signed-off').some(({ data }) => data.decision === 'return' && !data.unlocked?.length)
      ? 'a return for nothing'
      : null,
  'a promotion has the approval of every signer, and no decline': (state, events) => {
    const { head } = state;
    if (!isPromotion(endOf(state, events))) return null;
    const signers = head.slots.filter((slot) => slot.part === 'signer');
    const approved = signers.filter((slot) =>
      head.signOffs.some((one) => one.slot === slot.id && one.stands && one.decision === 'approve'),
    );
    return approved.length === signers.length && head.signOffs.every((one) => !one.stands || one.decision === 'approve')
      ? null
      : 'promoted without every approval';
  },
  'a decline ends the case': (state, events) =>
    state.head.signOffs.some((one) => one.stands && one.decision === 'decline') &&
    !['not-promoted', 'stayed'].includes(endOf(state, events) ?? '')
      ? 'declined, and not ended'
      : null,
  'stages follow the path and no stage is skipped': ({ head }, events, ladder) => {
    const path: string[] = transitionOf(ladder, head).path.map((stage) => stage.kind);
    let last = { at: -1, attempt: 1 };
    let carried: string[] = [];
    for (const event of events) {
      if (event.type === 'stage-carried-over') carried.push(event.data.stage);
      if (event.type !== 'stage-opened' || afterPath.some((one) => one === event.data.stage)) continue;
      const { stage, attempt } = event.data;
      const at = path.indexOf(stage);
      const skipped = path.slice(last.at + 1, at).filter((one) => !carried.includes(one));
      if (attempt === last.attempt && (at <= last.at || skipped.length > 0)) return `opened ${stage} too early`;
      last = { at, attempt };
      carried = [];
    }
    return null;
  },
  'there is no consensus before the last review': ({ head }) =>
    head.consensus && !head.revealed ? 'a consensus on what is sealed' : null,
  'reviews are sealed until the last one is sent': ({ head }) => {
    const reviewers = head.slots.filter((slot) => slot.part === 'reviewer').length;
    if (head.revealed && head.reviews.length < reviewers) return `open after ${head.reviews.length} of ${reviewers}`;
    const some = head.reviews.length > 0 && !head.revealed && head.outcome === null;
    return some && head.sealed === null ? 'a review that nothing seals' : null;
  },
  'an approval names a reason for every criterion that is not met': (state) => {
    for (const { decision, seq } of state.head.signOffs) {
      const body = bodyAt<SignOffBody>(state, seq);
      const open = (body?.criteria ?? []).filter((one) => one.verdict !== 'pass');
      if (decision === 'approve' && open.some((one) => !body?.exceptionReasons[one.id]))
        return 'approved without a reason';
    }
    return null;
  },
  'nobody is promoted with a criterion that is not met, unless the ladder allows it and HR confirmed': (
    state,
    events,
    ladder,
  ) => {
    const { head } = state;
    if (!isPromotion(head.outcome)) return null;
    const isException = assessmentOf(state, ladder).criteria.some((one) => one.verdict !== 'pass');
    const confirmed = of(events, 'exception-decided').at(-1);
    const isConfirmed = confirmed?.data.decision === 'confirmed' && confirmed.actor.relation === 'hr';
    if (isException !== (head.outcome === 'promoted-with-exception')) return `${head.outcome} says something else`;
    if (isException && transitionOf(ladder, head).exceptions === 'forbidden') return 'the ladder forbids it';
    return isException && !isConfirmed ? 'nobody of HR has confirmed it' : null;
  },
  'only an appeal or a correction can follow the end of a case': (_state, events) => {
    const isEnd = (event?: CaseEvent) => event?.type === 'case-closed' || event?.type === 'outcome-corrected';
    const follows = ['appeal-made', 'outcome-corrected'];
    const next = events.find((event, at) => isEnd(events[at - 1]) && !follows.includes(event.type));
    return next ? `${next.type} after the end` : null;
  },
  'replaying the events gives the case': (state, events) => {
    try {
      return canonicalize(replay(events, state.bodies)) === canonicalize(state) ? null : 'another case';
    } catch (error) {
      return String(error);
    }
  },
  'the chain holds': ({ head, bodies }, events) => verify(events, bodies, head.audit).faults[0] ?? null,
} satisfies Record<string, Invariant>;

export type InvariantName = keyof typeof invariants;

/** The invariants that a case breaks. */
export function broken(state: Case, events: CaseEvent[], ladder: PublishedLadder): InvariantName[] {
  return (Object.keys(invariants) as InvariantName[]).filter(
    (name) => (invariants[name] as Invariant)(state, events, ladder) !== null,
  );
}
