import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Ladder } from '#shared/contract/ladder.ts';
import type { Rating, Ratings } from '#shared/contract/score.ts';
import type { ScoreInput } from '#shared/domain/ladder/rate.ts';
import { neededOf } from '#shared/domain/ladder/rule.ts';
import { score } from '#shared/domain/ladder/score.ts';
import { ratingsOf } from '#test/support/commands.ts';
import { softwareEngineerTrack } from '#test/support/ladders.ts';

/**
 * The matrix, changed so that it allows 'not applicable'. Its first competency needs 4 of 6, all others need 3 of 5.
 */
const ladder: Ladder = { ...softwareEngineerTrack, notApplicable: 'allowed' };
const [mastery, quality] = ladder.competencies as [Ladder['competencies'][number], Ladder['competencies'][number]];

function scored(input: ScoreInput, on: Ladder = ladder) {
  const result = score(on, input);
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  return result.score;
}

const none = 'not-applicable';

/** Step 3 everywhere, except in one competency: its dimensions get the given values, in their order. */
function threeExcept({ dimensions }: Ladder['competencies'][number], values: (Rating | undefined)[]): Ratings {
  const ratings = ratingsOf(ladder, 3);
  for (const [at, { id }] of dimensions.entries()) {
    const value = values[at];
    if (value === undefined) delete ratings[id];
    else ratings[id] = value;
  }
  return ratings;
}

// k and n of the rule; then, for m dimensions that apply, how many of them must reach a step. Computed by hand.
test.each<[number, number, [m: number, k: number][]]>([
  [
    4,
    6,
    [
      [6, 4],
      [5, 4],
      [4, 3],
      [3, 2],
      [2, 2],
      [1, 1],
    ],
  ], // 4, 3.33, 2.67, 2, 1.33, 0.67
  [
    3,
    5,
    [
      [5, 3],
      [4, 3],
      [3, 2],
      [2, 2],
      [1, 1],
    ],
  ], // 3, 2.4, 1.8, 1.2, 0.6
  [
    2,
    3,
    [
      [3, 2],
      [2, 2],
      [1, 1],
    ],
  ], // 2, 1.33, 0.67
  [
    1,
    4,
    [
      [4, 1],
      [2, 1],
      [1, 1],
    ],
  ],
  [
    4,
    4,
    [
      [4, 4],
      [3, 3],
      [2, 2],
    ],
  ],
])('the rule %d of %d, with fewer dimensions that apply: %j', (k, n, table) => {
  for (const [m, needed] of table)
    expect([m, neededOf({ kind: 'majority', k, floor: 1, origin: 'ours' }, m, n)]).toEqual([m, needed]);
});

describe('a dimension that does not apply', () => {
  test.each<[string, (Rating | undefined)[], { k: number; value: number | null; strictValue: number | null }]>([
    ['one of six: four of five decide', [4, 4, 4, 3, 3, none], { k: 4, value: 3, strictValue: 3 }],
    ['one of six: four of five reach 4', [4, 4, 4, 4, 3, none], { k: 4, value: 4, strictValue: 4 }],
    ['two of six: three of four decide', [4, 4, 4, 3, none, none], { k: 3, value: 4, strictValue: 4 }],
    ['two of six: two of four at step 4 are too few', [4, 4, 3, 3, none, none], { k: 3, value: 3, strictValue: 3 }],
    ['three of six is half: two of three decide', [4, 4, 3, none, none, none], { k: 2, value: 4, strictValue: 4 }],
    ['half, with a low one: the value is one lower', [5, 5, 1, none, none, none], { k: 2, value: 4, strictValue: 2 }],
    [
      'four of six is more than half: unknown',
      [5, 5, none, none, none, none],
      { k: 2, value: null, strictValue: null },
    ],
    ['all of six: unknown', [none, none, none, none, none, none], { k: 0, value: null, strictValue: null }],
  ])('%s', (_, values, expected) => {
    expect(scored({ ratings: threeExcept(mastery, values) }).competencies[0]).toMatchObject({
      ...expected,
      missing: [],
    });
  });

  test.each<[string, (Rating | undefined)[], { k: number; value: number | null }]>([
    ['one of five: three of four decide', [4, 4, 3, 3, none], { k: 3, value: 3 }],
    ['two of five: two of three decide', [4, 4, 3, none, none], { k: 2, value: 4 }],
    ['three of five is more than half: unknown', [4, 4, none, none, none], { k: 2, value: null }],
  ])('with 3 of 5: %s', (_, values, expected) => {
    expect(scored({ ratings: threeExcept(quality, values) }).competencies[1]).toMatchObject(expected);
  });

  test('is named in the explanation', () => {
    expect(scored({ ratings: threeExcept(mastery, [4, 4, 4, 3, none, none]) }).competencies[0]).toMatchObject({
      values: [4, 4, 4, 3],
      notApplicable: ['tooling', 'cs-and-systems-foundations'],
      explanation:
        'Technical Mastery is 4: the sorted values are 4, 4, 4, 3, and number 3 of 4 is 4. The lowest, 3, is not more than 1 below it. Marked as not applicable: Tooling, CS & systems foundations.',
    });
  });

  test('does not make the competency unknown while another dimension is not rated', () => {
    const result = scored({ ratings: threeExcept(mastery, [4, undefined, none, none, none, none]) });
    expect(result.competencies[0]).toMatchObject({
      value: null,
      missing: ['frameworks'],
      explanation: 'Technical Mastery has no value yet. Still to rate: Frameworks.',
    });
    expect(result.overall).toEqual({
      value: null,
      band: null,
      leftOut: [],
      thresholds: null,
      explanation: 'No overall yet: Technical Mastery has no value.',
    });
  });

  test('never raises the value if that dimension was at the value or above', () => {
    const step = fc.integer({ min: 1, max: 5 });
    fc.assert(
      fc.property(fc.tuple(step, step, step, step, step, step), fc.nat(5), (values, at) => {
        const before = scored({ ratings: threeExcept(mastery, values) }).competencies[0]!;
        fc.pre(values[at]! >= before.kth!);
        const after = scored({
          ratings: threeExcept(
            mastery,
            values.map((value, index) => (index === at ? none : value)),
          ),
        });
        expect(after.competencies[0]!.value).toBeLessThanOrEqual(before.value!);
      }),
    );
  });

  test('scales the rule in proportion, for any values', () => {
    const rating = fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constant<Rating>(none));
    fc.assert(
      fc.property(fc.tuple(rating, rating, rating, rating, rating, rating), (values) => {
        const one = scored({ ratings: threeExcept(mastery, values) }).competencies[0]!;
        const applies = values.filter((value): value is number => value !== none).sort((a, b) => b - a);
        expect(one.values).toEqual(applies);
        const kth = applies[Math.ceil((4 * applies.length) / 6) - 1] ?? 0;
        const value = kth - applies.at(-1)! > 1 ? kth - 1 : kth;
        expect(one.value).toBe(applies.length < 3 ? null : value);
      }),
    );
  });
});

describe('a competency with fewer than half of its dimensions applicable', () => {
  const attestations = { 'mentoring-readiness': 'yes', 'owns-a-module': 'yes' } as const;
  const result = scored({
    ratings: threeExcept(mastery, [5, 5, none, none, none, none]),
    transition: 'L2-L3',
    attestations,
  });

  test('is unknown, and says why', () => {
    expect(result.competencies[0]?.explanation).toBe(
      'Technical Mastery stays unknown: 2 of its 6 dimensions apply, fewer than half. Marked as not applicable: Codebase fluency, Debugging, Tooling, CS & systems foundations.',
    );
  });

  test('does not count in the mean, and neither does its weight', () => {
    expect(result.overall).toMatchObject({ value: 3, band: 'L3', leftOut: ['technical-mastery'] });
    expect(result.overall.explanation).toMatch(
      /^\(3 × 1\.5 \+ .*\) ÷ 9\.5 is 3\.0, .* Left out, because too few dimensions apply: Technical Mastery\.$/,
    );
  });

  test('makes the criterion on all competencies and its own criterion unknown, and no others', () => {
    expect(result.criteria.map((one) => [one.verdict, one.reason])).toEqual([
      [
        'unknown',
        '3 is required in all 8 competencies. No value: Technical Mastery (too few of its dimensions apply).',
      ],
      ['unknown', 'Technical Mastery stays unknown: too few of its dimensions apply.'],
      [
        'pass',
        'System Design & Architecture is 3, and 3 is required: just met. Has this engineer shown that they are ready to mentor? Answered: yes.',
      ],
      ['pass', 'Does this engineer own a module of the codebase? Answered: yes.'],
    ]);
  });

  test('does not prevent another competency from failing the criterion on all competencies', () => {
    const low = { ...threeExcept(mastery, [5, 5, none, none, none, none]), ...lowEnglish() };
    expect(scored({ ratings: low, transition: 'L2-L3' }).criteria[0]?.verdict).toBe('fail');
  });

  test('leaves no mean if all competencies are like that', () => {
    const all = Object.fromEntries(Object.keys(ratingsOf(ladder, 3)).map((id) => [id, none as Rating]));
    const { overall } = scored({ ratings: all });
    expect(overall).toMatchObject({ value: null, band: null, leftOut: ladder.competencies.map((one) => one.id) });
    expect(overall.explanation).toMatch(/^No overall yet: Technical Mastery, .* have no value\.$/);
  });
});

function lowEnglish(): Ratings {
  const english = ladder.competencies.find((one) => one.id === 'english-proficiency');
  return Object.fromEntries(english?.dimensions.map(({ id }) => [id, 1]) ?? []);
}
