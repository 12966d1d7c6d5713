import * as z from 'zod';
import { CommandResult } from '../contract/view.ts';
import { hashOf } from '../ledger/hash.ts';
import { Refusal } from './refusal.ts';

/** A stored answer, as it lies under a person's idempotency key. */
const StoredAnswer = z.object({ fingerprint: z.string(), result: CommandResult });

/** What tells two requests with the same key apart: what they ask, and of which case. */
export function fingerprintOf(request: unknown): string {
  return hashOf(request);
}

/**
 * The answer given before under this key, or null. The same key with another request is refused: it would hide that the
 * second was never carried out.
 */
export function answerGiven(item: Record<string, unknown> | undefined, fingerprint: string): CommandResult | null {
  if (!item) return null;
  const answer = StoredAnswer.parse(item);
  if (answer.fingerprint !== fingerprint)
    throw new Refusal('idempotency-key-reused', 'This Idempotency-Key was used for another request. Use a new one.');
  return answer.result;
}
