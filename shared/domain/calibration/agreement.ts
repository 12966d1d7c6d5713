import type { Ladder } from '../../contract/ladder.ts';
import type { Ratings } from '../../contract/score.ts';
import { dimensionsOf } from '../ladder/dimensions.ts';
import { rate } from '../ladder/rate.ts';

/** How much several values agree. */
export interface Agreement {
  /** The highest value minus the lowest, in steps. */
  range: number;
  /** r_WG. 1 is full agreement, 0 or less is no agreement. */
  rwg: number;
}

/**
 * How much values on a scale of `scaleSteps` steps (two or more) agree. Null for fewer than two values.
 *
 * r_WG = 1 - s^2 / ((A^2 - 1) / 12). It divides the sample variance s^2 of the values (with n - 1) by the variance of
 * random values, where each of the A steps is equally likely. Values that spread more than random ones give a number
 * below zero. The number is not cut off at zero, because comparisons need it; pages show zero and less as 'no
 * agreement' (the source advises to write 0). With two or three reviewers r_WG moves in large steps. It is not a test
 * of significance.
 *
 * Source: L. R. James, R. G. Demaree, G. Wolf, 'Estimating within-group interrater reliability with and without
 * response bias', Journal of Applied Psychology 69 (1984), for one item.
 */
export function agreementOf(values: readonly number[], scaleSteps: number): Agreement | null {
  const n = values.length;
  if (n < 2) return null;
  const sum = values.reduce((total, value) => total + value, 0);
  const squares = values.reduce((total, value) => total + value * value, 0);
  // n(n-1) times the sample variance: whole numbers until the one division, so that 0 and 1 are exact.
  const spread = n * squares - sum * sum;
  return {
    range: Math.max(...values) - Math.min(...values),
    rwg: 1 - (12 * spread) / (n * (n - 1) * (scaleSteps ** 2 - 1)),
  };
}

/** Agreement by id. Null: fewer than two reviews give a value. */
export interface AgreementOfReviews {
  dimensions: Record<string, Agreement | null>;
  competencies: Record<string, Agreement | null>;
}

/**
 * How much reviews agree on each dimension and on each competency. The value of a competency comes from the ladder's
 * rule, before anti-signals. A review does not count for a dimension that it marks as not applicable, nor for a
 * competency that has no value in it. The ratings must fit the ladder.
 */
export function agreementOfReviews(ladder: Ladder, reviews: readonly Ratings[]): AgreementOfReviews {
  const steps = ladder.scale.length;
  const dimensions = dimensionsOf(ladder);
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
