import type { Rating } from '../../contract/score.ts';

/** Whether ratings of one dimension are two or more steps apart, or disagree on whether the dimension applies. */
export function farApart(ratings: readonly Rating[]): boolean {
  const steps = ratings.filter((one): one is number => one !== 'not-applicable');
  if (steps.length > 0 && steps.length < ratings.length) return true;
  return steps.length > 1 && Math.max(...steps) - Math.min(...steps) >= 2;
}
