import type { Ladder } from '../../contract/ladder.ts';
import type { Person } from '../../contract/people.ts';
import type { Place, Seats } from '../../contract/seats.ts';
import { freeSeats, holdsSeat, release, type SeatsOf, take } from './seats.ts';

/** Seats as they stood and as they stand after a change. */
export interface SeatsChange {
  before: Seats | null;
  after: Seats;
}

/** Where somebody stands; only whoever works here holds a seat. */
type Standing = Pick<Person, 'ladder' | 'level' | 'active'>;

/**
 * What becomes of the seats when the directory says something else of a person: they take one when they come to a capped
 * level, unless a case has reserved it for them, and free it when they leave the level. Whoever leaves the ladder or the
 * organisation waits for none there any more. 'no-seat' when the level they come to has none left.
 *
 * @param all the seats of every level that has any
 * @param ladder the version in force of the ladder they are on now
 */
export function seatsAfter(
  all: readonly Seats[],
  before: Standing | null,
  after: Standing,
  { ladder, place }: { ladder: Ladder | null; place: Place },
): SeatsChange[] | 'no-seat' {
  const { personId } = place;
  const freed = all
    .filter((seats) => knows(seats, personId) && !isAt(after, seats))
    .filter((seats) => isAt(before, seats) || !after.active || after.ladder !== seats.ladder)
    .map((seats) => ({ before: seats, after: release(seats, personId) }));
  const to = ladder?.id === after.ladder ? ladder?.levels.find((level) => level.id === after.level) : undefined;
  if (!ladder || !to?.seats) return freed;
  const of = { ladder: ladder.id, level: to.id };
  const held = all.find((seats) => seats.ladder === of.ladder && seats.level === of.level) ?? null;
  if (!isAt(after, of) || isAt(before, of) || holdsSeat(held, personId)) return freed;
  if (freeSeats(held, to.seats.max) === 0) return 'no-seat';
  return [...freed, { before: held, after: take(held, of, place) }];
}

function isAt(standing: Standing | null, { ladder, level }: SeatsOf): boolean {
  return standing?.active === true && standing.ladder === ladder && standing.level === level;
}

function knows({ holders, waiting }: Seats, personId: string): boolean {
  return [...holders, ...waiting].some((one) => one.personId === personId);
}
