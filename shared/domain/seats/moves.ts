import type { Ladder } from '../../contract/ladder.ts';
import type { Person } from '../../contract/people.ts';
import type { Place, Seats } from '../../contract/seats.ts';
import { freeSeats, holdsFor, holdsSeat, release, type SeatsOf, take } from './seats.ts';

/** The seats of a level before and after a change. Before is null if the level had no record yet. */
export interface SeatsChange {
  before: Seats | null;
  after: Seats;
}

/** The level of a person, and whether they still work here. Only active people hold seats. */
type Standing = Pick<Person, 'ladder' | 'level' | 'active'>;

/**
 * The changes of seats when the directory record of a person changes. A person who comes to a capped level takes a
 * seat, unless a case has already taken one for them. A person who leaves the level frees the seat. A person who leaves
 * the ladder or the organisation also leaves its waiting lists. A seat that a case has reserved stays, because the record
 * can be changed back before the case ends: only the case frees it. 'no-seat': the new level has no free seat.
 *
 * @param all the seats of every level that has seats
 * @param ladder the current version of the ladder of the changed record
 * @param reservedBy the open case of the person, if its outcome is a promotion that is not carried out yet
 * @param isLoaded the record comes from a file: it says who has the level, whatever the cap is
 */
export function seatsAfter(
  all: readonly Seats[],
  before: Standing | null,
  after: Standing,
  {
    ladder,
    place,
    reservedBy,
    isLoaded = false,
  }: { ladder: Ladder | null; place: Place; reservedBy: string | null; isLoaded?: boolean },
): SeatsChange[] | 'no-seat' {
  const { personId } = place;
  const freed = all
    .filter((seats) => knows(seats, personId) && !isAt(after, seats))
    .filter((seats) => !holdsFor(seats, reservedBy))
    .filter((seats) => isAt(before, seats) || !after.active || after.ladder !== seats.ladder)
    .map((seats) => ({ before: seats, after: release(seats, personId) }));
  const to = ladder?.id === after.ladder ? ladder?.levels.find((level) => level.id === after.level) : undefined;
  if (!ladder || !to?.seats) return freed;
  const of = { ladder: ladder.id, level: to.id };
  const held = all.find((seats) => seats.ladder === of.ladder && seats.level === of.level) ?? null;
  if (!isAt(after, of) || isAt(before, of) || holdsSeat(held, personId)) return freed;
  if (!isLoaded && freeSeats(held, to.seats.max) === 0) return 'no-seat';
  return [...freed, { before: held, after: take(held, of, place) }];
}

/** Whether somebody is active at a level. */
export function isAt(standing: Standing | null, { ladder, level }: SeatsOf): boolean {
  return standing?.active === true && standing.ladder === ladder && standing.level === level;
}

function knows({ holders, waiting }: Seats, personId: string): boolean {
  return [...holders, ...waiting].some((one) => one.personId === personId);
}
