import type { Ratings } from '#shared/contract/score.ts';
import type { FormContext } from './form.ts';

/** What a return asks to be rated again, and what stays as it was. */
export interface Again {
  /** By dimension, why it is to be looked at again. */
  asked: Record<string, string>;
  /** What was rated before. */
  ratings: Ratings;
  notes: Record<string, string>;
}

/**
 * What may change of ratings that were given before, where the case came back to this stage; null where everything may.
 * `kind` is how a return calls them: of the engineer's own view, or of the calibration.
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
