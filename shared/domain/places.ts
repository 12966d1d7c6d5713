import type { Person } from '../contract/people.ts';
import type { PlaceInput, PlaceKind, Places, PlacesRecord } from '../contract/places.ts';
import type { PlacesDraftEvent, PlacesEvent } from '../contract/record-places.ts';
import type { Fault } from './fault.ts';
import { nameKey } from './name-key.ts';
import { isHrForAll } from './people.ts';

/** The names of teams and ODCs (offshore development centres). Two spellings of one name are the same place. */

export function isSamePlace(one: string, other: string): boolean {
  return nameKey(one) === nameKey(other);
}

/** The place of this name among those known, as it is written there. Undefined: it is not known. */
export function placeAmong(known: readonly string[], name: string): string | undefined {
  return known.find((one) => isSamePlace(one, name));
}

const lists = { team: 'teams', odc: 'odcs' } as const;

export type PlaceDecision =
  | { ok: true; event: PlacesDraftEvent }
  | { ok: false; rejection: { code: 'forbidden' | 'invalid-input'; message: string; faults?: Fault[] } };

/** Decides that HR adds a team or an ODC. Refuses a name that is known, in whatever way it is written. */
export function decidePlace(known: Places, { kind, name }: PlaceInput, actor: Person): PlaceDecision {
  if (!isHrForAll(actor))
    return { ok: false, rejection: { code: 'forbidden', message: 'Only HR adds teams and ODCs.' } };
  const same = placeAmong(known[lists[kind]], name);
  if (same !== undefined) {
    const faults = [{ path: 'name', reason: `${same} is known already: choose it where it is needed` }];
    return { ok: false, rejection: { code: 'invalid-input', message: 'This name is taken.', faults } };
  }
  const data = { teams: [], odcs: [], [lists[kind]]: [name] };
  return {
    ok: true,
    event: {
      type: 'places-added',
      data,
      actor: { personId: actor.id, role: 'hr', relation: 'places', onBehalfOf: null },
    },
  };
}

/** Names of places as people look for them: Team 2 comes before Team 10. */
export function placesInOrder(names: readonly string[]): string[] {
  return names.toSorted((one, other) => one.localeCompare(other, 'en', { numeric: true }));
}

/** Those of these places that are not known yet, each once. */
export function unknownOf(known: Places, { teams, odcs }: Places): Places {
  return { teams: newAmong(known.teams, teams), odcs: newAmong(known.odcs, odcs) };
}

function newAmong(known: readonly string[], names: readonly string[]): string[] {
  const added: string[] = [];
  for (const name of names) if (placeAmong([...known, ...added], name) === undefined) added.push(name.trim());
  return added;
}

/** The places after an event. `before` is null for the first one. */
export function evolvePlaces(before: PlacesRecord | null, { data, seq, hash }: PlacesEvent): PlacesRecord {
  const { teams, odcs } = before ?? { teams: [], odcs: [] };
  return { teams: [...teams, ...data.teams], odcs: [...odcs, ...data.odcs], audit: { seq, hash } };
}

/** The places that result from a chain of events. Null: no events. */
export function replayPlaces(events: readonly PlacesEvent[]): PlacesRecord | null {
  return events.reduce<PlacesRecord | null>(evolvePlaces, null);
}

/** A record with its team and its ODC as they are written among those known. */
export function atKnownPlaces<Record extends Placed>(record: Record, known: Places): Record {
  const { team, odc, hrUnits } = record;
  const odcOf = (name: string) => placeAmong(known.odcs, name) ?? name;
  return {
    ...record,
    team: placeAmong(known.teams, team) ?? team,
    odc: odcOf(odc),
    ...(hrUnits ? { hrUnits: hrUnits.map(odcOf) } : {}),
  };
}

type Placed = Pick<Person, 'team' | 'odc' | 'hrUnits'>;

/** The faults of a record that names a team or an ODC that is not known. A name that it had before stays. */
export function faultsOfPlaces(before: Placed | null, after: Partial<Placed>, known: Places): Fault[] {
  const own = (['team', 'odc'] as const).flatMap((path) => {
    const name = after[path];
    const isKnown = name === undefined || before?.[path] === name || placeAmong(known[lists[path]], name) !== undefined;
    return isKnown ? [] : [{ path, reason: unknownPlace(path, name) }];
  });
  const unknown = after.hrUnits?.find(
    (name) => !before?.hrUnits?.includes(name) && placeAmong(known.odcs, name) === undefined,
  );
  return unknown === undefined ? own : [...own, { path: 'hrUnits', reason: unknownPlace('odc', unknown) }];
}

/** Says that a name is not known, and what to do. */
export function unknownPlace(kind: PlaceKind, name: string): string {
  const words = { team: 'team', odc: 'ODC' }[kind];
  return `no ${words} is called ‘${name}’: choose a known one, or add it first as a step of its own`;
}
