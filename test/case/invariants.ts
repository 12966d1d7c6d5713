import type { Case, CaseEvent } from '#shared/contract/events.ts';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import { replay } from '#shared/domain/case/evolve.ts';
import { bodyAt, type SignOffBody } from '#shared/domain/case/parts.ts';
import { transitionOf } from '#shared/domain/case/path.ts';
import { verify } from '#shared/ledger/verify.ts';

/** What must hold of every case at every moment, whatever was tried. Each gives what is wrong, or null. */
export type Invariant = (state: Case, events: CaseEvent[], ladder: PublishedLadder) => string | null;

type EventOf<T extends CaseEvent['type']> = Extract<CaseEvent, { type: T }>;
const of = <T extends CaseEvent['type']>(events: CaseEvent[], type: T) =>
  events.filter((event): event is EventOf<T> => event.type === type);

export const invariants = {
  'nobody decides on their own case': ({ head }, events) => {
    const deciding = ['review-submitted', 'consensus-recorded', 'attested', 'signed-off', 'requirement-waived'];
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
  'nobody signs or reviews twice': (_state, events) => {
    for (const type of ['signed-off', 'review-submitted'] as const) {
      const people = of(events, type).map((event) => event.actor.personId);
      if (new Set(people).size !== people.length) return `${type} twice by one person`;
    }
    return null;
  },
  'every part is played by whoever it was given to': ({ head }, events) => {
    const slots = [...of(events, 'signed-off'), ...of(events, 'review-submitted')];
    const other = slots.find(
      (event) => !head.slots.some((slot) => slot.id === event.data.slot && slot.personId === event.actor.personId),
    );
    return other ? `${other.type} of ${other.data.slot} by ${other.actor.personId}` : null;
  },
  'a promotion has the approval of every signer, and no decline': ({ head }) => {
    if (head.outcome !== 'promoted') return null;
    const signers = head.slots.filter((slot) => slot.part === 'signer');
    const approved = signers.filter((slot) =>
      head.signOffs.some((one) => one.slot === slot.id && one.by === slot.personId && one.decision === 'approve'),
    );
    return approved.length === signers.length && head.signOffs.every((one) => one.decision === 'approve')
      ? null
      : 'promoted without every approval';
  },
  'a decline ends the case': ({ head }) =>
    head.signOffs.some((one) => one.decision === 'decline') && head.outcome !== 'not-promoted'
      ? 'declined, and not ended'
      : null,
  'stages follow the path, none skipped': ({ head }, events, ladder) => {
    const path: string[] = transitionOf(ladder, head).path.map((stage) => stage.kind);
    const opened = of(events, 'stage-opened').map((event) => event.data.stage);
    return opened.every((stage, at) => stage === path[at]) ? null : `opened ${opened.join(', ')}`;
  },
  'there is no consensus before the last review': ({ head }) => {
    const reviewers = head.slots.filter((slot) => slot.part === 'reviewer').length;
    return head.consensus && head.reviews.length < reviewers ? `after ${head.reviews.length} of ${reviewers}` : null;
  },
  'reviews are sealed until the last is in': ({ head }) => {
    const reviewers = head.slots.filter((slot) => slot.part === 'reviewer').length;
    const some = head.reviews.length > 0 && head.reviews.length < reviewers && head.outcome === null;
    return some === (head.sealed !== null) ? null : 'sealed and open do not agree with the reviews';
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
  'nothing happens after the end': (_state, events) => {
    const end = events.findIndex((event) => event.type === 'case-closed');
    return end >= 0 && end < events.length - 1 ? `${events.at(-1)?.type} after case-closed` : null;
  },
  'replaying the events gives the case': (state, events) => {
    try {
      return JSON.stringify(replay(events, state.bodies)) === JSON.stringify(state) ? null : 'another case';
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
