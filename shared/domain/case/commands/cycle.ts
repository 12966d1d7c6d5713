import type { CommandOf } from '../../../contract/commands.ts';
import type { Case } from '../../../contract/events.ts';
import { mayJoin } from '../../cycles/windows.ts';
import { stageOf, transitionOf } from '../state/path.ts';
import { accept, type Decision, reject } from '../state/types.ts';
import { type CommandRow, hr, no, type PersonContext } from './row.ts';

export const joinCycleRow: CommandRow<'join-cycle'> = {
  title: 'Put the case into a cycle',
  underSeal: 'open',
  ...hr,
  stages: 'open',
  facts: { namedCycle: 'guarded' },
  cycle: (command) => command.cycleId,
  events: ['cycle-joined'],
  decide: joinCycle,
};

export const waiveWindowRow: CommandRow<'waive-window'> = {
  title: 'Allow the signatures outside the window',
  underSeal: 'open',
  ...hr,
  stages: 'open',
  against: (head, _person, { ladder }) => {
    if (!stageOf(transitionOf(ladder, head), 'sign-off')?.window)
      return no('not-yet', 'The signatures of this case are bound to no window.');
    return head.windowWaived ? no('already-done', 'That is allowed already.') : null;
  },
  events: ['window-waived'],
  decide: waiveWindow,
};

/** HR puts a case into a cycle, even if the time to join is over. */
function joinCycle(state: Case, command: CommandOf<'join-cycle'>, context: PersonContext): Decision {
  const { cycleId, reason } = command;
  const { cycle, now } = context;
  const may = cycle ? mayJoin(cycle, now) : 'no';
  if (may === 'no')
    return reject('invalid-input', 'The case stays where it is.', [
      { path: 'cycleId', reason: 'give the id of a cycle that is open' },
    ]);
  if (state.head.cycleId === cycleId) return reject('already-done', 'The case is in this cycle already.');
  return accept([
    {
      type: 'cycle-joined',
      actor: context.by,
      data: { cycleId, late: may === 'late' },
      body: { audience: 'participants', content: { reason } },
    },
  ]);
}

/** HR allows the signatures outside the window of the cycle. */
function waiveWindow(_state: Case, command: CommandOf<'waive-window'>, context: PersonContext): Decision {
  return accept([
    {
      type: 'window-waived',
      actor: context.by,
      data: {},
      body: { audience: 'participants', content: { reason: command.reason } },
    },
  ]);
}
