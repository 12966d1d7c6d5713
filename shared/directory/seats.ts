import type { Outside } from '../cases/outside.ts';
import type { Place, Seats, SeatsView } from '../contract/seats.ts';
import { freeSeats } from '../domain/seats/seats.ts';
import { loadHr } from '../publishing/hr.ts';
import { loadPeople } from '../store/directory.ts';
import { listLadders, loadLadder } from '../store/ladders.ts';
import { listSeats } from '../store/seats.ts';

/** The seats of every level that the ladders in force cap: who holds one, and who waits. For HR. Throws `Refusal`. */
export async function readSeats(outside: Outside, viewerId: string): Promise<SeatsView[]> {
  await loadHr(outside, viewerId);
  const { table, clock } = outside;
  const [listed, all] = await Promise.all([listLadders(table, clock.now()), listSeats(table)]);
  const ladders = await Promise.all(listed.map(({ id, version }) => loadLadder(table, id, version)));
  const nameOf = await namesIn(outside, all);
  const named = (places: readonly Place[] = []) => places.map((place) => ({ ...place, name: nameOf(place.personId) }));
  return ladders
    .filter((ladder) => ladder !== null)
    .flatMap(({ id, title, levels }) =>
      levels.flatMap(({ id: level, seats: cap }) => {
        if (!cap) return [];
        const seats = all.find((one) => one.ladder === id && one.level === level) ?? null;
        const places = { holders: named(seats?.holders), waiting: named(seats?.waiting) };
        return [{ ladder: id, title, level, max: cap.max, free: freeSeats(seats, cap.max), ...places }];
      }),
    );
}

async function namesIn({ table }: Outside, all: readonly Seats[]): Promise<(id: string) => string> {
  const ids = [...new Set(all.flatMap(({ holders, waiting }) => [...holders, ...waiting]).map((one) => one.personId))];
  const names = new Map<string, string>();
  // One read by key takes a hundred.
  for (let at = 0; at < ids.length; at += 100)
    for (const { id, name } of Object.values(await loadPeople(table, ids.slice(at, at + 100)))) names.set(id, name);
  return (id) => names.get(id) ?? id;
}
