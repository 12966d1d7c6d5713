import type { CommandOf } from '../../../../contract/commands.ts';
import type { Case } from '../../../../contract/events.ts';
import { plusDays } from '../../../calendar/calendar.ts';
import { restartsADay } from '../../state/restarts.ts';
import { accept, type Context, type Decision, reject } from '../../state/types.ts';
import { systemActor } from './system-actor.ts';

/** Gives a case a new execution, if `generation` is still the current one. */
export function restart(state: Case, command: CommandOf<'restart'>, context: Context): Decision {
  const { head } = state;
  if (head.stage === 'closed' || command.generation !== head.generation) return accept([]);
  const today = head.restarts.filter((at) => at > plusDays(context.now, -1));
  if (today.length >= restartsADay)
    return reject('restart-limit', `The case was restarted ${restartsADay} times within a day.`);
  return accept([
    {
      type: 'execution-restarted',
      actor: systemActor(context),
      data: { generation: head.generation + 1, reason: command.reason },
    },
  ]);
}
