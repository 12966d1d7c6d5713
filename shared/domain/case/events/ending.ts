import type { CaseHead } from '../../../contract/case.ts';
import { anewSince } from '../state/appeals.ts';
import { restartsADay } from '../state/restarts.ts';
import type { EventOf } from '../state/types.ts';
import { endedAt, factsOf, move } from './fold.ts';
import type { EventRow } from './row.ts';

/** The case ends before the end of its path. What was sealed stays sealed: also that it was written. */
type Ended = 'case-withdrawn' | 'case-lapsed' | 'case-cancelled';

const ended = (head: CaseHead, { data }: EventOf<Ended>) => move({ ...head, ...endedAt(head) }, data.moves);

export const caseWithdrawnRow: EventRow<'case-withdrawn'> = {
  underSeal: 'open',
  knownTo: 'participants',
  ends: 'case',
  fold: ended,
};

export const caseLapsedRow: EventRow<'case-lapsed'> = {
  underSeal: 'open',
  knownTo: 'participants',
  ends: 'case',
  fold: ended,
};

export const caseCancelledRow: EventRow<'case-cancelled'> = {
  underSeal: 'open',
  knownTo: 'participants',
  ends: 'case',
  fold: ended,
};

export const caseClosedRow: EventRow<'case-closed'> = {
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
};

/** A wrong outcome is corrected. The case stays closed, and the engineer can appeal against what it is now. */
export const outcomeCorrectedRow: EventRow<'outcome-corrected'> = {
  underSeal: 'open',
  knownTo: 'everybody',
  ends: null,
  fold: (head, { seq, at, actor, data: { from, to, proposedBy } }) => ({
    ...withAnewSince(head),
    outcome: to,
    appeal: null,
    corrected: { seq, at, from, by: [proposedBy, ...(actor.personId ? [actor.personId] : [])] },
    hrActs: [...new Set([...(head.hrActs ?? []), proposedBy])],
  }),
};

export const executionRestartedRow: EventRow<'execution-restarted'> = {
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
  fold: (head, { at, data: { generation } }) => ({
    ...head,
    generation,
    generationSince: at,
    restarts: [...head.restarts, at].slice(-restartsADay),
  }),
};

/** The case that loses its appeal. The next lead does not know of objections before one that was upheld. */
function withAnewSince(head: CaseHead): CaseHead {
  const since = anewSince(head);
  return since === null ? head : { ...head, anewSince: since };
}
