import type { CaseHead } from '../../../../contract/case.ts';
import type { Rejection } from '../../state/types.ts';

/** Why a task of this generation may not go on, or null. An older one was replaced, a newer one is a forgery. */
export function whyOtherGeneration(head: CaseHead, generation: number): Rejection | null {
  if (generation < head.generation)
    return { code: 'superseded', message: `Generation ${generation} was replaced by generation ${head.generation}.` };
  if (generation > head.generation)
    return { code: 'stage-moved', message: `Generation ${generation} was never started.` };
  return null;
}
