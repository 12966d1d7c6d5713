import type { Place, Seats } from '../../contract/seats.ts';

/** Which level of which ladder seats are of. */
export type SeatsOf = Pick<Seats, 'ladder' | 'level'>;

/** How many seats are free at a cap; none where more are held than there may be. Null is a level nobody has held yet. */
export function freeSeats(seats: Seats | null, max: number): number {
  return Math.max(0, max - (seats?.holders.length ?? 0));
}

/** Whether somebody holds a seat. */
export function holdsSeat(seats: Seats | null, personId: string): boolean {
  return seats?.holders.some((one) => one.personId === personId) ?? false;
}

/** Gives somebody a seat; they wait no longer. Whoever holds one keeps it as it is. Asks for no cap: see `freeSeats`. */
export function take(seats: Seats | null, of: SeatsOf, place: Place): Seats {
  const before = seats ?? none(of);
  return {
    ...before,
    holders: [...before.holders, ...(holdsSeat(before, place.personId) ? [] : [place])],
    waiting: without(before.waiting, place.personId),
    version: before.version + 1,
  };
}

/** Lets somebody wait for a seat, behind all others. Whoever waits already keeps their place. */
export function wait(seats: Seats | null, of: SeatsOf, place: Place): Seats {
  const before = seats ?? none(of);
  const isWaiting = before.waiting.some((one) => one.personId === place.personId);
  return {
    ...before,
    waiting: [...before.waiting, ...(isWaiting ? [] : [place])],
    version: before.version + 1,
  };
}

/** Frees the seat of somebody, and their place in the waiting list. */
export function release(seats: Seats, personId: string): Seats {
  return {
    ...seats,
    holders: without(seats.holders, personId),
    waiting: without(seats.waiting, personId),
    version: seats.version + 1,
  };
}

function none({ ladder, level }: SeatsOf): Seats {
  return { ladder, level, holders: [], waiting: [], version: 0 };
}

function without(places: readonly Place[], personId: string): Place[] {
  return places.filter((one) => one.personId !== personId);
}
