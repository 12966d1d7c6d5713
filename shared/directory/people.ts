import { cursorOf, placeIn } from '../cases/cursor.ts';
import type { Outside } from '../cases/outside.ts';
import type { Cursor } from '../contract/cursor.ts';
import { type Person, PersonId, type PublicPerson } from '../contract/people.ts';
import * as z from '../contract/zod.ts';
import { isHr } from '../domain/people.ts';
import { listPeople, loadPeople, loadPerson, publicOf } from '../store/directory.ts';

/** A page of the directory by id: the public facts of people, or for HR the whole records as they are now. */
export async function readPeople(
  outside: Outside,
  viewer: Person,
  limit: number,
  cursor?: Cursor,
): Promise<{ items: (PublicPerson | Person)[]; next: Cursor | null }> {
  if (!isHr(viewer)) return readPublicPeople(outside, limit, cursor);
  const { items, next } = await pageOf(outside, limit, cursor);
  const ids = items.map((one) => one.id);
  const people = await loadPeople(outside.table, ids);
  return { items: ids.flatMap((id) => people[id] ?? []), next };
}

/** A page of the directory by id, with the public facts of people. */
async function readPublicPeople(
  outside: Outside,
  limit: number,
  cursor?: Cursor,
): Promise<{ items: PublicPerson[]; next: Cursor | null }> {
  const { items, next } = await pageOf(outside, limit, cursor);
  return { items: items.map(publicOf), next };
}

/** A page of the directory by id, as everyone can see it, also who has left. */
export async function readDirectory(outside: Outside, limit: number, cursor?: Cursor) {
  const { items, next } = await pageOf(outside, limit, cursor);
  return { items: items.map((one) => ({ ...publicOf(one), hasLeft: !one.active })), next };
}

const Place = z.strictObject({ id: PersonId });

async function pageOf({ table }: Outside, limit: number, cursor: Cursor | undefined) {
  const { items, next } = await listPeople(table, limit, placeIn(Place, cursor)?.id);
  return { items, next: next === null ? null : cursorOf({ id: next }) };
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
