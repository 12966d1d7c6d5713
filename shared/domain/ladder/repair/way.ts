import type { Change } from '../../../contract/score.ts';

/** A set of changes, with what it is compared by. */
export interface Way {
  changes: Change[];
  /** Steps that its ratings go up in all; a dimension that is not rated starts below the first step. */
  steps: number;
  /** Place in the ladder and, negative, new step of each rating in turn: what comes first there is offered first. */
  order: number[];
}

/** How many sets are offered at most. */
export const offered = 3;

export const noChange: Way = { changes: [], steps: 0, order: [] };

/** Both sets of changes together. */
export function joined(a: Way, b: Way): Way {
  return { changes: [...a.changes, ...b.changes], steps: a.steps + b.steps, order: [...a.order, ...b.order] };
}

/** The smallest of the sets: fewest changes, then fewest steps, then in the order of the ladder. */
export function smallest(ways: readonly Way[]): Way[] {
  return [...ways].sort(compare).slice(0, offered);
}

function compare(a: Way, b: Way): number {
  const bySize = a.changes.length - b.changes.length || a.steps - b.steps;
  if (bySize !== 0) return bySize;
  const at = a.order.findIndex((one, index) => one !== b.order[index]);
  return at === -1 ? 0 : (a.order[at] as number) - (b.order[at] ?? Number.POSITIVE_INFINITY);
}
