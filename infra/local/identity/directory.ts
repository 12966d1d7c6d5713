import { findPeople } from '#shared/cases/find-people.ts';
import type { Outside } from '#shared/cases/outside.ts';
import type { Person } from '#shared/contract/people.ts';
import { addressHolderIn } from '#shared/store/addresses.ts';
import type { Table } from '#shared/store/client.ts';
import { listPeople, loadPerson } from '#shared/store/directory.ts';
import { getMany } from '#shared/store/items.ts';
import { keys } from '#shared/store/keys.ts';
import type { Pickable } from './picker.ts';

/** A directory with more people is searched: nobody looks through a longer list. */
const mostListed = 100;
/** The page shows so many of those who were found. */
const mostFound = 40;

/** The people of a table, as the local issuer offers them. */
export function directoryOf(outside: Outside, isSample: boolean): Pickable {
  const { table } = outside;
  const personOf = async (called: string) => {
    const id = called.includes('@') ? await holderOf(table, called) : called;
    const person = id ? await loadPerson(table, id) : null;
    return person?.active ? person : undefined;
  };
  return {
    async shown(sought) {
      const all = await listPeople(table, mostListed);
      if (all.next === null) return { people: all.items, sought: null, hasMore: false, isSample };
      if (sought.includes('@')) {
        const person = await personOf(sought);
        return { people: person ? [person] : [], sought, hasMore: false, isSample };
      }
      const { people, next } = await findPeople(
        outside,
        { active: true, ...(sought === '' ? { role: 'hr' } : { q: sought }) },
        mostFound,
      );
      return { people, sought, hasMore: next !== null, isSample };
    },
    personOf,
  };
}

async function holderOf(table: Table, email: string): Promise<string | null> {
  return addressHolderIn(await getMany(table, [keys.address(email)]), email);
}

/** Reads so many people at a time. */
const atOnce = 200;

/** Everybody in a table, in pages. */
export async function* everybodyIn(table: Table): AsyncGenerator<Person[]> {
  let from: string | undefined;
  do {
    const { items, next } = await listPeople(table, atOnce, from);
    yield items;
    from = next ?? undefined;
  } while (from);
}
