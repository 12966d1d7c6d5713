import type { Person } from '../contract/people.ts';
import { calledAmong } from '../domain/people.ts';
import type { Table } from '../store/client.ts';
import { loadPeople } from '../store/directory.ts';

/** Gives the name of a person by id. Null is the system. A person who is not in the directory keeps the id. */
export type NameOf = (id: string | null) => string;

/** Reads the people with these ids, for their names. */
export async function loadNames(table: Table, ids: readonly (string | null)[]): Promise<NameOf> {
  return namesOf(
    await loadPeople(
      table,
      ids.filter((id) => id !== null),
    ),
  );
}

/** Does the same for people who have already been read. */
export function namesOf(people: Record<string, Person>): NameOf {
  const called = calledAmong(Object.values(people));
  return (id) => (id === null ? 'Rungs' : people[id] ? called(people[id]) : id);
}
