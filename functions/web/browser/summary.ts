import type { Score } from '#shared/contract/score.ts';

/** The result of the ratings so far, in up to three sentences. A screen reader reads it out after a pause. */
export function summaryOf({ overall, criteria }: Score, rated: number, dimensions: number): string {
  const band = overall.band === null ? 'in no band' : `in the band of ${overall.band}`;
  const met = criteria.filter((one) => one.verdict === 'pass').length;
  return [
    `${rated} of ${dimensions} dimensions rated.`,
    ...(overall.value === null ? [] : [`Overall ${overall.value.toFixed(1)}, ${band}.`]),
    `${met} of ${criteria.length} criteria met.`,
  ].join(' ');
}
