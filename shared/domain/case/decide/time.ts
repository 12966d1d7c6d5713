import type { CommandOf } from '../../../contract/commands.ts';
import type { Case } from '../../../contract/events.ts';
import { isDay, plusDays } from '../../calendar/calendar.ts';
import { mayJoin } from '../../cycles/windows.ts';
import { assigneesOf } from '../assignees.ts';
import { extendedTimers, stageRules } from '../timers.ts';
import { accept, type Decision, reject } from '../types.ts';
import { personActor } from './actors.ts';
import type { PersonContext } from './decide.ts';

/** A deadline is put off by a year at most. Origin: ours. */
const extensionDays = 365;

/** Puts the deadline of the open stage off to the end of a day, for everybody who owes it. */
export function extendDeadline(state: Case, command: CommandOf<'extend-deadline'>, context: PersonContext): Decision {
  const { until, reason } = command;
  const { head } = state;
  const rules = stageRules(head, context.ladder);
  const today = context.now.slice(0, 10);
  const from = (head.dueAt ?? context.now).slice(0, 10) > today ? (head.dueAt ?? '').slice(0, 10) : today;
  const latest = plusDays(context.now, extensionDays).slice(0, 10);
  if (!rules || !isDay(until) || until <= from || until > latest)
    return reject('invalid-input', 'The deadline stays as it is.', [
      { path: 'until', reason: `give a day after ${from}, and not after ${latest}` },
    ]);
  const { dueAt, timers } = extendedTimers(rules, head.stage, context.now, until, assigneesOf(head, context));
  return accept([
    {
      type: 'deadline-extended',
      actor: personActor(state, context),
      data: { dueAt, timers },
      body: { audience: 'participants', content: { reason } },
    },
  ]);
}

/** HR puts a case into a cycle, also when the others have begun. */
export function joinCycle(state: Case, command: CommandOf<'join-cycle'>, context: PersonContext): Decision {
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
      actor: personActor(state, context),
      data: { cycleId, late: may === 'late' },
      body: { audience: 'participants', content: { reason } },
    },
  ]);
}

/** HR allows the signatures outside the window of the cycle. */
export function waiveWindow(state: Case, command: CommandOf<'waive-window'>, context: PersonContext): Decision {
  return accept([
    {
      type: 'window-waived',
      actor: personActor(state, context),
      data: {},
      body: { audience: 'participants', content: { reason: command.reason } },
    },
  ]);
}
