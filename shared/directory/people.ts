import { type Found, findPeople, type Sought } from '../cases/find-people.ts';
import type { Outside } from '../cases/outside.ts';
import { Refusal } from '../cases/refusal.ts';
import type { Cursor } from '../contract/cursor.ts';
import type { Person, PublicPerson } from '../contract/people.ts';
import { isHr } from '../domain/people.ts';
import { hrOnly } from '../records/hr-only.ts';
import { loadPeople, loadPerson, publicOf } from '../store/directory.ts';

/** People who are sought, or without that everybody by id: their public facts, or for HR the whole records as they are now. Throws `Refusal`. */
export async function readPeople(
  outside: Outside,
  viewer: Person,
  sought: Sought,
  limit: number,
  cursor?: Cursor,
): Promise<Omit<Found, 'people'> & { items: (PublicPerson | Person)[] }> {
  if (!isHr(viewer)) publicOnly(sought);
  const { people: found, ...more } = await findPeople(outside, sought, limit, cursor);
  if (!isHr(viewer)) return { items: found.map(publicOf), ...more };
  const ids = found.map((one) => one.id);
  const people = await loadPeople(outside.table, ids);
  return { items: ids.flatMap((id) => people[id] ?? []), ...more };
}

/** The same with the public facts alone, and who has left. Throws `Refusal`. */
export async function readDirectory(
  outside: Outside,
  viewer: Person,
  sought: Sought,
  limit: number,
  cursor?: Cursor,
): Promise<Omit<Found, 'people'> & { items: (PublicPerson & { hasLeft: boolean })[] }> {
  if (!isHr(viewer)) publicOnly(sought);
  const { people, ...more } = await findPeople(outside, sought, limit, cursor);
  return { items: people.map((one) => ({ ...publicOf(one), hasLeft: !one.active })), ...more };
}

/** Nobody finds out by searching what a list does not show them. */
function publicOnly({ role, odc }: Sought): void {
  if (role || odc) throw new Refusal('forbidden', 'Only HR can search by role and ODC. Search by name and team.');
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

/** The public facts of people by id, for HR. Whoever is not in the directory is left out. Throws `Refusal`. */
export async function readNamed({ table }: Outside, viewer: Person, ids: readonly string[]): Promise<PublicPerson[]> {
  hrOnly(viewer);
  return ids.length === 0 ? [] : Object.values(await loadPeople(table, ids)).map(publicOf);
}
