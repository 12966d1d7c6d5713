import type { CommandOf } from '../../../../contract/commands.ts';
import type { Case } from '../../../../contract/events.ts';
import { windowOf } from '../../../cycles/windows.ts';
import { assigneesOf } from '../../progress/assignees.ts';
import { stageRules, timersOf } from '../../progress/timers.ts';
import { accept, type Context, type Decision, reject } from '../../state/types.ts';
import { whyOtherGeneration } from './generation.ts';
import { systemActor } from './system-actor.ts';

/** Opens the current stage of the case. Does nothing if it is open already. Every other stage is refused. */
export function openStage(state: Case, command: CommandOf<'open-stage'>, context: Context): Decision {
  const { head } = state;
  const other = whyOtherGeneration(state.head, command.generation);
  if (other) return { ok: false, rejection: other };
  const rules = stageRules(head, context.ladder);
  if (!rules || command.stage !== head.stage) return reject('stage-moved', `The case stands at ${head.stage}.`);
  if (head.status === 'open') return accept([]);
  const { cycle, now } = context;
  const window = cycle && !cycle.closedAt ? windowOf(cycle, command.stage) : null;
  const { dueAt, timers } = timersOf(rules, head.stage, now, assigneesOf(head, context), window);
  return accept([
    {
      type: 'stage-opened',
      actor: systemActor(context),
      data: { stage: head.stage, attempt: head.attempt, dueAt, timers },
    },
  ]);
}
