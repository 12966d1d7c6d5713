import type { Ladder } from '../../contract/ladder.ts';
import type { Dimension } from '../../contract/ladder-competencies.ts';

/** Every dimension of a ladder, competency by competency. */
export function dimensionsOf({ competencies }: Pick<Ladder, 'competencies'>): Dimension[] {
  return competencies.flatMap((one) => one.dimensions);
}
