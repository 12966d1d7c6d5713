import type { Ladder } from '../../../contract/ladder.ts';
import type { Finding } from '../../../contract/publishing.ts';
import { faultsOfWeights } from './weights.ts';

/** Checks the policy in a ladder of valid shape. Each finding names the place and the mend; errors keep it from being published. */
export function lint(ladder: Ladder): Finding[] {
  return [...faultsOfWeights(ladder)];
}
