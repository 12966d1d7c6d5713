import type { Person } from '#shared/contract/people.ts';
import { addressHolderIn } from '#shared/store/addresses.ts';
import type { Table } from '#shared/store/client.ts';
import { listPeople, loadPerson } from '#shared/store/directory.ts';
import { getMany } from '#shared/store/items.ts';
import { keys } from '#shared/store/keys.ts';
import type { Pickable } from './picker.ts';

/** The page to pick a person shows so many. */
const mostShown = 200;

/** The people of a table, as the local issuer offers them. */
export function directoryOf(table: Table, isSample: boolean): Pickable {
  return {
    async shown() {
      const { items, next } = await listPeople(table, mostShown);
      return { people: items, isAll: next === null, isSample };
    },
    async personOf(called) {
      const id = called.includes('@') ? await holderOf(table, called) : called;
      const person = id ? await loadPerson(table, id) : null;
      return person?.active ? person : undefined;
    },
  };
}

async function holderOf(table: Table, email: string): Promise<string | null> {
  return addressHolderIn(await getMany(table, [keys.address(email)]), email);
}

/** Everybody in a table, in pages. */
export async function* everybodyIn(table: Table): AsyncGenerator<Person[]> {
  let from: string | undefined;
  do {
    const { items, next } = await listPeople(table, mostShown, from);
    yield items;
    from = next ?? undefined;
  } while (from);
}
