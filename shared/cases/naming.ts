import type { Cursor } from '../contract/cursor.ts';
import type { Ladder } from '../contract/ladder.ts';
import type { Person, PersonEntry, PublicPerson } from '../contract/people.ts';
import { beginOfOdc, placeOfLevel, placeOfRanks, placeOfTeam } from '../domain/directory/found-at.ts';
import { nameKey } from '../domain/name-key.ts';
import { isSamePlace } from '../domain/places.ts';
import { publicOf } from '../store/directory.ts';
import { queryEntries, type Range } from '../store/found.ts';
import { type Found, findPeople } from './find-people.ts';
import type { Outside } from './outside.ts';

/** What a person types into a picker of people, and where the people who were found before end. */
export interface Typed {
  q: string;
  cursor?: Cursor | undefined;
}

/** Somebody who can be chosen. With `whyNot` they cannot, and it says why. */
export interface Choice extends PublicPerson {
  whyNot: string | null;
}

/** The people in a picker: those whom it suggests, and those who were found by what was typed. */
export interface Choices {
  people: Choice[];
  /** Null: nothing was typed. */
  found: Choice[] | null;
}

/** Where a search in a picker goes on, and how far it came. */
export type SearchEnd = Pick<Found, 'next' | 'searchedTo'>;

/** So many people are in a picker at once. */
const choicesAtOnce = 20;

/** The people whom a picker knows of before it says who can be chosen. */
export interface Nameable {
  suggested: PersonEntry[];
  /** Whether the suggestions are everybody who is in the parts of the index that were read. */
  isAll: boolean;
  found: Found | null;
}

/** Which parts of the index hold the people who are usually named. */
export interface Usual {
  /** The people of the line, from tech leads on. */
  ranks?: boolean;
  /** The people of these levels of a ladder. */
  levels?: { ladder: Pick<Ladder, 'id'>; levels: readonly string[] };
  teams?: readonly string[];
}

/** So many people are read of each part of the index: those of one ODC first, then of others. */
const perPart = { own: 60, others: 30 };

/**
 * The people who are usually named, those of the ODC first, and those who are found by what was typed. One round; each part of
 * the index is one or two calls, however many people there are.
 */
export async function readNameable(
  outside: Outside,
  odc: string,
  { ranks = false, levels, teams = [] }: Usual,
  typed: Typed | null,
): Promise<Nameable> {
  const ofAnOdc = [
    ...(ranks ? [placeOfRanks] : []),
    ...(levels?.levels.map((level) => placeOfLevel(levels.ladder.id, level)) ?? []),
  ];
  const at = beginOfOdc(odc);
  const parts: [Range, number][] = [
    ...ofAnOdc.map((part): [Range, number] => [{ ...part, from: at }, perPart.own]),
    ...ofAnOdc.map((part): [Range, number] => [{ ...part, before: at }, perPart.others]),
    ...teams.map((team): [Range, number] => [placeOfTeam(team), perPart.own]),
  ];
  const [read, found] = await Promise.all([
    Promise.all(parts.map(([range, limit]) => queryEntries(outside.table, range, limit))),
    typed?.q.trim() ? findPeople(outside, { q: typed.q, active: true }, choicesAtOnce, typed.cursor) : null,
  ]);
  const entries = read.flatMap((part) => part.found.map((one) => one.entry)).filter((one) => one.active);
  return {
    suggested: [...new Map(entries.map((one) => [one.id, one])).values()],
    isAll: read.every((part) => part.isEnd),
    found,
  };
}

/**
 * Who is found by what was typed into a picker in which everybody can be chosen, also who has left, and where the search goes
 * on.
 */
export async function readSearched(
  outside: Outside,
  typed: Typed | null,
): Promise<{ found: Choice[] | null; end: SearchEnd | null }> {
  const found = typed?.q.trim() ? await findPeople(outside, { q: typed.q }, choicesAtOnce, typed.cursor) : null;
  return { found: found?.people.map((one) => ({ ...publicOf(one), whyNot: null })) ?? null, end: found };
}

/**
 * The choices of a picker. Only people who can be chosen are suggested, those of the ODC first; whoever was found is told why
 * not.
 */
export function choicesOf(
  { suggested, found }: Nameable,
  odc: string,
  whyNot: (person: PersonEntry) => string | null,
): Choices {
  const choice = (person: PersonEntry): Choice => ({ ...publicOf(person), whyNot: whyNot(person) });
  const inOrder = [
    ...suggested.filter((one) => isSamePlace(one.odc, odc)),
    ...suggested.filter((one) => !isSamePlace(one.odc, odc)),
  ];
  const people: Choice[] = [];
  for (const person of inOrder) {
    if (people.length === choicesAtOnce) break;
    const one = choice(person);
    if (one.whyNot === null) people.push(one);
  }
  const byName = (one: Choice, other: Choice) => (nameKey(one.name) < nameKey(other.name) ? -1 : 1);
  return { people: people.sort(byName), found: found?.people.map(choice) ?? null };
}

/** The public facts of people by id, for pickers in which they are chosen already. */
export function namedAmong(people: Record<string, Person>, ids: readonly string[]): PublicPerson[] {
  return ids.flatMap((id) => (people[id] ? [publicOf(people[id])] : []));
}
