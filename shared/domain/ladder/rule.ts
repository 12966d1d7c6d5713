import type { CompetencyRule } from '../../contract/ladder.ts';

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
 * How many of the `applicable` dimensions of a competency with `all` of them must reach a step: the rule's k, in
 * proportion to the dimensions that apply, rounded up.
 */
export function neededOf(rule: CompetencyRule, applicable: number, all: number): number {
  return rule.kind === 'majority' ? Math.ceil((rule.k * applicable) / all) : applicable;
}

/**
 * What a rule makes of dimension values. Majority, as the matrix publishes it: sort the values from high to low; the k-th
 * is the value; if the lowest is more than `floor` below it, the value drops by one. All at least: the lowest is the
 * value. `values` holds one value per dimension that applies and is not empty; `k` is what `neededOf` gives.
 */
export function applyRule(rule: CompetencyRule, values: readonly number[], k: number): RuleResult {
  const sorted = [...values].sort((a, b) => b - a);
  const kth = sorted[k - 1] as number;
  const lowest = sorted.at(-1) as number;
  if (rule.kind === 'all-at-least') return { value: lowest, strict: lowest, sorted, kth, lowest };
  const value = kth - lowest > rule.floor ? kth - 1 : kth;
  return { value, strict: Math.min(kth, lowest + rule.floor), sorted, kth, lowest };
}
