import { randomInt } from 'node:crypto';

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

/**
 * The number that selects the sample. Each run has its own, and its processes inherit it. Set `RUNGS_SAMPLE` to repeat the
 * sample of a run.
 */
process.env.RUNGS_SAMPLE ??= String(randomInt(1_000_000));
export const sampleNumber = Number(process.env.RUNGS_SAMPLE);

/** A sample has one in four of the files that it draws from. */
const filesOf = 4;

/** Whether a sample has a file, by the place of the file among those that are drawn. Four numbers in a row draw every file. */
export function isFileDrawn(at: number, number = sampleNumber): boolean {
  return at % filesOf === number % filesOf;
}

// It changes when every file has been drawn. Otherwise a file could draw the same in each of its samples.
const within = Math.floor(sampleNumber / filesOf);

/** The element of a list that this run uses. Throws on an empty list. Some number draws every element. */
export function drawn<T>(list: readonly T[]): T {
  const one = list[within % list.length];
  if (one === undefined) throw new Error('Nothing can be drawn from an empty list');
  return one;
}

/** One element in `of` of a list in a sample, and all of them otherwise. Some number draws every element. */
export function drawnPart<T>(list: readonly T[], of: number): T[] {
  return list.filter((_one, at) => isDrawn(at, of));
}

/** Whether this run uses the element at a place of a list. */
export function isDrawn(at: number, of: number): boolean {
  return by({ sample: at % of === within % of, all: true });
}
