import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyRule, neededOf } from '#shared/domain/ladder/rule.ts';

const rule = (k: number, floor = 1) => ({ kind: 'majority', k, floor, origin: 'source' }) as const;

describe('the majority rule', () => {
  test.each<[string, number, number[], number, number]>([
    ['equal values give that value', 4, [3, 3, 3, 3, 3, 3], 3, 3],
    ['four of six reach 4, and a 3 is not too low', 4, [5, 4, 4, 4, 3, 3], 4, 4],
    ['only three of six reach 4', 4, [4, 4, 4, 3, 3, 3], 3, 3],
    ['a dimension two below makes the value one lower', 4, [4, 4, 4, 4, 4, 2], 3, 3],
    ['a dimension three below makes it one lower, and two lower by the stricter reading', 4, [4, 4, 4, 4, 4, 1], 3, 2],
    ['a dimension four below makes it one lower, and three lower by the stricter reading', 4, [5, 5, 5, 5, 5, 1], 4, 2],
    ['three of five reach 3', 3, [3, 3, 3, 2, 2], 3, 3],
    ['two of five do not', 3, [5, 5, 2, 2, 2], 2, 2],
    ['a dimension one below the value is allowed', 3, [5, 4, 4, 3, 3], 4, 4],
    ['the value is never below the lowest step', 3, [1, 1, 1, 1, 1], 1, 1],
  ])('%s', (_, k, values, value, strict) => {
    expect(applyRule(rule(k), values, k)).toMatchObject({ value, strict });
  });

  test('gives the sorted values, the k-th and the lowest beside the value', () => {
    expect(applyRule(rule(4), [3, 5, 4, 3, 4, 4], 4)).toEqual({
      value: 4,
      strict: 4,
      sorted: [5, 4, 4, 4, 3, 3],
      kth: 4,
      lowest: 3,
    });
  });
});

describe('the rule that every dimension reaches the step', () => {
  const all = { kind: 'all-at-least', origin: 'ours' } as const;

  test.each<[number[], number]>([
    [[2], 2],
    [[3, 3, 3], 3],
    [[5, 5, 4], 4],
    [[5, 1, 5], 1],
    [[2, 3], 2],
  ])('%j gives %d by both readings', (values, value) => {
    expect(applyRule(all, values, values.length)).toEqual({
      value,
      strict: value,
      sorted: [...values].sort((a, b) => b - a),
      kth: value,
      lowest: value,
    });
  });

  test('needs all dimensions that apply', () => {
    for (const [applicable, of] of [
      [1, 1],
      [2, 3],
      [3, 3],
    ] as const)
      expect(neededOf(all, applicable, of)).toBe(applicable);
  });

  test('gives the largest step that every dimension reaches, for any values', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 }), (values) => {
        const { value } = applyRule(all, values, values.length);
        expect(values.every((one) => one >= value)).toBe(true);
        expect(values.every((one) => one >= value + 1)).toBe(false);
      }),
    );
  });
});

/** Random values of a competency, with a rule that fits them. */
const rated = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 8 }).chain((values) =>
  fc.record({
    values: fc.constant(values),
    k: fc.integer({ min: 1, max: values.length }),
    floor: fc.integer({ min: 0, max: 3 }),
  }),
);

/** The prose, word for word: the largest N that k values reach while none is below N - floor, and at least 1. */
function prose(values: number[], k: number, floor: number): number {
  const holds = (n: number) =>
    values.filter((value) => value >= n).length >= k && values.every((value) => value >= n - floor);
  return Math.max(1, ...[1, 2, 3, 4, 5].filter(holds));
}

describe('for any values', () => {
  test('raising one dimension never lowers the competency, by either reading', () => {
    fc.assert(
      fc.property(rated, fc.nat(), fc.integer({ min: 1, max: 4 }), ({ values, k, floor }, at, by) => {
        const raised = values.map((value, index) => (index === at % values.length ? Math.min(5, value + by) : value));
        const [before, after] = [applyRule(rule(k, floor), values, k), applyRule(rule(k, floor), raised, k)];
        expect(after.value).toBeGreaterThanOrEqual(before.value);
        expect(after.strict).toBeGreaterThanOrEqual(before.strict);
      }),
    );
  });

  test('the competency lies between its lowest and its highest dimension', () => {
    fc.assert(
      fc.property(rated, ({ values, k, floor }) => {
        const { value } = applyRule(rule(k, floor), values, k);
        expect(value).toBeGreaterThanOrEqual(Math.min(...values));
        expect(value).toBeLessThanOrEqual(Math.max(...values));
      }),
    );
  });

  test('the order of the dimensions does not matter', () => {
    const shuffled = rated.chain((one) =>
      fc.tuple(
        fc.constant(one),
        fc.shuffledSubarray(one.values, { minLength: one.values.length, maxLength: one.values.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([{ values, k, floor }, other]) => {
        expect(applyRule(rule(k, floor), other, k)).toEqual(applyRule(rule(k, floor), values, k));
      }),
    );
  });

  test('the stricter reading gives what the prose says, and never more than the published rule', () => {
    fc.assert(
      fc.property(rated, ({ values, k, floor }) => {
        const { value, strict } = applyRule(rule(k, floor), values, k);
        expect(strict).toBe(prose(values, k, floor));
        expect(strict).toBeLessThanOrEqual(value);
      }),
    );
  });

  test('with a floor of one, the two readings differ exactly when the lowest is three or more below the k-th', () => {
    fc.assert(
      fc.property(rated, ({ values, k }) => {
        const { value, strict, kth, lowest } = applyRule(rule(k), values, k);
        expect(strict !== value).toBe(kth - lowest >= 3);
      }),
    );
  });
});
