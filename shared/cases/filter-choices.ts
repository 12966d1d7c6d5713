import type { Person, PublicPerson } from '../contract/people.ts';
import { isHr } from '../domain/people.ts';
import { placesInOrder } from '../domain/places.ts';
import { listCycles } from '../store/cycles.ts';
import { peopleIn } from '../store/directory.ts';
import { getMany } from '../store/items.ts';
import { keys } from '../store/keys.ts';
import { loadLaddersInForce } from '../store/ladders.ts';
import { placesIn } from '../store/places.ts';
import { type Choice, namedAmong, readSearched, type SearchEnd, type Typed } from './naming.ts';
import type { Outside } from './outside.ts';

/**
 * What can be chosen in the filters of a list of cases: ids and names, each list in the order in which it is shown. Only HR
 * chooses places, cycles, ladders and transitions: the cases of everybody else are few, and for them these lists are empty.
 */
export interface FilterChoices {
  odcs: string[];
  teams: string[];
  cycles: { id: string; name: string }[];
  ladders: { id: string; title: string }[];
  transitions: string[];
  /** The people whom the chosen filters name. */
  people: PublicPerson[];
  /** Who was found for one of the filters, and where the search goes on. Null: nobody was searched. */
  found: Choice[] | null;
  end: SearchEnd | null;
}

/**
 * Reads the choices in one round. `ids`: whom the chosen filters name. `search`: what was typed to find a person, also one who
 * has left, because their cases stay.
 */
export async function readFilterChoices(
  outside: Outside,
  viewer: Person,
  ids: readonly string[],
  search: Typed | null,
): Promise<FilterChoices> {
  const { table, clock } = outside;
  const byHr = isHr(viewer);
  const [found, cycles, ladders, searched] = await Promise.all([
    getMany(table, [...(byHr ? [keys.places] : []), ...ids.map((id) => keys.profile(id))]),
    byHr ? listCycles(table) : [],
    byHr ? loadLaddersInForce(table, clock.now()) : [],
    readSearched(outside, search),
  ]);
  const places = placesIn(found);
  return {
    odcs: placesInOrder((byHr ? viewer.hrUnits : []) ?? places?.odcs ?? []),
    teams: placesInOrder(places?.teams ?? []),
    cycles: cycles.toSorted((a, b) => b.to.localeCompare(a.to)).map(({ id, name }) => ({ id, name })),
    ladders: ladders.map(({ id, title }) => ({ id, title })),
    transitions: [...new Set(ladders.flatMap((ladder) => ladder.transitions.map(({ id }) => id)))].toSorted(),
    people: namedAmong(peopleIn(found, ids), ids),
    ...searched,
  };
}
