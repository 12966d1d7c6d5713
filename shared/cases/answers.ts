import { CommandResult } from '../contract/view.ts';
import * as z from '../contract/zod.ts';
import { hashOf } from '../ledger/hash.ts';
import { Refusal } from './refusal.ts';

/** A stored answer, as it lies under a person's idempotency key. */
const StoredAnswer = z.object({ fingerprint: z.string(), result: z.unknown() });

/** What tells two requests with the same key apart: what they ask, and of what. */
export function fingerprintOf(request: unknown): string {
  return hashOf(request);
}

/**
 * The answer given before under this key, or null. The same key with another request is refused: it would hide that the
 * second was never carried out.
 */
export function answerGiven(item: Record<string, unknown> | undefined, fingerprint: string): CommandResult | null {
  return answerOf(item, fingerprint, CommandResult);
}

/** The same for answers of another shape. */
export function answerOf<T>(
  item: Record<string, unknown> | undefined,
  fingerprint: string,
  shape: z.ZodMiniType<T>,
): T | null {
  if (!item) return null;
  const answer = StoredAnswer.parse(item);
  if (answer.fingerprint !== fingerprint)
    throw new Refusal('idempotency-key-reused', 'This Idempotency-Key was used for another request. Use a new one.');
  return shape.parse(answer.result);
}
