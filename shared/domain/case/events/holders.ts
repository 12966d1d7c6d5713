import type { CaseHead, Slot } from '../../../contract/case.ts';
import type { EventOf } from '../state/types.ts';
import { authorOf, conflicted, handedOn, isOnlyOffered, leftBy, move } from './fold.ts';
import type { EventRow } from './row.ts';

/** Parts of the case got other holders. */
type Changed = 'conflict-declared' | 'recused' | 'reassigned' | 'slot-substituted';

const newHolders = {
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
} satisfies Partial<EventRow<Changed>>;

export const conflictDeclaredRow: EventRow<'conflict-declared'> = {
  ...newHolders,
  fold: (head, event) => move(conflicted(head, [authorOf(event)], event.data.slots), event.data.moves ?? null),
};

export const recusedRow: EventRow<'recused'> = {
  ...newHolders,
  // A part that somebody was named for, and gave back before they did anything under it, was only an offer.
  fold: (head, event) => {
    const author = authorOf(event);
    const ids = event.data.slots.map((slot) => slot.id);
    const after = leftBy(handedOn(head, event.data.slots), author, ids);
    return isOnlyOffered(head, author)
      ? {
          ...after,
          past: after.past.filter((id) => id !== author),
          offered: [...new Set([...(head.offered ?? []), author])],
        }
      : after;
  },
};

export const reassignedRow: EventRow<'reassigned'> = {
  ...newHolders,
  fold: (head, event) => notBackTo(handedOn(head, event.data.slots), [authorOf(event)], event.data.slots),
};

export const slotSubstitutedRow: EventRow<'slot-substituted'> = {
  ...newHolders,
  fold: (head, { data }) => notBackTo(handedOn(head, data.slots), data.changedBy ?? [], data.slots),
};

/** Notes that these people gave parts to others, or changed records because of which others got them. */
function notBackTo(head: CaseHead, people: readonly string[], slots: readonly Slot[]): CaseHead {
  return people.reduce(
    (left, by) =>
      leftBy(
        left,
        by,
        slots.map(({ id }) => id),
      ),
    head,
  );
}

export const delegatedRow: EventRow<'delegated'> = {
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
  fold(head, { at, data: { changedBy: _, ...data } }) {
    const left = delegationsLeft(head, (one) => one.until > at);
    return { ...left, delegations: [...left.delegations, { ...data, at }] };
  },
};

export const delegationEndedRow: EventRow<'delegation-ended'> = {
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
  fold: (head, event) => delegationsLeft(head, (one) => one.by !== giverOf(event) || one.to !== event.data.to),
};

const giverOf = (event: EventOf<'delegation-ended'>) => event.data.by ?? authorOf(event);

/** The case with the delegations that go on. It keeps who could act for somebody until now. */
function delegationsLeft(head: CaseHead, goesOn: (one: CaseHead['delegations'][number]) => boolean): CaseHead {
  const { delegations, lentTo = [] } = head;
  const ended = delegations.filter((one) => !goesOn(one)).map((one) => one.to);
  return {
    ...head,
    delegations: delegations.filter(goesOn),
    ...(ended.length > 0 ? { lentTo: [...new Set([...lentTo, ...ended])] } : {}),
  };
}
