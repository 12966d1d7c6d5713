import type { Outside } from '../cases/outside.ts';
import type { Person } from '../contract/people.ts';
import type { Place, SeatsView } from '../contract/seats.ts';
import { freeSeats } from '../domain/seats/seats.ts';
import { hrOnly } from '../records/hr-only.ts';
import { loadNames } from '../records/names.ts';
import { loadLaddersInForce } from '../store/ladders.ts';
import { listSeats } from '../store/seats.ts';

/** For each capped level of the ladders in force: who holds a seat, and who waits. For HR. Throws `Refusal`. */
export async function readSeats({ table, clock }: Outside, viewer: Person): Promise<SeatsView[]> {
  hrOnly(viewer);
  const [ladders, all] = await Promise.all([loadLaddersInForce(table, clock.now()), listSeats(table)]);
  const everywhere = all.flatMap(({ holders, waiting }) => [...holders, ...waiting]);
  const nameOf = await loadNames(
    table,
    everywhere.map((one) => one.personId),
  );
  const named = (places: readonly Place[] = []) => places.map((place) => ({ ...place, name: nameOf(place.personId) }));
  return ladders.flatMap(({ id, title, levels }) =>
    levels.flatMap(({ id: level, seats: cap }) => {
      if (!cap) return [];
      const seats = all.find((one) => one.ladder === id && one.level === level) ?? null;
      const places = { holders: named(seats?.holders), waiting: named(seats?.waiting) };
      return [{ ladder: id, title, level, max: cap.max, free: freeSeats(seats, cap.max), ...places }];
    }),
  );
}
