import type { Case } from '../../../../contract/events.ts';
import { type Decision, reject } from '../../types.ts';

/** Refuses a task of another generation than the case's: an older one has been replaced, a newer one is a forgery. */
export function otherGeneration(state: Case, generation: number): Decision | null {
  const { head } = state;
  if (generation < head.generation)
    return reject('superseded', `Generation ${generation} was replaced by generation ${head.generation}.`);
  if (generation > head.generation) return reject('stage-moved', `Generation ${generation} was never started.`);
  return null;
}
