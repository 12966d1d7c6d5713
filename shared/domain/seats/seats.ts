import type { Place, Seats } from '../../contract/seats.ts';

/** The level of a ladder that seats belong to. */
export type SeatsOf = Pick<Seats, 'ladder' | 'level'>;

/** How many seats are free below a cap. Zero if more are held than the cap. `seats` is null if nobody ever held one. */
export function freeSeats(seats: Seats | null, max: number): number {
  return Math.max(0, max - (seats?.holders.length ?? 0));
}

export function holdsSeat(seats: Seats | null, personId: string): boolean {
  return seats?.holders.some((one) => one.personId === personId) ?? false;
}

/** Whether one of the seats was taken by this case. Seats of people who had the level before were taken by none. */
export function holdsFor(seats: Seats | null, caseId: string | null): boolean {
  return caseId !== null && (seats?.holders.some((one) => one.caseId === caseId) ?? false);
}

/**
 * Gives a person a seat and takes them off the waiting list. A person who already has a seat keeps it unchanged. This
 * does not check the cap: see `freeSeats`.
 */
export function take(seats: Seats | null, of: SeatsOf, place: Place): Seats {
  const before = seats ?? emptySeats(of);
  return {
    ...before,
    holders: [...before.holders, ...(holdsSeat(before, place.personId) ? [] : [place])],
    waiting: without(before.waiting, place.personId),
    version: before.version + 1,
  };
}

/** Puts a person at the end of the waiting list. A person who already waits keeps their place. */
export function wait(seats: Seats | null, of: SeatsOf, place: Place): Seats {
  const before = seats ?? emptySeats(of);
  const isWaiting = before.waiting.some((one) => one.personId === place.personId);
  return {
    ...before,
    waiting: [...before.waiting, ...(isWaiting ? [] : [place])],
    version: before.version + 1,
  };
}

/** Frees the seat of a person, and their place in the waiting list. */
export function release(seats: Seats, personId: string): Seats {
  return {
    ...seats,
    holders: without(seats.holders, personId),
    waiting: without(seats.waiting, personId),
    version: seats.version + 1,
  };
}

function emptySeats({ ladder, level }: SeatsOf): Seats {
  return { ladder, level, holders: [], waiting: [], version: 0 };
}

function without(places: readonly Place[], personId: string): Place[] {
  return places.filter((one) => one.personId !== personId);
}
