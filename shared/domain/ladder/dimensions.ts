import type { Dimension, Ladder } from '../../contract/ladder.ts';

/** Every dimension of a ladder, competency by competency. */
export function dimensionsOf({ competencies }: Pick<Ladder, 'competencies'>): Dimension[] {
  return competencies.flatMap((one) => one.dimensions);
}
