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
 * Whether an engineer has a case that is open, or that they can still appeal in, among items that were read by key. Whoever
 * is in their line then takes part in it, or will if an appeal is upheld.
 */
export function hasCaseIn(found: ReadonlyMap<string, Item>, engineerId: string, now: string): boolean {
  const until = found.get(nameOf(keys.lastClosed(engineerId)))?.until;
  return openCaseIn(found, engineerId) !== null || (typeof until === 'string' && now <= until);
}

/** Finds the id of the case of an engineer that closed last. Null: none has closed since this is written down. */
export function lastClosedIn(found: ReadonlyMap<string, Item>, engineerId: string): string | null {
  const item = found.get(nameOf(keys.lastClosed(engineerId)));
  return item ? String(item.caseId) : null;
}
