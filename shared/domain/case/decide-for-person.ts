import type { CommandOf, PersonCommand } from '../../contract/commands.ts';
import type { Case } from '../../contract/events.ts';
import type { EventType } from '../../contract/names.ts';
import { changesInWords } from '../words.ts';
import { commands } from './commands/index.ts';
import type { CommandRow, PersonContext } from './commands/row.ts';
import { rowOfEvent } from './events/index.ts';
import { changedFacts } from './state/engineer-record.ts';
import { whyFull } from './state/full-record.ts';
import { type Decision, type Guard, reject } from './state/types.ts';

/** What a command of a person does to a case. `whoActs` has already checked that they may give it, and as whom. */
export function decideForPerson(state: Case, command: PersonCommand, context: PersonContext): Decision {
  const { actor, acting } = context;
  const holder = acting?.onBehalfOf ? context.people[acting.onBehalfOf] : null;
  const row = commands[command.type] as CommandRow<PersonCommand['type']>;
  const engineer = row.facts?.record ? context.people[state.head.engineerId] : undefined;
  const changed = row.facts?.record ? changedFacts(state.head, engineer, context.ladder) : [];
  if (changed.length > 0)
    return reject('not-yet', `The case is about to stop, and HR says how it goes on: ${changesInWords(changed)}.`);
  const given = command as CommandOf<PersonCommand['type']>;
  const decision = row.decide(state, given, context);
  if (!decision.ok) return decision;
  const full = whyFull(state, {
    events: decision.events,
    by: actor.id,
    repeats: row.repeats?.(given, state.head) ?? false,
    isSealed: (type) => rowOfEvent({ type: type as EventType }).underSeal === 'sealed',
  });
  if (full) return full;
  // The right to act depends on the directory items of this person and of the holder, and a signature on that of the
  // engineer. The commit checks that none has changed.
  const persons = [actor, ...(holder ? [holder] : []), ...(engineer ? [engineer] : [])].map(
    ({ id, version }): Guard => ({ personId: id, version }),
  );
  const guards = [...decision.guards, ...persons];
  return {
    ...decision,
    guards: guards.filter((one, at) => guards.findIndex((other) => other.personId === one.personId) === at),
  };
}
