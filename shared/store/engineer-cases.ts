import { LastCase } from '../contract/case.ts';
import { type Item, nameOf } from './items.ts';
import { keys } from './keys.ts';
import { shape } from './shape.ts';

/** How a last case is stored. */
export const lastCaseShape = shape(LastCase);

/** Finds a last case among items that were read by key. Null before the first case. */
export function lastCaseIn(
  found: ReadonlyMap<string, Item>,
  engineerId: string,
  ladderId: string,
  transition: string,
): LastCase | null {
  const item = found.get(nameOf(keys.lastCase(engineerId, ladderId, transition)));
  return item ? lastCaseShape.read(item) : null;
}

/** Finds the id of an engineer's open case among items that were read by key. Null if they have none. */
export function openCaseIn(found: ReadonlyMap<string, Item>, engineerId: string): string | null {
  const item = found.get(nameOf(keys.openCase(engineerId)));
  return item ? String(item.caseId) : null;
}

/**
 * When the case of an engineer that closed last was closed, and until when they can appeal in it if they are never away, among
 * items that were read by key. Null: there is none, or they cannot.
 */
export function appealableIn(
  found: ReadonlyMap<string, Item>,
  engineerId: string,
): { closedAt: string; until: string } | null {
  const item = found.get(nameOf(keys.lastClosed(engineerId)));
  // Items from before leave was kept do not say when the case was closed.
  const { until, closedAt = until } = item ?? ({} as Item);
  return typeof until === 'string' && typeof closedAt === 'string' ? { closedAt, until } : null;
}

/** Finds the id of the case of an engineer that closed last. Null: none has closed since this is written down. */
export function lastClosedIn(found: ReadonlyMap<string, Item>, engineerId: string): string | null {
  const item = found.get(nameOf(keys.lastClosed(engineerId)));
  return item ? String(item.caseId) : null;
}
