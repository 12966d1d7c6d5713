import { type Found, findPeople, type Sought } from '../cases/find-people.ts';
import type { Outside } from '../cases/outside.ts';
import { Refusal } from '../cases/refusal.ts';
import type { Cursor } from '../contract/cursor.ts';
import type { Person, PublicPerson } from '../contract/people.ts';
import type { PeopleSearch } from '../contract/people-search.ts';
import { isHr, isHrFor, isHrForAll } from '../domain/people.ts';
import { anyHrOnly } from '../records/hr-only.ts';
import { loadPeople, loadPerson, publicOf } from '../store/directory.ts';

/**
 * People who are sought, or without that everybody by id: their public facts, or for HR of their units the whole records as
 * they are now. Throws `Refusal`.
 */
export async function readPeople(
  outside: Outside,
  viewer: Person,
  sought: PeopleSearch,
  limit: number,
  cursor?: Cursor,
): Promise<Omit<Found, 'people'> & { items: (PublicPerson | Person)[] }> {
  const { people: found, ...more } = await findPeople(outside, soughtBy(viewer, sought), limit, cursor);
  if (!isHr(viewer)) return { items: found.map(publicOf), ...more };
  const ids = found.map((one) => one.id);
  const people = await loadPeople(outside.table, ids);
  return { items: ids.flatMap((id) => (people[id] ? shownTo(viewer, people[id]) : [])), ...more };
}

/** The same with the public facts alone, and who has left. Throws `Refusal`. */
export async function readDirectory(
  outside: Outside,
  viewer: Person,
  sought: PeopleSearch,
  limit: number,
  cursor?: Cursor,
): Promise<Omit<Found, 'people'> & { items: DirectoryEntry[] }> {
  const { people, ...more } = await findPeople(outside, soughtBy(viewer, sought), limit, cursor);
  const items = people.map((one) => ({
    ...publicOf(one),
    hasLeft: !one.active,
    isRead: isHrFor(viewer, [one.odc]),
  }));
  return { items, ...more };
}

/** A person in a list, and whether the viewer reads their record. */
export type DirectoryEntry = PublicPerson & { hasLeft: boolean; isRead: boolean };

/** What a viewer may look for. Nobody finds out by searching what a list does not show them. Throws `Refusal`. */
function soughtBy(viewer: Person, sought: PeopleSearch): Sought {
  if ((!sought.role && !sought.odc) || isHrForAll(viewer)) return sought;
  if (!isHr(viewer)) throw new Refusal('forbidden', 'Only HR can search by role and ODC. Search by name and team.');
  // Whoever is limited to one ODC means that one.
  const [own, ...others] = viewer.hrUnits ?? [];
  const odc = sought.odc || (own !== undefined && others.length === 0 ? own : '');
  if (odc && isHrFor(viewer, [odc])) return { ...sought, odc, withinOdc: true };
  throw new Refusal('forbidden', `Search by role within one of your ODCs: ${viewer.hrUnits?.join(', ')}.`, {
    faults: [{ path: 'odc', reason: `choose one of your ODCs: ${viewer.hrUnits?.join(', ')}` }],
  });
}

/** The whole record of a person for HR of their unit, for others the public facts. */
function shownTo(viewer: Person, person: Person): Person | PublicPerson {
  return isHrFor(viewer, [person.odc]) ? person : publicOf(person);
}

/** One person: for HR of their unit the whole record, for others the public facts. Null if there is no such person. */
export async function readPerson(
  { table }: Outside,
  viewer: Person,
  id: string,
): Promise<Person | PublicPerson | null> {
  const person = await loadPerson(table, id);
  return person && shownTo(viewer, person);
}

/** The public facts of people by id, for HR. Whoever is not in the directory is left out. Throws `Refusal`. */
export async function readNamed({ table }: Outside, viewer: Person, ids: readonly string[]): Promise<PublicPerson[]> {
  anyHrOnly(viewer);
  return ids.length === 0 ? [] : Object.values(await loadPeople(table, ids)).map(publicOf);
}
