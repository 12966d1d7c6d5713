import type { Command } from '../../../contract/commands.ts';
import type { Case } from '../../../contract/events.ts';
import { whoActs } from '../rights.ts';
import { type Context, type Decision, reject } from '../types.ts';
import { decideForPerson } from './for-person.ts';
import { decideForSystem } from './for-system.ts';
import { openCase } from './open.ts';

export type { PersonContext } from './for-person.ts';

/**
 * What a command does to a case: events to record and facts the commit must check again, or why it is refused.
 * `state` is null when there is no case yet. Pure: the same input gives the same decision.
 *
 * A function takes the half that it carries out: those for people never act for the system, and the other way round.
 */
export function decide(state: Case | null, command: Command, context: Context): Decision {
  if (command.type === 'open-case') return openCase(command, context);
  if (!state) return reject('not-found', 'There is no such case.');
  switch (command.type) {
    case 'open-stage':
    case 'remind':
    case 'resettle':
    case 'close':
    case 'restart':
      return decideForSystem(state, command, context);
    default: {
      const { actor } = context;
      if (!actor) return reject('forbidden', 'Only a person can take this step.');
      const right = whoActs(state.head, command.type, actor, context);
      return right.ok ? decideForPerson(state, command, { ...context, actor, acting: right.acting }) : right;
    }
  }
}
