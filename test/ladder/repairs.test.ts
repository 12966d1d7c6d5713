import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Ladder } from '#shared/contract/ladder.ts';
import type { Competency } from '#shared/contract/ladder-competencies.ts';
import type { Condition } from '#shared/contract/ladder-criteria.ts';
import type { Change, Rating, Ratings, Repair, Verdict } from '#shared/contract/score.ts';
import { dimensionsOf } from '#shared/domain/ladder/dimensions.ts';
import { rate, type ScoreInput } from '#shared/domain/ladder/rate.ts';
import { repairsFor } from '#shared/domain/ladder/repair/repairs.ts';
import { score } from '#shared/domain/ladder/score.ts';
import { ratingsOf } from '#test/support/commands.ts';
import { by } from '#test/support/extent.ts';
import { everyLadder, softwareEngineerTrack as matrix } from '#test/support/ladders.ts';
import { threeReviewerLadder } from '#test/support/test-ladder.ts';

/** A ladder with an anti-signal for every step of every competency. */
function withSignals(ladder: Ladder): Ladder {
  const competencies = ladder.competencies.map((one) => ({
    ...one,
    antiSignals: ladder.scale.map(({ value }) => ({
      id: `${one.id}-${value}`,
      step: value,
      text: `An anti-signal of ${one.title} at ${value}.`,
      origin: 'ours' as const,
    })),
  }));
  return { ...ladder, competencies };
}

/** The input after the changes. */
function changed(input: ScoreInput, changes: readonly Change[]): ScoreInput {
  const ratings: Ratings = { ...input.ratings };
  const attestations = { ...input.attestations };
  const gone = new Set<string>();
  for (const change of changes) {
    if (change.kind === 'rating') {
      expect(change.from).toBe(input.ratings[change.dimension] ?? null);
      ratings[change.dimension] = change.to;
    } else if (change.kind === 'answer') attestations[change.attestation] = change.to;
    else gone.add(change.id);
  }
  return { ...input, ratings, attestations, antiSignals: (input.antiSignals ?? []).filter((id) => !gone.has(id)) };
}

function verdictOn(ladder: Ladder, input: ScoreInput, criterion: string): Verdict | undefined {
  return rate(ladder, input).criteria.find((one) => one.id === criterion)?.verdict;
}

const stepsOf = ({ changes }: Pick<Repair, 'changes'>) =>
  changes.reduce((sum, one) => sum + (one.kind === 'rating' ? one.to - (one.from ?? 0) : 0), 0);
const sizeOf = (repair: Pick<Repair, 'changes'>) => [repair.changes.length, stepsOf(repair)];

/** Random ratings, confirmed anti-signals and answers. Some of each are missing. */
function inputs(ladder: Ladder, transition: string, track?: string): fc.Arbitrary<ScoreInput> {
  const ids = dimensionsOf(ladder).map((one) => one.id);
  const signals = ladder.competencies.flatMap((one) => one.antiSignals.map((signal) => signal.id));
  const step: fc.Arbitrary<Rating | undefined> = fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom(...ladder.scale.map((one) => one.value)) },
    { weight: 1, arbitrary: fc.constant(undefined) },
    { weight: ladder.notApplicable === 'allowed' ? 3 : 0, arbitrary: fc.constant<Rating>('not-applicable') },
  );
  const questions = ladder.transitions
    .flatMap((one) => one.criteria)
    .flatMap((one) =>
      [...JSON.stringify(one.requires).matchAll(/"attested","id":"([^"]+)"/g)].map((found) => found[1]!),
    );
  return fc
    .record({
      values: fc.array(step, { minLength: ids.length, maxLength: ids.length }),
      antiSignals: fc.subarray(signals, { maxLength: Math.min(3, signals.length) }),
      answers: fc.array(fc.constantFrom('yes', 'no', undefined), {
        minLength: questions.length,
        maxLength: questions.length,
      }),
    })
    .map(({ values, antiSignals, answers }) => ({
      ratings: Object.fromEntries(ids.flatMap((id, at) => (values[at] === undefined ? [] : [[id, values[at]]]))),
      antiSignals,
      attestations: Object.fromEntries(questions.flatMap((id, at) => (answers[at] ? [[id, answers[at]]] : []))),
      transition,
      ...(track ? { track } : {}),
    }));
}

const allowing: Ladder = { ...withSignals(matrix), notApplicable: 'allowed' };
const samples: [string, Ladder, string, string?][] = [
  ['the matrix, L2 to L3', withSignals(matrix), 'L2-L3'],
  ['the matrix, L3 to L4 as a tech lead', withSignals(matrix), 'L3-L4', 'tech-lead'],
  ['the matrix, L3 to L4 as a principal engineer', withSignals(matrix), 'L3-L4', 'principal-engineer'],
  ['the matrix with dimensions that do not apply, L2 to L3', allowing, 'L2-L3'],
  ['the matrix with dimensions that do not apply, L3 to L4', allowing, 'L3-L4', 'tech-lead'],
  ['the test ladder', threeReviewerLadder, 'L2-L3'],
  ...everyLadder.flatMap((ladder) =>
    ladder.transitions.map(({ id }): [string, Ladder, string] => [`${ladder.id}, ${id}`, ladder, id]),
  ),
];

describe.each(samples)('on %s', (_, ladder, transition, track) => {
  const input = inputs(ladder, transition, track);
  const failing = input.map((some) => ({
    some,
    offers: Object.entries(repairsFor(ladder, some)).flatMap(([criterion, repairs]) =>
      repairs.map((repair) => ({ criterion, repair })),
    ),
  }));

  test('only failed criteria have sets: at most three, all different, the smallest first', () => {
    fc.assert(
      fc.property(input, (some) => {
        const repairs = repairsFor(ladder, some);
        const failed = rate(ladder, some).criteria.filter((one) => one.verdict === 'fail');
        expect(Object.keys(repairs)).toEqual(failed.map((one) => one.id));
        for (const sets of Object.values(repairs)) {
          expect(sets.length).toBeLessThanOrEqual(3);
          expect(new Set(sets.map((one) => JSON.stringify(one.changes))).size).toBe(sets.length);
          const sizes = sets.map(sizeOf);
          expect(sizes).toEqual([...sizes].sort((a, b) => a[0]! - b[0]! || a[1]! - b[1]!));
        }
      }),
      { numRuns: 40 },
    );
  });

  test('the criterion passes after the changes of a set', () => {
    fc.assert(
      fc.property(failing, ({ some, offers }) => {
        for (const { criterion, repair } of offers) {
          const after = changed(some, repair.changes);
          expect(score(ladder, after).ok).toBe(true);
          expect(verdictOn(ladder, after, criterion)).toBe('pass');
        }
      }),
      { numRuns: 40 },
    );
  });

  test('the criterion does not pass if a part of the set is left out or one of its ratings is one step lower', () => {
    fc.assert(
      fc.property(failing, fc.infiniteStream(fc.boolean()), ({ some, offers }, coins) => {
        for (const { criterion, repair } of offers) {
          const { changes } = repair;
          const parts = changes.map((left) => changes.filter((one) => one !== left));
          const random = changes.filter(() => coins.next().value);
          if (random.length < changes.length) parts.push(random);
          for (const part of parts) expect(verdictOn(ladder, changed(some, part), criterion)).not.toBe('pass');
          for (const one of changes) {
            if (one.kind !== 'rating' || one.to === 1) continue;
            const lower = changes.map((other) => (other === one ? { ...one, to: one.to - 1 } : other));
            expect(verdictOn(ladder, changed(some, lower), criterion)).not.toBe('pass');
          }
        }
      }),
      { numRuns: 40 },
    );
  });
});

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
