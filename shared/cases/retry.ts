import { attempts } from '../store/transaction.ts';
import { Refusal } from './refusal.ts';

/**
 * Repeats an attempt until one succeeds. An attempt reads, decides and writes in one transaction, and gives null if
 * something that it read has changed in the meantime. `what` is the thing that keeps changing, such as `The case`.
 * Throws `Refusal` busy after the last attempt.
 */
export async function withRetries<T>(what: string, attempt: (isFirst: boolean) => Promise<T | null>): Promise<T> {
  for (let at = 0; at < attempts; at++) {
    const done = await attempt(at === 0);
    if (done !== null) return done;
  }
  throw new Refusal('busy', `${what} is changing at this moment. Nothing was done; try again.`);
}
