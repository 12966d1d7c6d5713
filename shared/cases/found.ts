import type { FoundAt, Person, PersonEntry } from '../contract/people.ts';
import { placesInIndex } from '../domain/directory/found-at.ts';
import { entryRemoval, entryWrite } from '../store/found.ts';
import { nameOf } from '../store/items.ts';
import { keys } from '../store/keys.ts';
import type { Write, writesOf } from '../store/transaction.ts';

/** What the index of the directory holds of a person. */
export function entryOf(person: Person): PersonEntry {
  const { id, name, ladder, level, team, odc, roles, active, hrUntil } = person;
  const { techLeadId, odcLeadId, headOfDepartmentId, deliveryDirectorId } = person;
  const line = { techLeadId, odcLeadId, headOfDepartmentId, deliveryDirectorId };
  return { id, name, ladder, level, team, odc, roles, ...line, active, ...(hrUntil ? { hrUntil } : {}) };
}

/**
 * The writes that keep the index of the directory as a person's record, in the transaction that changes the record: it
 * checks that the record is still `before`. Null: the person is new, or the index may not have them yet.
 */
export function foundWrites(write: ReturnType<typeof writesOf>, before: Person | null, after: Person): Write[] {
  const entry = entryOf(after);
  const isSame = before !== null && JSON.stringify(entryOf(before)) === JSON.stringify(entry);
  if (isSame) return [];
  const has = placesInIndex(entry);
  const names = new Set(has.map(nameOfPlace));
  const gone = before === null ? [] : placesInIndex(entryOf(before)).filter((place) => !names.has(nameOfPlace(place)));
  return [...gone.map((place) => entryRemoval(write, place)), ...has.map((place) => entryWrite(write, entry, place))];
}

const nameOfPlace = (place: FoundAt) => nameOf(keys.found(place));
