import type { Change } from '../../../contract/score.ts';

/** A set of changes, with the numbers that sets are compared by. */
export interface Way {
  changes: Change[];
  /** The sum of the steps by which ratings rise. A dimension that is not rated starts below the first step. */
  steps: number;
  /**
   * For each rating in turn: its position in the ladder, then its new step, negated. Smaller numbers are offered first.
   */
  order: number[];
}

/** The most sets that are offered. */
export const offered = 3;

export const noChange: Way = { changes: [], steps: 0, order: [] };

/** Both sets of changes together. */
export function joined(a: Way, b: Way): Way {
  return { changes: [...a.changes, ...b.changes], steps: a.steps + b.steps, order: [...a.order, ...b.order] };
}

/** The smallest sets, at most `offered`: fewest changes first, then fewest steps, then the order of the ladder. */
export function smallest(ways: readonly Way[]): Way[] {
  return [...ways].sort(compare).slice(0, offered);
}

function compare(a: Way, b: Way): number {
  const bySize = a.changes.length - b.changes.length || a.steps - b.steps;
  if (bySize !== 0) return bySize;
  const at = a.order.findIndex((one, index) => one !== b.order[index]);
  return at === -1 ? 0 : (a.order[at] as number) - (b.order[at] ?? Number.POSITIVE_INFINITY);
}
