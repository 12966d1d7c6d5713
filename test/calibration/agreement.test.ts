import { describe, expect, test } from 'vitest';
import type { Ratings } from '#shared/contract/score.ts';
import { agreementOf, agreementOfReviews } from '#shared/domain/calibration/agreement.ts';
import { dimensionsOf } from '#shared/domain/ladder/dimensions.ts';
import { ladderOf } from '#test/support/ladders.ts';
import { threeReviewerLadder } from '#test/support/test-ladder.ts';

describe('the agreement of values', () => {
  // Computed by hand. Random values on 5 steps have the variance 24/12 = 2, on 3 steps 8/12, on 2 steps 3/12.
  test.each<[values: number[], steps: number, range: number, rwg: number, variance: string]>([
    [[3, 3, 3], 5, 0, 1, 's^2 = 0'],
    [[3, 4], 5, 1, 0.75, 's^2 = 1/2'],
    [[4, 5, 4], 5, 1, 5 / 6, 's^2 = 1/3'],
    [[2, 3, 4], 5, 2, 0.5, 's^2 = 1'],
    [[3, 3, 4, 5], 5, 2, 1 - 11 / 24, 's^2 = 11/12'],
    [[2, 4], 5, 2, 0, 's^2 = 2, as much as random values'],
    [[1, 3, 5], 5, 4, -1, 's^2 = 4'],
    [[1, 5], 5, 4, -3, 's^2 = 8'],
    [[1, 2], 3, 1, 0.25, 's^2 = 1/2'],
    [[1, 2, 3], 3, 2, -0.5, 's^2 = 1'],
    [[2, 2, 1], 2, 1, -1 / 3, 's^2 = 1/3'],
  ])('%j on %i steps: range %i, r_WG %d', (values, steps, range, rwg) => {
    const found = agreementOf(values, steps);
    expect(found?.range).toBe(range);
    expect(found?.rwg).toBeCloseTo(rwg, 12);
    expect(agreementOf(values.toReversed(), steps)).toEqual(found);
  });

  test('is null for one value or none', () => {
    expect(agreementOf([], 5)).toBeNull();
    expect(agreementOf([4], 5)).toBeNull();
  });
});

describe('the agreement of reviews', () => {
  const review = (tests: number, reviews: number, tools: number): Ratings => ({
    tests,
    reviews,
    tools,
    scope: 3,
    choice: 3,
    notes: 3,
  });

  test('is given for every dimension, and for every competency by the value of its rule', () => {
    // The rule takes the second highest value, minus one if the lowest is more than one below it: 4, 4 and 3.
    const agreement = agreementOfReviews(threeReviewerLadder, [review(4, 4, 3), review(5, 4, 4), review(4, 4, 2)]);
    expect(agreement.dimensions).toEqual({
      tests: { range: 1, rwg: expect.closeTo(5 / 6) },
      reviews: { range: 0, rwg: 1 },
      tools: { range: 2, rwg: 0.5 },
      scope: { range: 0, rwg: 1 },
      choice: { range: 0, rwg: 1 },
      notes: { range: 0, rwg: 1 },
    });
    expect(agreement.competencies).toEqual({
      craft: { range: 1, rwg: expect.closeTo(5 / 6) },
      design: { range: 0, rwg: 1 },
    });
  });

  test('can be full on a competency although the reviewers rate its dimensions differently', () => {
    const { dimensions, competencies } = agreementOfReviews(threeReviewerLadder, [review(4, 3, 4), review(3, 4, 4)]);
    expect(dimensions.tests).toEqual({ range: 1, rwg: 0.75 });
    expect(competencies.craft).toEqual({ range: 0, rwg: 1 });
  });

  test('leaves out a review that marks the dimension as not applicable, and is null if only one other is left', () => {
    const narrative = ladderOf('engineer-narrative');
    const all = (step: number): Ratings => Object.fromEntries(dimensionsOf(narrative).map(({ id }) => [id, step]));
    const without = { ...all(2), 'pager-rotation': 'not-applicable' as const };
    const two = agreementOfReviews(narrative, [all(2), without]);
    expect(two.dimensions['pager-rotation']).toBeNull();
    expect(two.competencies.ownership).toEqual({ range: 0, rwg: 1 });
    const three = agreementOfReviews(narrative, [all(1), all(2), without]);
    expect(three.dimensions['pager-rotation']).toEqual(agreementOf([1, 2], narrative.scale.length));
  });

  test('leaves out a review in which the competency has no value', () => {
    const narrative = ladderOf('engineer-narrative');
    const culture = narrative.competencies.find((one) => one.id === 'culture');
    const id = culture?.dimensions[0]?.id ?? '';
    const rated = (value: Ratings[string]): Ratings => ({ [id]: value });
    expect(agreementOfReviews(narrative, [rated(1), rated('not-applicable')]).competencies.culture).toBeNull();
    expect(agreementOfReviews(narrative, [rated(1), rated(3), rated('not-applicable')]).competencies.culture).toEqual(
      agreementOf([1, 3], narrative.scale.length),
    );
  });

  test('is null everywhere for one review', () => {
    const { dimensions, competencies } = agreementOfReviews(threeReviewerLadder, [review(3, 3, 3)]);
    expect(Object.values({ ...dimensions, ...competencies }).every((one) => one === null)).toBe(true);
  });
});
