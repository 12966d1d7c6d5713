import type { Dimension } from '../../contract/ladder-competencies.ts';
import type { Transition } from '../../contract/ladder-transitions.ts';

/**
 * What each step of a dimension looks like, by step, for a person who is rated as `level`. Null: no level is chosen.
 */
export function descriptorsOf(dimension: Dimension, level: string | null): Record<string, string> {
  return (level !== null && dimension.descriptorsAt[level]) || dimension.descriptors;
}

/** The level whose texts and expectations people are rated against on a transition. */
export function ratedLevelOf({ ratedAs, to }: Pick<Transition, 'ratedAs' | 'to'>): string {
  return ratedAs ?? to;
}
