import type { CompetencyRule } from '../../contract/ladder-competencies.ts';

/** The value of a competency, and the values it was computed from. */
export interface RuleResult {
  /** The value by the published rule. */
  value: number;
  /**
   * The value by the stricter prose beside it: the largest N with k dimensions at N or more and none below N - floor.
   */
  strict: number;
  /** The values, from high to low. */
  sorted: number[];
  /** The k-th of the sorted values. */
  kth: number;
  lowest: number;
}

/**
 * How many dimensions must reach a step, if `applicable` of a competency's `all` dimensions apply: the rule's k, in
 * proportion to the dimensions that apply, rounded up.
 */
export function neededOf(rule: CompetencyRule, applicable: number, all: number): number {
  return rule.kind === 'majority' ? Math.ceil((rule.k * applicable) / all) : applicable;
}

/**
 * Applies a rule to dimension values. The majority rule, as the matrix publishes it: sort the values from high to low;
 * the k-th is the value; if the lowest is more than `floor` below it, the value drops by one. The rule 'all at least':
 * the lowest is the value. `values` holds one value for each dimension that applies and is not empty. `k` comes from
 * `neededOf`.
 */
export function applyRule(rule: CompetencyRule, values: readonly number[], k: number): RuleResult {
  const sorted = [...values].sort((a, b) => b - a);
  const kth = sorted[k - 1] as number;
  const lowest = sorted.at(-1) as number;
  if (rule.kind === 'all-at-least') return { value: lowest, strict: lowest, sorted, kth, lowest };
  const value = kth - lowest > rule.floor ? kth - 1 : kth;
  return { value, strict: Math.min(kth, lowest + rule.floor), sorted, kth, lowest };
}
