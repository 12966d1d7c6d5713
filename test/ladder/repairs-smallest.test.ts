import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Ladder } from '#shared/contract/ladder.ts';
import type { Competency } from '#shared/contract/ladder-competencies.ts';
import type { Condition } from '#shared/contract/ladder-criteria.ts';
import type { Change } from '#shared/contract/score.ts';
import { dimensionsOf } from '#shared/domain/ladder/dimensions.ts';
import type { ScoreInput } from '#shared/domain/ladder/rate.ts';
import { repairsFor } from '#shared/domain/ladder/repair/repairs.ts';
import { by } from '#test/support/extent.ts';
import { threeReviewerLadder } from '#test/support/test-ladder.ts';
import { changed, sizeOf, stepsOf, verdictOn } from './changed.ts';
import { inputs } from './inputs.ts';

describe('on small ladders with every rule, compared with every possible set of changes', () => {
  const rule: fc.Arbitrary<Competency['rule']> = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('majority'),
        k: fc.constantFrom(1, 2, 2, 3),
        floor: fc.integer({ min: 0, max: 2 }),
        origin: fc.constant('ours'),
      }),
    },
    { weight: 1, arbitrary: fc.constant({ kind: 'all-at-least', origin: 'ours' }) },
  ) as fc.Arbitrary<Competency['rule']>;

  const condition = (steps: number): fc.Arbitrary<Condition> => {
    // Sometimes one above the highest step, which nothing reaches.
    const atLeast = fc.oneof(
      { weight: 12, arbitrary: fc.integer({ min: 2, max: steps }) },
      { weight: 1, arbitrary: fc.constant(steps + 1) },
    );
    const asked: Condition[] = ['one', 'two'].map((id) => ({
      kind: 'attested',
      id,
      by: 'tech-lead',
      question: `${id}?`,
    }));
    const leaf: fc.Arbitrary<Condition> = fc.oneof(
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('every-competency' as const), atLeast }) },
      {
        weight: 5,
        arbitrary: fc.record({
          kind: fc.constant('competency' as const),
          competency: fc.constantFrom('craft', 'design'),
          atLeast,
        }),
      },
      { weight: 1, arbitrary: fc.constantFrom(...asked) },
    );
    return fc.letrec<{ node: Condition }>((tie) => ({
      node: fc.oneof(
        { depthSize: 'small', maxDepth: 3 },
        leaf,
        fc.record({
          kind: fc.constantFrom('all', 'any'),
          of: fc.array(tie('node'), { minLength: 1, maxLength: 3 }),
        }) as fc.Arbitrary<Condition>,
      ),
    })).node;
  };

  const scene = (steps: number) =>
    fc.tuple(fc.tuple(rule, rule), condition(steps)).chain(([rules, requires]) => {
      const [transition] = threeReviewerLadder.transitions as [Ladder['transitions'][number]];
      const ladder: Ladder = {
        ...threeReviewerLadder,
        notApplicable: 'allowed',
        scale: threeReviewerLadder.scale.slice(0, steps),
        competencies: threeReviewerLadder.competencies.map((one, at) => ({ ...one, rule: rules[at]! })),
        transitions: [{ ...transition, criteria: [{ ...transition.criteria[0]!, requires }] }],
      };
      return inputs(ladder, 'L2-L3').map((some) => ({ ladder, input: some }));
    });

  /** Every set that makes the criterion pass, if each change is needed and no rating in it could be lower. */
  function leastSets(ladder: Ladder, input: ScoreInput): Change[][] {
    const ids = dimensionsOf(ladder).map((one) => one.id);
    const options: (Change | null)[][] = [
      ...ids.map((dimension) => {
        const from = input.ratings[dimension] ?? null;
        if (from === 'not-applicable') return [null];
        const higher = ladder.scale.map((one) => one.value).filter((to) => to > (from ?? 0));
        return [null, ...higher.map((to): Change => ({ kind: 'rating', dimension, from, to }))];
      }),
      ...(input.antiSignals ?? []).map((id): (Change | null)[] => [null, { kind: 'anti-signal', id }]),
      ...['one', 'two'].map((attestation): (Change | null)[] =>
        input.attestations?.[attestation] === 'yes' ? [null] : [null, { kind: 'answer', attestation, to: 'yes' }],
      ),
    ];
    const sets = options.reduce<Change[][]>(
      (before, some) => before.flatMap((set) => some.map((one) => (one ? [...set, one] : set))),
      [[]],
    );
    const passing = sets
      .sort((a, b) => a.length - b.length || stepsOf({ changes: a }) - stepsOf({ changes: b }))
      .filter((set) => verdictOn(ladder, changed(input, set), 'all-at-3') === 'pass');
    // The sets are sorted, so a set that is covered by this one has come before it.
    const least: Change[][] = [];
    for (const set of passing) if (!least.some((one) => one.every((part) => covers(set, part)))) least.push(set);
    return least;
  }

  function covers(set: readonly Change[], part: Change): boolean {
    return set.some((one) => {
      if (one.kind === 'rating') return part.kind === 'rating' && part.dimension === one.dimension && part.to <= one.to;
      return JSON.stringify(one) === JSON.stringify(part);
    });
  }

  test.each([
    [3, by({ sample: 30, all: 100 })],
    [4, by({ sample: 10, all: 20 })],
  ])('with %d steps, the offered sets are the smallest of all possible sets', (steps, numRuns) => {
    let repairable = 0;
    fc.assert(
      fc.property(fc.noBias(scene(steps)), ({ ladder, input }) => {
        fc.pre(verdictOn(ladder, input, 'all-at-3') === 'fail');
        const offered = repairsFor(ladder, input)['all-at-3']!.map((one) => one.changes);
        const least = leastSets(ladder, input);
        if (least.length > 0) repairable += 1;
        const names = new Set(least.map(nameOf));
        for (const changes of offered) expect(names).toContain(nameOf(changes));
        expect(offered.map((changes) => sizeOf({ changes }))).toEqual(
          least.slice(0, 3).map((changes) => sizeOf({ changes })),
        );
      }),
      { numRuns },
    );
    expect(repairable).toBeGreaterThan(numRuns / 4);
  });

  const nameOf = (changes: readonly Change[]) =>
    changes
      .map((one) => JSON.stringify(one))
      .sort()
      .join();
});
