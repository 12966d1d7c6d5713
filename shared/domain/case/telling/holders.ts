import type { EventOf } from '../state/types.ts';
import { askedToSignAgain, engineerOfNewPanel, exceptionOver, handedOver } from './addressees.ts';
import { waiverLost } from './portfolio.ts';
import { all, type Telling, type Tellings } from './row.ts';

/** Parts of the case got other holders. */
type Changed = 'conflict-declared' | 'recused' | 'reassigned' | 'slot-substituted';

const newHolders = {
  'panel-appointed': ({ event, head }: Telling<EventOf<Changed>>) => engineerOfNewPanel(event.data.slots, head),
  ...handedOver,
};

export const tellsOfHolders = {
  'conflict-declared': {
    ...newHolders,
    'waiver-lost': waiverLost,
    'exception-over': exceptionOver,
    'step-open': askedToSignAgain,
  },
  recused: newHolders,
  reassigned: newHolders,
  'slot-substituted': newHolders,
  delegated: { delegated: ({ event: { data } }) => all([data.to], { people: [data.by], dueAt: data.until }) },
  // Whoever ends it knows. If the system does, the giver is told too.
  'delegation-ended': {
    'delegation-ended': ({ event }) => all([event.data.to]),
    'delegate-lost': ({ event: { data } }) => (data.by === undefined ? [] : all([data.by], { people: [data.to] })),
  },
} satisfies Tellings;
