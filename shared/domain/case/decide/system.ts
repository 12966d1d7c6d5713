import type { SystemCommand } from '../../../contract/commands.ts';
import type { Case } from '../../../contract/events.ts';
import { plusDays } from '../../calendar/calendar.ts';
import { openSteps } from '../open-steps.ts';
import { transitionOf } from '../path.ts';
import { accept, type Context, type Decision, reject } from '../types.ts';
import { instantsOf } from '../wake.ts';
import { systemActor } from './actors.ts';

type Command<T extends SystemCommand['type']> = Extract<SystemCommand, { type: T }>;

/** At most so many new executions a day for one case; more points to a fault that another one will not mend. */
const restartsADay = 3;

/** Refuses a task of another generation than the case's: an older one has been replaced, a newer one is a forgery. */
function otherGeneration(state: Case, generation: number): Decision | null {
  const { head } = state;
  if (generation < head.generation)
    return reject('superseded', `Generation ${generation} was replaced by generation ${head.generation}.`);
  if (generation > head.generation) return reject('stage-moved', `Generation ${generation} was never started.`);
  return null;
}

/** Opens the stage the case stands at; nothing when it is open. A stage it has left or not reached is refused alike. */
export function openStage(state: Case, command: Command<'open-stage'>, context: Context): Decision {
  const { head } = state;
  const other = otherGeneration(state, command.generation);
  if (other) return other;
  const stage = transitionOf(context.ladder, head).path.find((one) => one.kind === head.stage);
  if (!stage || command.stage !== head.stage) return reject('stage-moved', `The case stands at ${head.stage}.`);
  if (head.openedAt) return accept([]);
  return accept([
    {
      type: 'stage-opened',
      actor: systemActor(context),
      data: { stage: head.stage, attempt: head.attempt, dueAt: plusDays(context.now, stage.dueDays) },
    },
  ]);
}

/** Reminds whoever owes a step, when a reminder is due; nothing when none is. A retried task finds it done. */
export function remind(state: Case, command: Command<'remind'>, context: Context): Decision {
  const other = otherGeneration(state, command.generation);
  if (other) return other;
  const { head } = state;
  const due = instantsOf(head, context.ladder).filter(
    (instant) => instant <= context.now && (head.remindedUpTo === null || instant > head.remindedUpTo),
  );
  const instant = due.at(-1);
  const to = [...new Set(openSteps(head, context.ladder).map((step) => step.personId))];
  if (!instant || to.length === 0) return accept([]);
  return accept([
    {
      type: 'reminder-sent',
      actor: systemActor(context),
      data: { stage: head.stage, attempt: head.attempt, instant, to },
    },
  ]);
}

/** Closes a case whose outcome is decided, and no other. */
export function close(state: Case, command: Command<'close'>, context: Context): Decision {
  const { head } = state;
  const other = otherGeneration(state, command.generation);
  if (other) return other;
  if (head.stage === 'closed') return accept([]);
  if (head.stage !== 'closing' || !head.outcome)
    return reject('outcome-not-decided', `The case stands at ${head.stage} and nobody has decided it.`);
  const level = head.outcome === 'promoted' ? transitionOf(context.ladder, head).to : null;
  // The level changes in the same transaction, on the directory item as it was read.
  const engineer = context.people[head.engineerId];
  return accept(
    [{ type: 'case-closed', actor: systemActor(context), data: { outcome: head.outcome, level } }],
    level && engineer ? [{ personId: engineer.id, version: engineer.version }] : [],
  );
}

/** Gives a case a new execution, if `generation` is still the current one. */
export function restart(state: Case, command: Command<'restart'>, context: Context): Decision {
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
