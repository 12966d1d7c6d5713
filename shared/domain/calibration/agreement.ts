import type { Ladder } from '../../contract/ladder.ts';
import type { Ratings } from '../../contract/score.ts';
import { rate } from '../ladder/rate.ts';

/** How far several values of one thing agree. */
export interface Agreement {
  /** The highest value less the lowest, in steps. */
  range: number;
  /** r_WG: 1 is full agreement; 0 or less is no agreement. */
  rwg: number;
}

/**
 * How far values on a scale of `scaleSteps` steps (two or more) agree; null for fewer than two values.
 *
 * r_WG = 1 - s^2 / ((A^2 - 1) / 12): the sample variance s^2 of the values (divided by n - 1), against the variance that
 * values drawn at random would have, every one of the A steps as likely as the others. Values that spread more than
 * random ones give less than zero. They are given as computed: by how much is of use where agreement is compared, and to
 * be told, zero and less are both 'no agreement' (the source advises to write 0 for them). With two or three reviewers it
 * moves in large steps; it is no test of significance.
 *
 * Source: L. R. James, R. G. Demaree, G. Wolf, 'Estimating within-group interrater reliability with and without response
 * bias', Journal of Applied Psychology 69 (1984), for one item.
 */
export function agreementOf(values: readonly number[], scaleSteps: number): Agreement | null {
  const n = values.length;
  if (n < 2) return null;
  const sum = values.reduce((total, value) => total + value, 0);
  const squares = values.reduce((total, value) => total + value * value, 0);
  // n(n-1) times the sample variance: whole numbers up to the one division, so that 0 and 1 come out as they are.
  const spread = n * squares - sum * sum;
  return {
    range: Math.max(...values) - Math.min(...values),
    rwg: 1 - (12 * spread) / (n * (n - 1) * (scaleSteps ** 2 - 1)),
  };
}

/** Agreement by id; null where fewer than two reviews give a value. */
export interface AgreementOfReviews {
  dimensions: Record<string, Agreement | null>;
  competencies: Record<string, Agreement | null>;
}

/**
 * How far reviews agree: on each dimension, and on the values that the ladder's rule makes of each review for each
 * competency, before anti-signals. Who says that a dimension does not apply is left out of it, and so is a review in
 * which a competency comes to no value. The ratings must be of the ladder.
 */
export function agreementOfReviews(ladder: Ladder, reviews: readonly Ratings[]): AgreementOfReviews {
  const steps = ladder.scale.length;
  const dimensions = ladder.competencies.flatMap((one) => one.dimensions);
  const rated = reviews.map((ratings) => rate(ladder, { ratings }).competencies);
  const numbers = (values: unknown[]) => values.filter((one): one is number => typeof one === 'number');
  return {
    dimensions: Object.fromEntries(
      dimensions.map(({ id }) => [id, agreementOf(numbers(reviews.map((ratings) => ratings[id])), steps)]),
    ),
    competencies: Object.fromEntries(
      ladder.competencies.map(({ id }, at) => [id, agreementOf(numbers(rated.map((one) => one[at]?.value)), steps)]),
    ),
  };
}
