import { Outcome } from '../contract/case.ts';
import * as z from '../contract/zod.ts';
import { contentOf, type Item, nameOf } from './items.ts';
import { keys } from './keys.ts';

/** How an engineer's last case on a transition ended. */
const LastCase = z.strictObject({ caseId: z.string(), outcome: Outcome, closedAt: z.string() });
export type LastCase = z.infer<typeof LastCase>;

/** Finds it among items that were read by key. Null before the first case. */
export function lastCaseIn(
  found: ReadonlyMap<string, Item>,
  engineerId: string,
  ladderId: string,
  transition: string,
): LastCase | null {
  const item = found.get(nameOf(keys.lastCase(engineerId, ladderId, transition)));
  return item ? LastCase.parse(contentOf(item)) : null;
}

/** Finds the id of an engineer's open case among items that were read by key. Null if they have none. */
export function openCaseIn(found: ReadonlyMap<string, Item>, engineerId: string): string | null {
  const item = found.get(nameOf(keys.openCase(engineerId)));
  return item ? String(item.caseId) : null;
}
