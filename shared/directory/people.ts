import type { Outside } from '../cases/outside.ts';
import type { Person, PublicPerson } from '../contract/people.ts';
import { isHr } from '../domain/people.ts';
import { listPeople, loadPeople, loadPerson, publicOf } from '../store/directory.ts';

/** A page of the directory by id: the public facts of people, or for HR the whole records as they are now. */
export async function readPeople(
  outside: Outside,
  viewer: Person,
  limit: number,
  from?: string,
): Promise<{ items: (PublicPerson | Person)[]; next: string | null }> {
  if (!isHr(viewer)) return readPublicPeople(outside, limit, from);
  const { items, next } = await listPeople(outside.table, limit, from);
  const ids = items.map((one) => one.id);
  const people = await loadPeople(outside.table, ids);
  return { items: ids.flatMap((id) => people[id] ?? []), next };
}

/** A page of the directory by id, with the public facts of people. */
export async function readPublicPeople(
  { table }: Outside,
  limit: number,
  from?: string,
): Promise<{ items: PublicPerson[]; next: string | null }> {
  const { items, next } = await listPeople(table, limit, from);
  return { items: items.map(publicOf), next };
}

/** One person: for HR the whole record, for others the public facts. Null if there is no such person. */
export async function readPerson(
  { table }: Outside,
  viewer: Person,
  id: string,
): Promise<Person | PublicPerson | null> {
  const person = await loadPerson(table, id);
  if (!person) return null;
  return isHr(viewer) ? person : publicOf(person);
}
