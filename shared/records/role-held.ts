import type { Outside } from '../cases/outside.ts';
import type { Person } from '../contract/people.ts';
import { heldSince } from '../domain/directory/evolve.ts';
import { roleOfKeeper, type Units } from '../domain/people.ts';
import { loadPersonEvents } from '../store/chains.ts';

/** Since when somebody has had their role for what concerns these units. Null: they do not have it. */
export type RoleHeld = (units: Units) => string | null;

/**
 * Since when a person has had, without a break, the role under which they confirm changes: HR, or else delivery director.
 * Their directory item must have been read before, and the transaction must check that it has not changed. Then no
 * change of their roles is missed.
 */
export async function roleHeldBy({ table }: Pick<Outside, 'table'>, person: Person): Promise<RoleHeld> {
  const events = await loadPersonEvents(table, person.id);
  return (units) => heldSince(events, roleOfKeeper(person, units), units);
}
