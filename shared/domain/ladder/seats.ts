import type { Ladder } from '../../contract/ladder.ts';
import type { Transition } from '../../contract/ladder-transitions.ts';
import { isTrackChange } from './track-change.ts';

/** The most seats of the level that a transition leads to. Null: they are not capped, or the level stays the same. */
export function seatCapOf(
  { levels }: Pick<Ladder, 'levels'>,
  transition: Pick<Transition, 'from' | 'to'>,
): number | null {
  if (isTrackChange(transition)) return null;
  return levels.find((level) => level.id === transition.to)?.seats?.max ?? null;
}
