import * as z from '../contract/zod.ts';
import type { Item } from '../store/items.ts';
import { keys } from '../store/keys.ts';
import { shape } from '../store/shape.ts';
import type { Write, writesOf } from '../store/transaction.ts';
import { Refusal } from './refusal.ts';

/** The answer that is stored under a person's idempotency key. */
export const answerShape = shape(z.object({ personId: z.string(), fingerprint: z.string(), result: z.unknown() }));

/** A request under an idempotency key. The fingerprint is a hash of what it asks. */
export interface Asked<Result> {
  personId: string;
  key: string;
  fingerprint: string;
  shape: z.ZodMiniType<Result>;
}

/**
 * The answer given before under this key, or null. Refuses the same key with another request, because the old answer
 * would hide that the second request was never carried out.
 */
export function answerIn<Result>(item: Item | undefined, { fingerprint, shape }: Asked<Result>): Result | null {
  if (!item) return null;
  const answer = answerShape.read(item);
  if (answer.fingerprint !== fingerprint)
    throw new Refusal(
      'idempotency-key-reused',
      'This was sent before with other content, and that was carried out. Open a fresh page, or use a new key.',
    );
  return shape.parse(answer.result);
}

/** The write of an answer. Answers are never deleted. */
export function answerWrite<Result>(
  write: ReturnType<typeof writesOf>,
  { personId, key, fingerprint }: Asked<Result>,
  result: Result,
): Write {
  return write.putNew('answer', {
    ...answerShape.content({ personId, fingerprint, result }),
    ...keys.idempotency(personId, key),
  });
}
