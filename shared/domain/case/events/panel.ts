import type { CaseHead } from '../../../contract/case.ts';
import { authorOf, calibratedAnew, conflicted, given, givenByLine, leftBy, move, sealedAgain } from './fold.ts';
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
  }),
};

export const objectionAnsweredRow: EventRow<'objection-answered'> = {
  underSeal: 'open',
  knownTo: 'engineer-and-answerers',
  ends: null,
  fold: (head, event) => {
    const { objection, answer, slots, conflicts, attestations = [], moves = null } = event.data;
    const slot = head.objections.find((one) => one.id === objection)?.slot;
    const objections = head.objections.map((one) => (one.id === objection ? { ...one, answer } : one));
    const stand = head.attestations.filter((one) => !attestations.includes(one.id));
    const undone = { ...head, objections, attestations: stand };
    const replaced = slot && answer === 'replace' ? replacedIn(undone, slot) : undone;
    const anew = moves && slot ? calibratedAnew(replaced, [slot]) : replaced;
    const left = leftBy(anew, authorOf(event), givenByLine(slots));
    return move(conflicted(left, conflicts, slots), moves);
  },
};

/** Notes who was replaced in a slot: the line does not give it to them again. */
function replacedIn(head: CaseHead, slotId: string): CaseHead {
  const holder = head.slots.find((slot) => slot.id === slotId)?.personId;
  return holder ? sealedAgain(leftBy(head, holder, [slotId]), [holder]) : head;
}
