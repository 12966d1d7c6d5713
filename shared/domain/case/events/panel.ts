import { conflicted, given } from './fold.ts';
import type { EventRow } from './row.ts';

export const panelAppointedRow: EventRow<'panel-appointed'> = {
  title: 'The panel was appointed',
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
  fold: (head, { data }) => given(head, data.slots),
};

export const panelAcceptedRow: EventRow<'panel-accepted'> = {
  title: 'The engineer accepted the panel',
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
  fold: (head, { data }) => given(head, data.slots),
};

export const objectionRaisedRow: EventRow<'objection-raised'> = {
  title: 'The engineer objected to a person who takes part',
  underSeal: 'open',
  knownTo: 'engineer-and-answerers',
  ends: null,
  fold: (head, { seq, data: { objection: id, slot, ground } }) => ({
    ...head,
    objections: [...head.objections, { id, slot, ground, seq, answer: null }],
  }),
};

export const objectionAnsweredRow: EventRow<'objection-answered'> = {
  title: 'An objection was answered',
  underSeal: 'open',
  knownTo: 'engineer-and-answerers',
  ends: null,
  fold: (head, { data: { objection, answer, slots, conflicts } }) => {
    const objections = head.objections.map((one) => (one.id === objection ? { ...one, answer } : one));
    return given(conflicted({ ...head, objections }, conflicts), slots);
  },
};
