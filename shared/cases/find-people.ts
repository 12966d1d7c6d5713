import type { Cursor } from '../contract/cursor.ts';
import { type FoundAt, type PersonEntry, PersonId } from '../contract/people.ts';
import type { PeopleSearch } from '../contract/people-search.ts';
import * as z from '../contract/zod.ts';
import {
  placeOfLead,
  placeOfOdc,
  placeOfRole,
  placeOfTeam,
  placeOfWord,
  wordOfPlace,
} from '../domain/directory/found-at.ts';
import { wordsOf, wordsSought } from '../domain/directory/name-words.ts';
import { supervisorsOf } from '../domain/people.ts';
import { isSamePlace } from '../domain/places.ts';
import { listPeople } from '../store/directory.ts';
import { queryEntries } from '../store/found.ts';
import { cannotGoOn, cursorOf, placeIn } from './cursor.ts';
import type { Outside } from './outside.ts';

export interface Sought extends PeopleSearch {
  /** Whom this person supervises. */
  lead?: string;
  active?: true;
  /** Only people of the ODC that is sought are looked at: where a search stopped must not tell of others. */
  withinOdc?: true;
}

/** People who were found, and where to go on. */
export interface Found {
  people: PersonEntry[];
  next: Cursor | null;
  /** If fewer were found than asked for although the list goes on: the name up to which the search came. */
  searchedTo: string | null;
}

/** How many people one search looks at, where an index does not hold exactly those who are sought. Origin: ours. */
const mostLooked = 500;

/**
 * People by the beginnings of their names, by role, ODC or team, at most `limit`. One call: the part of the index with the fewest
 * people is read, and the rest of what is asked is looked for in it. Pages follow each other in the order of the index. In a
 * page of a search by name those who work here come before those who have left; of each, first those whose name begins with what
 * is sought, then those of whom it is a whole word, then the others. Throws `Refusal`.
 */
export async function findPeople(outside: Outside, sought: Sought, limit: number, cursor?: Cursor): Promise<Found> {
  const words = wordsSought(sought.q ?? '');
  if (sought.q?.trim() && words.length === 0) return { people: [], next: null, searchedTo: null };
  const part = partFor(sought, words);
  if (!part) return byId(outside, sought, limit, cursor);
  const after = placeIn(AfterPlace, cursor)?.at;
  const { by, of, at: begin } = part;
  if (after !== undefined && by === 'word' && !after.startsWith(begin)) throw cannotGoOn();
  const fits = (entry: PersonEntry, at: string) =>
    isSought(entry, sought, words) && (by !== 'word' || isFirstWord(entry, at, begin));
  const { active: _fewHaveLeft, ...asked } = { ...sought, q: words[0] };
  const isExact = Object.values(asked).filter(Boolean).length === 1 && words.length < 2;
  // A person can stand at several words that begin so: more is read than shown.
  const reads = !isExact ? mostLooked : by === 'word' ? 3 * limit : limit + 1;
  const range = by === 'word' ? { by, of, begin } : { by, of };
  const { found, isEnd } = await queryEntries(outside.table, range, reads, after);
  const hits = found.filter(({ entry, at }) => fits(entry, at));
  const shown = hits.slice(0, limit);
  const people = bestFirst(
    shown.map(({ entry }) => entry),
    words,
  );
  const isFull = hits.length > limit;
  const last = isFull ? shown.at(-1) : found.at(-1);
  if (!last || (isEnd && !isFull)) return { people, next: null, searchedTo: null };
  return {
    people,
    next: cursorOf({ at: last.at }),
    searchedTo: people.length < limit ? last.entry.name : null,
  };
}

/** No place of the index is longer. */
const AfterPlace = z.strictObject({ at: z.string().check(z.minLength(1), z.maxLength(300)) });
const AfterId = z.strictObject({ id: PersonId });

/** The part of the index with the fewest people, by what is usual. Null: no part holds these people, so nearly all do. */
function partFor({ team, lead, role, odc, withinOdc }: Sought, words: readonly string[]): FoundAt | null {
  if (withinOdc && odc) return { ...placeOfOdc(odc), at: '' };
  // A word with a digit is of an id, which few people share. Otherwise the longest word says most.
  const weight = (word: string) => (/\d/.test(word) ? 100 : 0) + word.length;
  const longest = words.toSorted((one, other) => weight(other) - weight(one))[0] ?? '';
  if (team) return { ...placeOfTeam(team), at: '' };
  if (longest.length >= 3) return placeOfWord(longest);
  if (lead) return { ...placeOfLead(lead), at: '' };
  if (role && role !== 'engineer') return { ...placeOfRole(role), at: '' };
  if (longest) return placeOfWord(longest);
  return odc ? { ...placeOfOdc(odc), at: '' } : null;
}

function isSought(person: PersonEntry, { role, odc, team, lead, active }: Sought, words: readonly string[]): boolean {
  return (
    (!role || person.roles.some((one) => one === role)) &&
    (!odc || isSamePlace(person.odc, odc)) &&
    (!team || isSamePlace(person.team, team)) &&
    (!lead || supervisorsOf(person).includes(lead)) &&
    (!active || person.active) &&
    hasWords(person, words)
  );
}

function hasWords(person: PersonEntry, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const own = wordsOf(person);
  return words.every((word) => own.some((one) => one.startsWith(word)));
}

/** People in the order in which they fit the words best. Those who fit alike stay in the order that they had. */
function bestFirst(people: readonly PersonEntry[], words: readonly string[]): PersonEntry[] {
  if (words.length === 0) return [...people];
  const sought = words.join(' ');
  const rank = ({ name, active }: PersonEntry) => {
    const own = wordsSought(name);
    const fit = own.join(' ').startsWith(sought) ? 0 : words.every((word) => own.includes(word)) ? 1 : 2;
    return (active ? 0 : 3) + fit;
  };
  return people.toSorted((one, other) => rank(one) - rank(other));
}

/** Whether a person stands here for the first of their words that begins so. At the others they are passed over. */
function isFirstWord(person: PersonEntry, at: string, begin: string): boolean {
  return wordsOf(person).find((word) => word.startsWith(begin)) === wordOfPlace({ at });
}

/** Everybody by id, or those who have a role that nearly everybody has. */
async function byId({ table }: Outside, sought: Sought, limit: number, cursor?: Cursor): Promise<Found> {
  const { items, next } = await listPeople(table, limit, placeIn(AfterId, cursor)?.id);
  const people = items.filter((one) => isSought(one, sought, []));
  return {
    people,
    next: next === null ? null : cursorOf({ id: next }),
    searchedTo: next !== null && people.length < limit ? (items.at(-1)?.name ?? null) : null,
  };
}
