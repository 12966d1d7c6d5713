import type { Level } from '../../contract/ladder-levels.ts';
import type { CompetencyScore, Score } from '../../contract/score.ts';

/**
 * The weighted mean of competency values, rounded half up to one decimal. The arithmetic is exact: weights have at most
 * two decimals, so everything is a whole number of hundredths until the one division.
 */
export function weightedMean(parts: readonly { value: number; weight: number }[]): number {
  let total = 0;
  let weighted = 0;
  for (const { value, weight } of parts) {
    const hundredths = Math.round(weight * 100);
    total += hundredths;
    weighted += value * hundredths;
  }
  // floor(10 w / t + 1/2) = floor((20 w + t) / 2t), in whole numbers.
  return Math.floor((20 * weighted + total) / (2 * total)) / 10;
}

/** The level whose band contains an overall value, both ends included. Null: no band contains it. */
export function bandOf(levels: readonly Level[], overall: number): string | null {
  return levels.find(({ band }) => band !== null && band.min <= overall && overall <= band.max)?.id ?? null;
}

/**
 * The overall of competency values, with its band. The mean leaves out a competency if too few of its dimensions apply.
 * There is no overall while a dimension is not rated, or if the levels have no bands.
 */
export function overallOf(
  levels: readonly Level[],
  competencies: readonly Omit<CompetencyScore, 'explanation'>[],
): Omit<Score['overall'], 'explanation'> {
  const parts = competencies.flatMap(({ value, weight }) => (value === null ? [] : [{ value, weight }]));
  const leftOut = competencies.filter((one) => one.value === null && one.missing.length === 0).map((one) => one.id);
  const unknown = competencies.some((one) => one.missing.length > 0) || parts.length === 0;
  if (unknown || levels.every((level) => level.band === null))
    return { value: null, band: null, leftOut, thresholds: null };
  const value = weightedMean(parts);
  const band = bandOf(levels, value);
  return { value, band, leftOut, thresholds: thresholdsOf(levels, value, band) };
}

function thresholdsOf(levels: readonly Level[], value: number, id: string | null): Score['overall']['thresholds'] {
  const band = levels.find((level) => level.id === id)?.band;
  if (!band) return null;
  const above = levels.flatMap((level) => (level.band && level.band.min > value ? [level.band.min] : []));
  const tenths = (difference: number) => Math.round(difference * 10) / 10;
  return {
    ...band,
    aboveMin: tenths(value - band.min),
    toNext: above.length > 0 ? tenths(Math.min(...above) - value) : null,
  };
}
