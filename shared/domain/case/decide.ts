import type { Command, CommandOf, PersonCommand, SystemCommand } from '../../contract/commands.ts';
import type { Case } from '../../contract/events.ts';
import type { SystemCommandType } from '../../contract/names.ts';
import { commands } from './commands/index.ts';
import { openCase } from './commands/open-case.ts';
import type { CommandRow, PersonContext } from './commands/row.ts';
import { type SystemCommandRow, systemCommands } from './commands/system/index.ts';
import { whoActs } from './rights.ts';
import { type Context, type Decision, type Guard, reject } from './types.ts';

/**
 * What a command does to a case: events to record and facts the commit must check again, or why it is refused.
 * `state` is null when there is no case yet. Pure: the same input gives the same decision.
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

/** What a command of the state machine or the sweep does to a case. */
export function decideForSystem(state: Case, command: SystemCommand, context: Context): Decision {
  const row = systemCommands[command.type] as SystemCommandRow<SystemCommandType>;
  return row.decide(state, command, context);
}

/** What a command of a person does to a case, once `whoActs` has said that it is theirs to give, and as whom. */
export function decideForPerson(state: Case, command: PersonCommand, context: PersonContext): Decision {
  const { actor, acting } = context;
  const holder = acting?.onBehalfOf ? context.people[acting.onBehalfOf] : null;
  if (acting?.onBehalfOf && !holder?.active)
    return reject('forbidden', 'Whoever let you act for them is not here any more: their part goes to somebody else.');
  const row = commands[command.type] as CommandRow<PersonCommand['type']>;
  const decision = row.decide(state, command as CommandOf<PersonCommand['type']>, context);
  if (!decision.ok) return decision;
  // That this person may act rests on their directory item, and on the holder's: the commit checks that neither changed.
  const persons = [actor, ...(holder ? [holder] : [])].map(({ id, version }): Guard => ({ personId: id, version }));
  const guards = [...decision.guards, ...persons];
  return {
    ...decision,
    guards: guards.filter((one, at) => guards.findIndex((other) => other.personId === one.personId) === at),
  };
}
