import type { Competency } from '../../contract/ladder.ts';

/** How a competency's value came about. */
export interface RuleResult {
  /** The value as published. */
  value: number;
  /** The value under the stricter prose: k dimensions at N or more and none below N - floor. */
  strict: number;
  /** The values, from high to low. */
  sorted: number[];
  /** The k-th of them. */
  kth: number;
  lowest: number;
}

/**
 * The majority rule as the matrix publishes it: sort the values from high to low; the k-th is the value; if the lowest is
 * more than `floor` below it, the value drops by one. `values` holds one value per dimension and is not empty.
 */
export function applyRule(rule: Competency['rule'], values: readonly number[]): RuleResult {
  const sorted = [...values].sort((a, b) => b - a);
  const kth = sorted[Math.min(rule.k, sorted.length) - 1] as number;
  const lowest = sorted.at(-1) as number;
  const value = kth - lowest > rule.floor ? kth - 1 : kth;
  return { value, strict: Math.min(kth, lowest + rule.floor), sorted, kth, lowest };
}
