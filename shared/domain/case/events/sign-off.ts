import type { CaseHead } from '../../../contract/case.ts';
import { hrDesk } from '../../../contract/names.ts';
import { openStageOf } from '../stages/index.ts';
import { stageOf, transitionOf } from '../state/path.ts';
import { owing } from './addressees.ts';
import { acted, authorOf, move, voided, withoutException } from './fold.ts';
import { all, type EventRow } from './row.ts';

export const signedOffRow: EventRow<'signed-off'> = {
  title: 'A decision was signed',
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
  fold: (head, event) => {
    const { at, seq, data } = event;
    const { slot, decision, moves, unlocked = [] } = data;
    if (decision === 'return') return move(acted(sentBack(head, seq, moves?.stage, unlocked), event), moves);
    const signOff = { slot, by: authorOf(event), decision, at, seq, stands: true };
    return move(acted({ ...head, signOffs: [...head.signOffs, signOff] }, event), moves);
  },
  tells: {
    returned: ({ event: { data }, head }) =>
      data.decision === 'return' ? all([head.engineerId], { stage: data.moves?.stage ?? null, dueAt: null }) : [],
    'step-open': (about) => {
      const { event, head, ladder } = about;
      const { order } = stageOf(transitionOf(ladder, head), 'sign-off') ?? {};
      const isLast = head.signOffs.at(-1)?.seq === event.seq;
      // If signers sign one after another, the next signer has not been told yet.
      return event.data.decision !== 'return' && isLast && order === 'as-listed'
        ? all(owing(about), { stage: 'sign-off' })
        : [];
    },
  },
};

export const signOffRecalledRow: EventRow<'sign-off-recalled'> = {
  title: 'A signature was taken back',
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
  fold: (head, { seq, data: { slot, moves } }) => {
    const signOffs = head.signOffs.map((one) =>
      one.slot === slot && one.stands ? { ...one, stands: false, recalled: seq } : one,
    );
    return move({ ...head, signOffs }, moves);
  },
  // HR was asked to decide on the exception. Nobody else is told of one signature.
  tells: { recalled: ({ event }) => (event.data.moves ? all([hrDesk], { stage: 'exception', dueAt: null }) : []) },
};

/** The case on its way back. What the return names is open again, and what was decided there is asked again. */
function sentBack(head: CaseHead, seq: number, stage: CaseHead['stage'] | undefined, unlocked: string[]): CaseHead {
  const { consensus, portfolio } = head;
  const returned = { seq, stage: stage ?? head.stage, unlocked, consensus, portfolio };
  return { ...withoutException(head), returned, ...openStageOf(returned.stage)?.reopened(head, unlocked) };
}

export const exceptionDecidedRow: EventRow<'exception-decided'> = {
  title: 'HR decided on the exception',
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
  fold: (head, event) => {
    const { seq, at, data } = event;
    const { decision, moves } = data;
    const exception = { seq, by: authorOf(event), at, decision };
    return move({ ...(decision === 'refused' ? voided(head) : head), exception }, moves);
  },
  // If HR refuses it, the signers are told when the sign-off opens again. An end is told when the case closes.
  tells: {},
};
