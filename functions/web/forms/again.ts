import type { Ratings } from '#shared/contract/score.ts';
import type { FormContext } from './form.ts';

/** After a return: which dimensions must be looked at again, and the earlier ratings. */
export interface Again {
  /** For each dimension to look at again, the reason. */
  asked: Record<string, string>;
  /** The earlier ratings. */
  ratings: Ratings;
  notes: Record<string, string>;
}

/**
 * Which ratings can change after the case came back to this stage. Null if all of them can. `kind` is the prefix that a
 * return uses: `self` for the self-assessment, `rating` for the calibration.
 */
export function againOf(
  { view: { returned, stage } }: FormContext,
  kind: 'self' | 'rating',
  before: { ratings: Ratings; notes: Record<string, string> } | null,
): Again | null {
  if (returned?.stage !== stage || before === null) return null;
  const asked = returned.reasons
    .filter(({ id }) => id.startsWith(`${kind}.`))
    .map(({ id, reason }) => [id.slice(kind.length + 1), reason]);
  return { asked: Object.fromEntries(asked), ratings: before.ratings, notes: before.notes };
}
