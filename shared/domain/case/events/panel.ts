import type { CaseHead } from '../../../contract/case.ts';
import { isForLead } from '../slots/objections.ts';
import { calibratedAnew, conflicted, given, leftBy, move } from './fold.ts';
import type { EventRow } from './row.ts';

export const panelAppointedRow: EventRow<'panel-appointed'> = {
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
  fold: (head, { data }) => given(head, data.slots),
};

export const panelAcceptedRow: EventRow<'panel-accepted'> = {
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
  fold: (head, { data }) => given(head, data.slots),
};

export const objectionRaisedRow: EventRow<'objection-raised'> = {
  underSeal: 'open',
  knownTo: 'engineer-and-answerers',
  ends: null,
  fold: (head, { seq, data: { objection: id, slot, ground } }) => ({
    ...head,
    objections: [...head.objections, { id, slot, ground, seq, answer: null }],
    ...(isForLead(head, slot)
      ? { objectedTo: [...new Set([...(head.objectedTo ?? []), ...underSlot(head, slot)])] }
      : {}),
  }),
};

export const objectionAnsweredRow: EventRow<'objection-answered'> = {
  underSeal: 'open',
  knownTo: 'engineer-and-answerers',
  ends: null,
  fold: (head, { data: { objection, answer, slots, conflicts, attestations = [], moves = null } }) => {
    const slot = head.objections.find((one) => one.id === objection)?.slot;
    const objections = head.objections.map((one) => (one.id === objection ? { ...one, answer } : one));
    const stand = head.attestations.filter((one) => !attestations.includes(one.id));
    const undone = { ...head, objections, attestations: stand };
    const replaced = slot && answer === 'replace' ? replacedIn(undone, slot) : undone;
    const anew = moves && slot ? calibratedAnew(replaced, slot) : replaced;
    return move(conflicted(anew, conflicts, slots), moves);
  },
};

/** Notes who was replaced in a slot: the line does not give it to them again. */
function replacedIn(head: CaseHead, slotId: string): CaseHead {
  const holder = head.slots.find((slot) => slot.id === slotId)?.personId;
  return holder ? leftBy(head, holder, [slotId]) : head;
}

/** The holder of a slot, and whoever can act for them under it. */
function underSlot({ slots, delegations }: CaseHead, slotId: string): string[] {
  const holders = slots.flatMap((one) => (one.id === slotId && one.personId) || []);
  return [...holders, ...delegations.flatMap((one) => (one.slots.includes(slotId) ? one.to : []))];
}
