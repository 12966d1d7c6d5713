import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bandOf, weightedMean } from '#shared/domain/ladder/overall.ts';
import { score } from '#shared/domain/ladder/score.ts';
import { ratingsOf } from '#test/support/commands.ts';
import { softwareEngineerTrack as ladder } from '#test/support/ladders.ts';

function overallOf(byCompetency: Record<string, number>, step = 1) {
  const result = score(ladder, { ratings: ratingsOf(ladder, step, byCompetency) });
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  return result.score.overall;
}

const expectedAt = (level: string) =>
  Object.fromEntries(ladder.competencies.map((one) => [one.id, one.expected[level]!]));

describe('the overall score', () => {
  test.each([
    ['L1', 1.2],
    ['L2', 2.3],
    ['L3', 3.2],
    ['L4', 4.2],
    ['L5', 4.6],
  ])('of the steps that %s expects is %d, in the band of that level', (level, value) => {
    expect(overallOf(expectedAt(level))).toMatchObject({ value, band: level });
  });

  test.each([1, 2, 3, 4, 5])('of step %d everywhere is that step', (step) => {
    expect(overallOf({}, step).value).toBe(step);
  });

  test('can still lie in the band of L4 if the criteria of L4 to L5 are just met', () => {
    const justMet = { 'technical-mastery': 5, 'system-design-and-architecture': 5 };
    expect(overallOf(justMet, 4)).toMatchObject({ value: 4.3, band: 'L4' });
  });

  test('shows how it was computed', () => {
    expect(overallOf(expectedAt('L3')).explanation).toBe(
      '(4 × 2 + 3 × 1.5 + 3 × 1.5 + 3 × 1.5 + 3 × 1.5 + 3 × 1.5 + 3 × 1 + 3 × 1) ÷ 11.5 is 3.2, rounded half up to one decimal. It lies in the band of L3 (2.8 to 3.6), 0.5 below the next.',
    );
  });
});

describe('the thresholds of the overall', () => {
  const all = (step: number) => overallOf({}, step);

  test('are the ends of its band, the distance above the lower end, and the distance to the next band', () => {
    expect(overallOf(expectedAt('L3')).thresholds).toEqual({ min: 2.8, max: 3.6, aboveMin: 0.4, toNext: 0.5 });
    expect(overallOf(expectedAt('L2')).thresholds).toEqual({ min: 1.9, max: 2.7, aboveMin: 0.4, toNext: 0.5 });
    expect(all(1).thresholds).toEqual({ min: 1, max: 1.8, aboveMin: 0, toNext: 0.9 });
  });

  test('have no distance to a next band in the highest band', () => {
    expect(all(5).thresholds).toEqual({ min: 4.5, max: 5, aboveMin: 0.5, toNext: null });
    expect(all(5).explanation).toMatch(/ is 5\.0, .* It lies in the band of L5 \(4\.5 to 5\.0\)\.$/);
  });

  test('are null if no band contains the value', () => {
    const gap = {
      ...ladder,
      levels: ladder.levels.map((level) => (level.id === 'L3' ? { ...level, band: null } : level)),
    };
    const result = score(gap, { ratings: ratingsOf(gap, 3) });
    expect(result.ok && result.score.overall).toMatchObject({
      value: 3,
      band: null,
      thresholds: null,
      explanation: expect.stringMatching(/ is 3\.0, .* It lies in no band\.$/),
    });
  });
});

describe('the weighted mean', () => {
  test.each<[string, [number, number][], number]>([
    [
      '2.35 rounds up, although floating point makes it slightly smaller',
      [
        [2, 0.65],
        [3, 0.35],
      ],
      2.4,
    ],
    [
      '2.85 rounds up, although floating point makes it slightly smaller',
      [
        [2, 0.15],
        [3, 0.85],
      ],
      2.9,
    ],
    [
      '2.25 rounds up, and not to the even digit',
      [
        [2, 0.75],
        [3, 0.25],
      ],
      2.3,
    ],
    [
      '1.14 rounds down',
      [
        [1, 0.86],
        [2, 0.14],
      ],
      1.1,
    ],
    [
      '2.68 with weights of two decimals is 2.7',
      [
        [1, 0.33],
        [3, 0.33],
        [4, 0.34],
      ],
      2.7,
    ],
  ])('%s', (_, parts, mean) => {
    expect(weightedMean(parts.map(([value, weight]) => ({ value, weight })))).toBe(mean);
  });

  const parts = fc.array(
    fc.record({ value: fc.integer({ min: 1, max: 5 }), hundredths: fc.integer({ min: 1, max: 1000 }) }),
    { minLength: 1, maxLength: 12 },
  );

  test('is the exact mean rounded half up, for any weights of two decimals', () => {
    fc.assert(
      fc.property(parts, (some) => {
        const total = some.reduce((sum, one) => sum + BigInt(one.hundredths), 0n);
        const weighted = some.reduce((sum, one) => sum + BigInt(one.hundredths * one.value), 0n);
        const tenths = Math.round(
          weightedMean(some.map((one) => ({ value: one.value, weight: one.hundredths / 100 }))) * 10,
        );
        // tenths - 1/2 <= 10 * mean < tenths + 1/2, multiplied by 2 * total to avoid fractions.
        expect(BigInt(2 * tenths - 1) * total <= 20n * weighted).toBe(true);
        expect(20n * weighted < BigInt(2 * tenths + 1) * total).toBe(true);
      }),
    );
  });

  test('lies between the lowest and the highest value', () => {
    fc.assert(
      fc.property(parts, (some) => {
        const mean = weightedMean(some.map((one) => ({ value: one.value, weight: one.hundredths / 100 })));
        expect(mean).toBeGreaterThanOrEqual(Math.min(...some.map((one) => one.value)));
        expect(mean).toBeLessThanOrEqual(Math.max(...some.map((one) => one.value)));
      }),
    );
  });
});

describe('the band', () => {
  test.each([
    [1.8, 'L1'],
    [1.9, 'L2'],
    [2.7, 'L2'],
    [2.8, 'L3'],
    [3.6, 'L3'],
    [3.7, 'L4'],
    [4.4, 'L4'],
    [4.5, 'L5'],
    [5, 'L5'],
  ])('of %d is %s: both ends belong to a band', (value, level) => {
    expect(bandOf(ladder.levels, value)).toBe(level);
  });

  test('is null for a value in no band, and if no level has a band', () => {
    expect(bandOf(ladder.levels, 0.9)).toBeNull();
    expect(
      bandOf(
        ladder.levels.map((level) => ({ ...level, band: null })),
        3,
      ),
    ).toBeNull();
  });
});
