import { machineIn } from '../contract/names.ts';
import { calledAmong, type Named } from '../domain/people.ts';
import type { Table } from '../store/client.ts';
import { loadPeople } from '../store/directory.ts';

/** Gives the name of a person or a machine by id. Null is the system. A person who is not in the directory keeps the id. */
export type NameOf = (id: string | null) => string;

/** Reads the people with these ids, for their names. */
export async function loadNames(table: Table, ids: readonly (string | null)[]): Promise<NameOf> {
  const people = await loadPeople(
    table,
    ids.filter((id) => id !== null),
  );
  return namesOf(Object.values(people));
}

/**
 * Does the same for people who have already been read. A page makes one of these from everybody whom it names, so that
 * people of one name are told apart also if they are in two of its lists.
 */
export function namesOf(people: Iterable<Named>): NameOf {
  const known = new Map([...people].map((one) => [one.id, one]));
  const called = calledAmong(known.values());
  return (id) => {
    const person = id === null ? undefined : known.get(id);
    if (person) return called(person);
    const machine = machineIn(id ?? '');
    return machine === null ? (id ?? 'Rungs') : `Machine ${machine}`;
  };
}
