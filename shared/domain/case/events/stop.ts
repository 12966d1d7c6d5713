import type { CaseHead } from '../../../contract/case.ts';
import { clockOf } from '../state/instants.ts';
import type { EventOf } from '../state/types.ts';
import { endedAt, factsOf, move, withQuestions } from './fold.ts';
import type { EventRow } from './row.ts';

export const caseStoppedRow: EventRow<'case-stopped'> = {
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
  fold: (head, { seq, at, data: { facts, moves } }) => {
    const { stage } = head;
    if (stage === 'closed') throw new Error(`Event ${seq} (case-stopped) cannot follow: the case is closed`);
    const since = head.stopped ?? { seq, at, stage, clock: head.status === 'open' ? clockOf(head) : null };
    return move({ ...head, stopped: { ...since, facts } }, moves);
  },
};

export const caseResumedRow: EventRow<'case-resumed'> = {
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
  fold: (head, { data }) => {
    const { moves, clock, awayUntil } = data;
    const still = { ...laterIn(notStopped(head), data), ...(awayUntil ? { awayUntil } : {}) };
    const moved = move(still, moves);
    if (!clock || moved.stage === 'closing' || moved.stage === 'closed') return moved;
    return { ...factsOf(moved), status: 'open', stage: moved.stage, outcome: moved.outcome, ...clock };
  },
};

export const engineerAwayRow: EventRow<'engineer-away'> = {
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
  fold: (head, { data }) => ({ ...laterIn(head, data), ...(data.clock ?? {}), awayUntil: data.until }) as CaseHead,
};

export const caseOvertakenRow: EventRow<'case-overtaken'> = {
  underSeal: 'open',
  knownTo: 'participants',
  ends: 'case',
  fold: (head, { data }) => move({ ...notStopped(head), ...endedAt(head) }, data.moves),
};

type Later = Pick<EventOf<'case-resumed'>['data'], 'slots' | 'questions' | 'askedDueAt'>;

/** The case with what comes later than it would have: times to object, and until when the engineer names or answers. */
function laterIn(head: CaseHead, { slots, questions = [], askedDueAt }: Later): CaseHead {
  const asked = head.asked?.map((one, at, all) =>
    askedDueAt && at === all.length - 1 ? { ...one, dueAt: askedDueAt } : one,
  );
  return {
    ...withQuestions(head, questions),
    ...(asked ? { asked } : {}),
    slots: head.slots.map((one) => changedIn(slots, one)),
  };
}

function notStopped(head: CaseHead): CaseHead {
  const { stopped: _, ...more } = head;
  return more as CaseHead;
}

const changedIn = (slots: CaseHead['slots'], one: CaseHead['slots'][number]) =>
  slots.find(({ id }) => id === one.id) ?? one;
