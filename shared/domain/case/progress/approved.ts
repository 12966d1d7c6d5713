import type { CaseHead } from '../../../contract/case.ts';
import { seatCapOf } from '../../ladder/seats.ts';
import { isTrackChange } from '../../ladder/track-change.ts';
import { freeSeats } from '../../seats/seats.ts';
import { transitionOf } from '../state/path.ts';
import type { Context } from '../state/types.ts';
import { ends, type Moves } from './next-stage.ts';

/**
 * How a case ends that everybody has approved: with `outcome`, unless the level is capped and no seat is free. For a
 * capped level it also says whether a seat was taken.
 */
export function approved(
  head: CaseHead,
  { ladder, seats }: Pick<Context, 'ladder' | 'seats'>,
  outcome: 'promoted' | 'promoted-with-exception',
): { moves: Moves; seat?: 'taken' | 'none' } {
  const transition = transitionOf(ladder, head);
  if (isTrackChange(transition)) return { moves: ends(head, 'track-changed') };
  const cap = seatCapOf(ladder, transition);
  if (cap === null) return { moves: ends(head, outcome) };
  const isFree = freeSeats(seats ?? null, cap) > 0;
  return isFree ? { moves: ends(head, outcome), seat: 'taken' } : { moves: ends(head, 'no-seat'), seat: 'none' };
}
