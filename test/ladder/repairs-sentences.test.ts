import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Ladder } from '#shared/contract/ladder.ts';
import type { Ratings } from '#shared/contract/score.ts';
import type { ScoreInput } from '#shared/domain/ladder/rate.ts';
import { repairsFor } from '#shared/domain/ladder/repair/repairs.ts';
import { ratingsOf } from '#test/support/commands.ts';
import { softwareEngineerTrack as matrix } from '#test/support/ladders.ts';
import { threeReviewerLadder } from '#test/support/test-ladder.ts';
import { allowing, inputs } from './inputs.ts';

describe('the sentences offer', () => {
  const sentences = (input: ScoreInput, criterion: string, ladder: Ladder = matrix) =>
    repairsFor(ladder, input)[criterion]?.map((one) => one.sentence);
  const mastery = (values: (number | undefined)[]): Ratings => {
    const dimensions = matrix.competencies[0]!.dimensions;
    const own = Object.fromEntries(dimensions.map(({ id }, at) => [id, values[at]]));
    return JSON.parse(JSON.stringify({ ...ratingsOf(matrix, 3), ...own }));
  };

  test('each dimension that would be enough if it reached the step, in the order of the ladder', () => {
    expect(sentences({ ratings: mastery([4, 3, 4, 3, 4, 3]), transition: 'L2-L3' }, 'technical-mastery-at-l4')).toEqual(
      [
        'This would pass with Frameworks at 4 (now 3).',
        'This would pass with Debugging at 4 (now 3).',
        'This would pass with CS & systems foundations at 4 (now 3).',
      ],
    );
  });

  test('to raise the low dimension, or to raise one more dimension above the step', () => {
    expect(sentences({ ratings: mastery([5, 5, 5, 4, 4, 2]), transition: 'L2-L3' }, 'technical-mastery-at-l4')).toEqual(
      [
        'This would pass with Debugging at 5 (now 4).',
        'This would pass with Tooling at 5 (now 4).',
        'This would pass with CS & systems foundations at 3 (now 2).',
      ],
    );
  });

  test('both parts of a criterion, and a dimension that is not rated yet', () => {
    const ratings = { ...mastery([4, undefined, 4, 4, 4, 4]), 'scope-of-design': 2 };
    const low = { ...ratings, 'pattern-selection': 2, 'nfr-awareness': 2 };
    expect(sentences({ ratings: low, transition: 'L2-L3' }, 'system-design-and-mentoring-readiness')?.[0]).toBe(
      "This would pass with Scope of design at 3 (now 2) and a yes to 'Has this engineer shown that they are ready to mentor?'.",
    );
    // The five other dimensions are at 4, so mastery is at 3 or more with any rating of Frameworks.
    expect(sentences({ ratings: low, transition: 'L2-L3' }, 'all-competencies-at-l3')?.[0]).toBe(
      'This would pass with Frameworks at 1 (not rated yet) and Scope of design at 3 (now 2).',
    );
  });

  test('the smaller side of an or', () => {
    const ratings = ratingsOf(matrix, 4, { 'technical-mastery': 4, 'system-design-and-architecture': 4 });
    const changes = repairsFor(matrix, {
      ratings,
      transition: 'L3-L4',
      track: 'tech-lead',
      attestations: { 'people-leadership': 'yes' },
    })['tech-lead-profile']!.map((one) => one.changes);
    // Design needs three of five dimensions; mastery would need four of six.
    expect(changes[0]).toEqual(
      ['scope-of-design', 'pattern-selection', 'nfr-awareness'].map((dimension) => ({
        kind: 'rating',
        dimension,
        from: 4,
        to: 5,
      })),
    );
    expect(changes.map((one) => one.length)).toEqual([3, 3, 3]);
  });

  test('to remove an anti-signal that caps the value, and one that would count at the higher value', () => {
    const on = threeReviewerLadder;
    const ratings = { ...ratingsOf(on, 3), ...{ tests: 2, reviews: 2, tools: 3 } };
    expect(sentences({ ratings, antiSignals: ['craft-2', 'craft-3'], transition: 'L2-L3' }, 'all-at-3', on)).toEqual([
      "This would pass with tests at 3 (now 2), 'what step 2 must not show' no longer seen and 'what step 3 must not show' no longer seen.",
      "This would pass with reviews at 3 (now 2), 'what step 2 must not show' no longer seen and 'what step 3 must not show' no longer seen.",
    ]);
  });

  test('nothing if too few dimensions apply for a value', () => {
    const on: Ladder = { ...threeReviewerLadder, notApplicable: 'allowed' };
    const ratings: Ratings = { ...ratingsOf(on, 2), tests: 'not-applicable', tools: 'not-applicable' };
    expect(repairsFor(on, { ratings, transition: 'L2-L3' })).toEqual({ 'all-at-3': [] });
  });

  test('nothing for a criterion that passes or is unknown, and nothing without a transition', () => {
    expect(repairsFor(matrix, { ratings: ratingsOf(matrix, 4), transition: 'L2-L3' })).toEqual({});
    expect(repairsFor(matrix, { ratings: {}, transition: 'L2-L3' })).toEqual({});
    expect(repairsFor(matrix, { ratings: ratingsOf(matrix, 1) })).toEqual({});
  });

  test('the same for the same input', () => {
    fc.assert(
      fc.property(inputs(allowing, 'L2-L3'), (input) => {
        expect(repairsFor(allowing, input)).toEqual(repairsFor(structuredClone(allowing), structuredClone(input)));
      }),
      { numRuns: 20 },
    );
  });
});
