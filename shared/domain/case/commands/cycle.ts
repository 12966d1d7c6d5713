import type { CaseHead, Schedule } from '../../../contract/case.ts';
import type { CommandOf } from '../../../contract/commands.ts';
import type { Case } from '../../../contract/events.ts';
import { localDay } from '../../calendar/zone.ts';
import { mayJoin } from '../../cycles/windows.ts';
import { scheduleOf } from '../progress/schedule.ts';
import { stageOf, transitionOf } from '../state/path.ts';
import { signedWithin, signingOf } from '../state/signing-window.ts';
import { accept, type Decision, reject } from '../state/types.ts';
import { calendarOf } from '../state/zone.ts';
import { cancel, cancelRow } from './ending.ts';
import { type CommandRow, hr, no, type PersonContext } from './row.ts';

export const joinCycleRow: CommandRow<'join-cycle'> = {
  title: 'Put the case into a cycle',
  repeats: () => true,
  underSeal: 'open',
  ...hr,
  stages: 'open',
  facts: { people: 'read', calendars: 'read', namedCycle: 'guarded' },
  cycle: (command) => command.cycleId,
  events: ['cycle-joined'],
  decide: joinCycle,
};

export const waiveWindowRow: CommandRow<'waive-window'> = {
  title: 'Decide when the case is signed',
  underSeal: 'open',
  ...hr,
  stages: 'open',
  facts: { people: 'read', calendars: 'read', namedCycle: 'guarded' },
  cycle: (command) => command.cycleId,
  against: (head, _person, { ladder }) => {
    if (!stageOf(transitionOf(ladder, head), 'sign-off')?.window)
      return no('not-yet', 'The signatures of this case are bound to no window.');
    return head.windowWaived ? no('already-done', 'That is allowed already.') : null;
  },
  events: ['window-waived', 'cycle-joined', 'case-cancelled'],
  decide: answerWindow,
};

/** HR puts a case into a cycle, even if the time to join is over. Open signatures follow its window at once. */
function joinCycle(
  state: Case,
  command: Pick<CommandOf<'join-cycle'>, 'cycleId' | 'reason'>,
  context: PersonContext,
): Decision {
  const { cycleId, reason } = command;
  const { head } = state;
  const { cycle, now } = context;
  const { timeZone } = calendarOf(context.people[head.engineerId], context);
  const may = cycle ? mayJoin(cycle, localDay(now, timeZone)) : 'no';
  if (may === 'no') return refusedCycle('give the id of a cycle that is open');
  if (head.cycleId === cycleId) return reject('already-done', 'The case is in this cycle already.');
  const isBound = signedWithin(head, context.ladder) !== null;
  return accept([
    {
      type: 'cycle-joined',
      actor: context.by,
      data: { cycleId, late: may === 'late', ...(isBound ? ofSignatures({ ...head, cycleId }, context) : {}) },
      body: { audience: 'participants', content: { reason } },
    },
  ]);
}

/** HR says how a case goes on whose signatures are bound to a window. */
function answerWindow(state: Case, command: CommandOf<'waive-window'>, context: PersonContext): Decision {
  const { answer, cycleId, reason } = command;
  const { head } = state;
  if (answer !== 'next-cycle' && cycleId !== null)
    return refusedCycle('this belongs to the answer ‘next-cycle’; leave it out');
  switch (answer) {
    case 'waive':
      return accept([
        {
          type: 'window-waived',
          actor: context.by,
          data: ofSignatures({ ...head, windowWaived: true }, context),
          body: { audience: 'participants', content: { reason } },
        },
      ]);
    case 'next-cycle': {
      if (cycleId === null) return refusedCycle('name the cycle in whose window the case is to be signed');
      const { timeZone } = calendarOf(context.people[head.engineerId], context);
      const signing = signingOf({ ...head, cycleId }, context, timeZone);
      return signing?.place === 'over'
        ? refusedCycle('give a cycle whose window for these signatures is still ahead or open')
        : joinCycle(state, { cycleId, reason }, context);
    }
    case 'cancel': {
      const rejection = cancelRow.against?.(head, context.actor, context, undefined);
      return rejection ? { ok: false, rejection } : cancel(state, command, context);
    }
  }
}

/** When the signatures are due now, if they are open. `head` is the case as it is after the command. */
function ofSignatures(head: CaseHead, context: PersonContext): { schedule?: Schedule } {
  if (head.status !== 'open' || head.stage !== 'sign-off') return {};
  const schedule = scheduleOf({ ...head, bound: null }, context);
  return schedule ? { schedule } : {};
}

const refusedCycle = (reason: string) =>
  reject('invalid-input', 'The case stays where it is.', [{ path: 'cycleId', reason }]);
