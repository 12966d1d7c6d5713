import { hrDesk, type Outcome } from '../../../contract/names.ts';
import { partsIn } from '../../people.ts';
import type { EventOf } from '../state/types.ts';
import { isConfirmed } from '../state/waivers.ts';
import { holders } from './addressees.ts';
import { all, type Telling, type Tellings } from './row.ts';

/**
 * The case ends before the end of its path. Sealed reviews stay sealed, also that they were written.
 */
type Ended = 'case-withdrawn' | 'case-lapsed' | 'case-cancelled';

const everybody = ({ head }: Telling<EventOf<Ended>>) => all([head.engineerId, ...holders(head.slots)]);

/** Whether people are told of an outcome when the case closes. If not, the event that ended the case has told them. */
const isToldAtClose: Record<Outcome, boolean> = {
  promoted: true,
  'promoted-with-exception': true,
  'not-promoted': true,
  'no-seat': true,
  withdrawn: false,
  lapsed: false,
  cancelled: false,
  overtaken: false,
  'promotion-not-carried-out': false,
  'track-changed': true,
  stayed: true,
};

/** After a dismissed appeal the outcome is as before, and the engineer already has a notice about that decision. */
const isNews = ({ event, head }: Telling<EventOf<'case-closed'>>) =>
  isToldAtClose[event.data.outcome] && head.appeal?.decision !== 'dismissed';

export const tellsOfEnding = {
  'case-withdrawn': { withdrawn: ({ head }) => all(holders(head.slots)) },
  'case-lapsed': { lapsed: everybody },
  'case-cancelled': { cancelled: everybody },
  'case-closed': {
    outcome: (about) => {
      const { event, head } = about;
      const waived = head.waivers.some(isConfirmed) ? { waived: true as const } : {};
      return isNews(about) ? all([head.engineerId], { outcome: event.data.outcome, ...waived }) : [];
    },
    closed: (about) => (isNews(about) ? all(holders(about.head.slots)) : []),
  },
  'outcome-corrected': {
    corrected: ({ event, head }) => {
      const { from: was, to: outcome, proposedBy } = event.data;
      const facts = { outcome, was, people: [proposedBy, ...(event.actor.personId ? [event.actor.personId] : [])] };
      const except = partsIn(head);
      return [...all([...except, ...event.data.leads], facts), ...all([hrDesk], { ...facts, except })];
    },
  },
} satisfies Tellings;
