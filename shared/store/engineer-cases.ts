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
