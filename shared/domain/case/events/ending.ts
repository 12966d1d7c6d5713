import type { CaseHead } from '../../../contract/case.ts';
import type { Outcome } from '../../../contract/names.ts';
import { restartsADay } from '../state/restarts.ts';
import type { EventOf } from '../state/types.ts';
import { isConfirmed } from '../state/waivers.ts';
import { holders } from './addressees.ts';
import { endedAt, factsOf, move } from './fold.ts';
import { all, type EventRow, type Telling } from './row.ts';

/**
 * The case ends before the end of its path. Sealed reviews stay closed, but everybody may know that they were written.
 */
type Ended = 'case-withdrawn' | 'case-lapsed' | 'case-cancelled';

const ended = (head: CaseHead, { data }: EventOf<Ended>) =>
  move({ ...head, sealed: null, ...endedAt(head) }, data.moves);
const everybody = ({ head }: Telling<EventOf<Ended>>) => all([head.engineerId, ...holders(head.slots)]);

export const caseWithdrawnRow: EventRow<'case-withdrawn'> = {
  title: 'The case was withdrawn',
  underSeal: 'open',
  knownTo: 'participants',
  ends: 'case',
  fold: ended,
  tells: { withdrawn: ({ head }) => all(holders(head.slots)) },
};

export const caseLapsedRow: EventRow<'case-lapsed'> = {
  title: 'The case lapsed',
  underSeal: 'open',
  knownTo: 'participants',
  ends: 'case',
  fold: ended,
  tells: { lapsed: everybody },
};

export const caseCancelledRow: EventRow<'case-cancelled'> = {
  title: 'The case was cancelled',
  underSeal: 'open',
  knownTo: 'participants',
  ends: 'case',
  fold: ended,
  tells: { cancelled: everybody },
};

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

export const caseClosedRow: EventRow<'case-closed'> = {
  title: 'The case was closed',
  underSeal: 'open',
  knownTo: 'everybody',
  ends: null,
  fold: (head, { at, data: { outcome } }) => ({
    ...factsOf(head),
    status: 'closed',
    stage: 'closed',
    outcome,
    closedAt: at,
  }),
  tells: {
    outcome: (about) => {
      const { event, head } = about;
      const waived = head.waivers.some(isConfirmed) ? { waived: true as const } : {};
      return isNews(about) ? all([head.engineerId], { outcome: event.data.outcome, ...waived }) : [];
    },
    closed: (about) => (isNews(about) ? all(holders(about.head.slots)) : []),
  },
};

export const executionRestartedRow: EventRow<'execution-restarted'> = {
  title: 'The workflow was started anew',
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
  fold: (head, { at, data: { generation } }) => ({
    ...head,
    generation,
    generationSince: at,
    restarts: [...head.restarts, at].slice(-restartsADay),
  }),
  tells: {},
};
