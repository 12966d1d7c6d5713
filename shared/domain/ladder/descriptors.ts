import type { Dimension, Transition } from '../../contract/ladder.ts';

/** What each step of a dimension looks like to somebody rated as `level`, by step; null for whom no level is chosen. */
export function descriptorsOf(dimension: Dimension, level: string | null): Record<string, string> {
  return (level !== null && dimension.descriptorsAt[level]) || dimension.descriptors;
}

/** The level against whose texts and expectations people are rated on a transition. */
export function ratedLevelOf({ ratedAs, to }: Pick<Transition, 'ratedAs' | 'to'>): string {
  return ratedAs ?? to;
}
