import type { Competency, Dimension } from '../../contract/ladder-competencies.ts';
import type { Level } from '../../contract/ladder-levels.ts';
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

/**
 * The step whose texts describe a level itself in a competency. A level can expect another one: an engineer at L3 is
 * expected at step 4 in Technical Mastery, and step 4 describes L4. Undefined: the ladder says nothing.
 */
export function ownStepOf(
  { id, step }: Pick<Level, 'id' | 'step'>,
  { expected }: Pick<Competency, 'expected'>,
): number | undefined {
  return step ?? expected[id];
}
