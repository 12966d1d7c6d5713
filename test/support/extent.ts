/**
 * How much a run shows: a sample for `npm test`, everything for `npm run test:all`, and for `npm run test:long` as much of
 * the searches as a night holds. docs/tests.md lists what is sampled.
 */
export type Extent = 'sample' | 'all' | 'long';

const given = process.env.RUNGS_TESTS ?? 'sample';
if (given !== 'sample' && given !== 'all' && given !== 'long')
  throw new Error(`RUNGS_TESTS is sample, all or long, not ${given}`);
export const extent: Extent = given;

/** What this run takes: of a sample, of everything, or of a long run, which takes everything unless it says more. */
export function by<T>(sizes: { sample: T; all: T; long?: T }): T {
  return extent === 'long' ? (sizes.long ?? sizes.all) : sizes[extent];
}

/** What draws a sample. Each run has a number of its own; `RUNGS_SAMPLE` gives it one, to draw the same again. */
export const sampleNumber = Number(process.env.RUNGS_SAMPLE ?? 0);

/** The one of a list that this run draws: numbers in a row draw every one. */
export function drawn<T>(list: readonly T[]): T {
  const one = list[sampleNumber % list.length];
  if (one === undefined) throw new Error('Nothing can be drawn from an empty list');
  return one;
}
