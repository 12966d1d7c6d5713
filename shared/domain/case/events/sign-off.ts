import type { CaseHead } from '../../../contract/case.ts';
import { ledWork } from '../slots/done-by.ts';
import { openStageOf } from '../stages/index.ts';
import { isDoneBy } from '../state/done.ts';
import { acted, authorOf, move, onBehalf, voided, withoutException } from './fold.ts';
import type { EventRow } from './row.ts';

export const signedOffRow: EventRow<'signed-off'> = {
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
  fold: (head, event) => {
    const { at, seq, data } = event;
    const { slot, decision, moves, unlocked = [] } = data;
    if (decision === 'return') return move(acted(sentBack(head, seq, moves?.stage, unlocked), event), moves);
    const signOff = { slot, by: authorOf(event), ...onBehalf(event), decision, at, seq, stands: true };
    return move(acted({ ...head, signOffs: [...head.signOffs, signOff] }, event), moves);
  },
};

export const signOffRecalledRow: EventRow<'sign-off-recalled'> = {
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
  fold: (head, { seq, data: { slot, moves } }) => {
    const signOffs = head.signOffs.map((one) =>
      one.slot === slot && one.stands ? { ...one, stands: false, recalled: seq } : one,
    );
    return move({ ...head, signOffs }, moves);
  },
};

/** Whether everybody who led the calibration, or wrote its single review, has a conflict. Nobody has to keep to it then. */
function isOfConflicted(head: CaseHead): boolean {
  const theirs = ledWork(head);
  return theirs.length > 0 && theirs.every((one) => head.conflicts.some((id) => isDoneBy(id, one)));
}

/** The case on its way back. What the return names is open again, and what was decided there is asked again. */
function sentBack(head: CaseHead, seq: number, stage: CaseHead['stage'] | undefined, unlocked: string[]): CaseHead {
  const consensus = isOfConflicted(head) ? null : head.consensus;
  const returned = { seq, stage: stage ?? head.stage, unlocked, consensus };
  return { ...withoutException(head), returned, ...openStageOf(returned.stage)?.reopened(head, unlocked) };
}

export const exceptionDecidedRow: EventRow<'exception-decided'> = {
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
  fold: (head, event) => {
    const { seq, at, data } = event;
    const { decision, moves } = data;
    const exception = { seq, by: authorOf(event), at, decision };
    return move({ ...(decision === 'refused' ? voided(head) : head), exception }, moves);
  },
};
