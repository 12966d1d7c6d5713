import type { CommandOf, PersonCommand } from '../../contract/commands.ts';
import type { Case } from '../../contract/events.ts';
import { commands } from './commands/index.ts';
import type { CommandRow, PersonContext } from './commands/row.ts';
import { type Decision, type Guard, reject } from './state/types.ts';

/** What a command of a person does to a case. `whoActs` has already checked that they may give it, and as whom. */
export function decideForPerson(state: Case, command: PersonCommand, context: PersonContext): Decision {
  const { actor, acting } = context;
  const holder = acting?.onBehalfOf ? context.people[acting.onBehalfOf] : null;
  if (acting?.onBehalfOf && !holder?.active)
    return reject('forbidden', 'The person you act for is not here any more. Their part goes to another person.');
  const row = commands[command.type] as CommandRow<PersonCommand['type']>;
  const decision = row.decide(state, command as CommandOf<PersonCommand['type']>, context);
  if (!decision.ok) return decision;
  // The right to act depends on the directory items of this person and of the holder. The commit checks that neither
  // has changed.
  const persons = [actor, ...(holder ? [holder] : [])].map(({ id, version }): Guard => ({ personId: id, version }));
  const guards = [...decision.guards, ...persons];
  return {
    ...decision,
    guards: guards.filter((one, at) => guards.findIndex((other) => other.personId === one.personId) === at),
  };
}
