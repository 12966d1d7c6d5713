import { conflicted, given } from './fold.ts';
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
  fold: (head, { data: { objection, answer, slots, conflicts } }) => {
    const objections = head.objections.map((one) => (one.id === objection ? { ...one, answer } : one));
    return given(conflicted({ ...head, objections }, conflicts), slots);
  },
};
