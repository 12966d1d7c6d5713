import type { Case } from '../../../../contract/events.ts';
import { type Decision, reject } from '../../state/types.ts';

/** Refuses a task whose generation is not the case's. An older one was replaced, a newer one is a forgery. */
export function otherGeneration(state: Case, generation: number): Decision | null {
  const { head } = state;
  if (generation < head.generation)
    return reject('superseded', `Generation ${generation} was replaced by generation ${head.generation}.`);
  if (generation > head.generation) return reject('stage-moved', `Generation ${generation} was never started.`);
  return null;
}
