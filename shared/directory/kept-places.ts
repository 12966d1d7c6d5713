import type { Outside } from '../cases/outside.ts';
import { withRetries } from '../cases/retry.ts';
import { placesChain } from '../contract/chains.ts';
import type { Actor } from '../contract/events.ts';
import type { Places, PlacesRecord } from '../contract/places.ts';
import { evolvePlaces, unknownOf } from '../domain/places.ts';
import { sealRecord } from '../ledger/seal.ts';
import { setup } from '../records/setup-actor.ts';
import { loadCalendars } from '../store/calendars.ts';
import { loadEverybody } from '../store/directory.ts';
import { loadPlaces, placesWrites } from '../store/places.ts';
import { transact, writesOf } from '../store/transaction.ts';

/** Keeps the teams and ODCs of a directory and of calendars from before they were kept. Of two spellings, the first by id stays. */
export async function keepPlaces(outside: Outside): Promise<PlacesRecord> {
  const [everybody, calendars] = await Promise.all([loadEverybody(outside.table), loadCalendars(outside.table)]);
  const people = everybody.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return addPlaces(outside, {
    teams: people.map((one) => one.team),
    odcs: [...Object.keys(calendars), ...people.map((one) => one.odc)],
  });
}

/** Adds those of these teams and ODCs that are not known yet, when a system is set up, or by those who decided on a file. */
export function addPlaces(
  { table, clock, ids, random }: Outside,
  places: Places,
  by: { actor: Actor; requestId: string; proposal?: string; machine?: string | undefined } = {
    actor: setup,
    requestId: 'setup',
  },
): Promise<PlacesRecord> {
  return withRetries('The list of places', async () => {
    const before = await loadPlaces(table);
    const data = unknownOf(before ?? { teams: [], odcs: [] }, places);
    if (before && data.teams.length + data.odcs.length === 0) return before;
    const at = clock.now().toISOString();
    const { actor, ...request } = by;
    const recording = { chain: placesChain, audit: before?.audit ?? null, at, ...request, ids, random } as const;
    const sealed = sealRecord({ type: 'places-added', data, actor }, recording);
    const after = evolvePlaces(before, sealed.event);
    return (await transact(table, placesWrites(writesOf(table), after, sealed))).ok ? after : null;
  });
}
