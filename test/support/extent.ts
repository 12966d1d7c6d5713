/**
 * How much a run tests. `npm test` takes a sample, and `npm run test:all` takes everything. `npm run test:long` also
 * searches as far as one night allows. docs/tests.md lists what is sampled.
 */
export type Extent = 'sample' | 'all' | 'long';

const given = process.env.RUNGS_TESTS ?? 'sample';
if (given !== 'sample' && given !== 'all' && given !== 'long')
  throw new Error(`RUNGS_TESTS is sample, all or long, not ${given}`);
export const extent: Extent = given;

/** Picks the value for the extent of this run. A long run uses `all` if there is no value for `long`. */
export function by<T>(sizes: { sample: T; all: T; long?: T }): T {
  return extent === 'long' ? (sizes.long ?? sizes.all) : sizes[extent];
}

/** The number that selects the sample. Each run has its own. Set `RUNGS_SAMPLE` to repeat the sample of a run. */
export const sampleNumber = Number(process.env.RUNGS_SAMPLE ?? 0);

/**
 * The element of a list that this run uses. Runs with consecutive numbers use every element. Throws on an empty list.
 */
export function drawn<T>(list: readonly T[]): T {
  const one = list[sampleNumber % list.length];
  if (one === undefined) throw new Error('Nothing can be drawn from an empty list');
  return one;
}

/** One element in `of` of a list in a sample, and all of them otherwise. Runs with consecutive numbers use every element. */
export function drawnPart<T>(list: readonly T[], of: number): T[] {
  return list.filter((_one, at) => isDrawn(at, of));
}

/** Whether this run uses the element at a place of a list. */
export function isDrawn(at: number, of: number): boolean {
  return by({ sample: at % of === sampleNumber % of, all: true });
}
