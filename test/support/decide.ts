import type { Command, PersonCommand, SystemCommand } from '#shared/contract/commands.ts';
import type { Case } from '#shared/contract/events.ts';
import { openCase } from '#shared/domain/case/commands/open-case.ts';
import { whoActs } from '#shared/domain/case/commands/rights.ts';
import { systemCommands } from '#shared/domain/case/commands/system/index.ts';
import { decideForPerson } from '#shared/domain/case/decide-for-person.ts';
import { decideForSystem } from '#shared/domain/case/decide-for-system.ts';
import { type Context, type Decision, reject } from '#shared/domain/case/state/types.ts';

/**
 * What a command does to a case: the events to record and the facts that the commit must check again, or why it is
 * refused. `state` is null when there is no case yet. Pure: the same input gives the same decision.
 *
 * The two halves of the decider as one function. A deployed function has only the half that it needs: a function for people
 * never acts for the system, and the other way round.
 */
export function decide(state: Case | null, command: Command, context: Context): Decision {
  if (command.type === 'open-case') return openCase(command, context);
  if (!state) return reject('not-found', 'There is no such case.');
  if (isOfSystem(command)) return decideForSystem(state, command, context);
  const { actor } = context;
  if (!actor) return reject('forbidden', 'Only a person can take this step.');
  const authority = whoActs(state.head, command.type, actor, context);
  return authority.ok ? decideForPerson(state, command, { ...context, ...authority, actor }) : authority;
}

function isOfSystem(command: PersonCommand | SystemCommand): command is SystemCommand {
  return command.type in systemCommands;
}
