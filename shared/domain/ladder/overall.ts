import type { Level } from '../../contract/ladder.ts';

/**
 * The weighted mean of competency values, rounded half up to one decimal, in exact arithmetic: weights have two decimals
 * at most, so everything is a whole number of hundredths until the one division.
 */
export function weightedMean(parts: readonly { value: number; weight: number }[]): number {
  const hundredths = parts.map(({ value, weight }) => ({ value, weight: Math.round(weight * 100) }));
  const total = hundredths.reduce((sum, part) => sum + part.weight, 0);
  const weighted = hundredths.reduce((sum, part) => sum + part.value * part.weight, 0);
  // floor(10 w / t + 1/2) = floor((20 w + t) / 2t), in whole numbers.
  return Math.floor((20 * weighted + total) / (2 * total)) / 10;
}

/** The level whose band holds an overall value, both ends included; null when none does. */
export function bandOf(levels: readonly Level[], overall: number): string | null {
  return levels.find(({ band }) => band !== null && band.min <= overall && overall <= band.max)?.id ?? null;
}
