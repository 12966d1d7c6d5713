import type { CaseHead } from '../../../contract/case.ts';
import { clockOf, endedAt, factsOf, move, withQuestions } from './fold.ts';
import type { EventRow } from './row.ts';

export const caseStoppedRow: EventRow<'case-stopped'> = {
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
  fold: (head, { seq, at, data: { facts, moves } }) => {
    const { stage } = head;
    if (stage === 'closed') throw new Error(`Event ${seq} (case-stopped) cannot follow: the case is closed`);
    const since = head.stopped ?? { seq, at, stage, clock: clockOf(head) };
    return move({ ...head, stopped: { ...since, facts } }, moves);
  },
};

export const caseResumedRow: EventRow<'case-resumed'> = {
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
  fold: (head, { data: { moves, clock, slots, questions = [], askedDueAt } }) => {
    const asked = head.asked?.map((one, at, all) =>
      askedDueAt && at === all.length - 1 ? { ...one, dueAt: askedDueAt } : one,
    );
    const still = {
      ...withQuestions(notStopped(head), questions),
      ...(asked ? { asked } : {}),
      slots: head.slots.map((one) => changedIn(slots, one)),
    };
    const moved = move(still, moves);
    if (!clock || moved.stage === 'closing' || moved.stage === 'closed') return moved;
    return { ...factsOf(moved), status: 'open', stage: moved.stage, outcome: moved.outcome, ...clock };
  },
};

export const caseOvertakenRow: EventRow<'case-overtaken'> = {
  underSeal: 'open',
  knownTo: 'participants',
  ends: 'case',
  fold: (head, { data }) => move({ ...notStopped(head), ...endedAt(head) }, data.moves),
};

function notStopped(head: CaseHead): CaseHead {
  const { stopped: _, ...more } = head;
  return more as CaseHead;
}

const changedIn = (slots: CaseHead['slots'], one: CaseHead['slots'][number]) =>
  slots.find(({ id }) => id === one.id) ?? one;
