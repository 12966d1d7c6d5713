import type { Rating } from '../../contract/score.ts';

/** Whether ratings of one dimension lie two steps or more apart, or disagree on whether it applies at all. */
export function farApart(ratings: readonly Rating[]): boolean {
  const steps = ratings.filter((one): one is number => one !== 'not-applicable');
  if (steps.length > 0 && steps.length < ratings.length) return true;
  return steps.length > 1 && Math.max(...steps) - Math.min(...steps) >= 2;
}
