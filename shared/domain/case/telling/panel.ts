import { partsAndOffers } from '../../people.ts';
import { isForLead } from '../slots/objections.ts';
import { instantsOf } from '../state/instants.ts';
import { deskOf } from '../state/steps.ts';
import {
  askedToSignAgain,
  calibrationLeadOf,
  engineerOfNewPanel,
  exceptionOver,
  handedOver,
  holders,
  newHolders,
  newOnPanel,
} from './addressees.ts';
import { all, type Tellings } from './row.ts';

export const tellsOfPanel = {
  'panel-appointed': {
    'panel-appointed': ({ event, head }) => engineerOfNewPanel(event.data.slots, head),
    'part-given': ({ event }) => newHolders(event.data.slots),
  },
  'panel-accepted': {
    'step-open': ({ event, head }) =>
      all(holders(event.data.slots), { stage: 'calibration', dueAt: instantsOf(head).dueAt }),
  },
  'objection-raised': {
    'objection-raised': ({ event, head }) => {
      const lead = isForLead(head, event.data.slot) ? calibrationLeadOf(head) : null;
      const except = partsAndOffers(head);

      return lead ? all([lead]) : all(deskOf(head, except), { except });
    },
  },
  'objection-answered': {
    'objection-answered': ({ event: { data }, head }) =>
      all([head.engineerId], { ...newOnPanel(data.slots), stage: data.moves?.stage ?? null }),
    'exception-over': exceptionOver,
    'step-open': askedToSignAgain,
    ...handedOver,
  },
} satisfies Tellings;
