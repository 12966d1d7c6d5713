import type { Outside } from '../cases/outside.ts';
import type { Person } from '../contract/people.ts';
import { heldSince } from '../domain/directory/evolve.ts';
import { roleOfKeeper } from '../domain/people.ts';
import { loadPersonEvents } from '../store/chains.ts';

/**
 * Since when a person has had, without a break, the role under which they confirm changes: HR, or else delivery director.
 * Their directory item must have been read before, and the transaction must check that it has not changed. Then no
 * change of their roles is missed. Null: they have neither role.
 */
export async function roleHeldSince({ table }: Pick<Outside, 'table'>, person: Person): Promise<string | null> {
  return heldSince(await loadPersonEvents(table, person.id), roleOfKeeper(person));
}
