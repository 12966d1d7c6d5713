import { Outcome } from '../contract/case.ts';
import * as z from '../contract/zod.ts';
import { contentOf } from './items.ts';

/** How an engineer's last case on a transition ended, as it lies in their partition. */
const LastCase = z.strictObject({ caseId: z.string(), outcome: Outcome, closedAt: z.string() });
export type LastCase = z.infer<typeof LastCase>;

/** The same from an item; null where there was no case yet. */
export function lastCaseOf(item: Record<string, unknown> | undefined): LastCase | null {
  return item ? LastCase.parse(contentOf(item)) : null;
}
