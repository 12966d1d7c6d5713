import { hrDesk } from '../../../contract/names.ts';
import { isForLead } from '../slots/objections.ts';
import { instantsOf } from '../state/instants.ts';
import { calibrationLeadOf, engineerOfNewPanel, handedOver, holders, newHolders, newOnPanel } from './addressees.ts';
import { conflicted, given } from './fold.ts';
import { all, type EventRow } from './row.ts';

export const panelAppointedRow: EventRow<'panel-appointed'> = {
  title: 'The panel was appointed',
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
  fold: (head, { data }) => given(head, data.slots),
  tells: {
    'panel-appointed': ({ event, head }) => engineerOfNewPanel(event.data.slots, head),
    'part-given': ({ event }) => newHolders(event.data.slots),
  },
};

export const panelAcceptedRow: EventRow<'panel-accepted'> = {
  title: 'The engineer accepted the panel',
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
  fold: (head, { data }) => given(head, data.slots),
  tells: {
    'step-open': ({ event, head }) =>
      all(holders(event.data.slots), { stage: 'calibration', dueAt: instantsOf(head).dueAt }),
  },
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
  tells: {
    'objection-raised': ({ event, head }) =>
      all([isForLead(head, event.data.slot) ? (calibrationLeadOf(head) ?? hrDesk) : hrDesk]),
  },
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
  takesParts: true,
  tells: {
    'objection-answered': ({ event, head }) => all([head.engineerId], newOnPanel(event.data.slots)),
    ...handedOver,
  },
};
