import type { Person } from '../contract/people.ts';
import type * as z from '../contract/zod.ts';
import { hashOf } from '../ledger/hash.ts';
import { peopleIn } from '../store/directory.ts';
import { getMany, type Item, nameOf } from '../store/items.ts';
import { type Key, keys } from '../store/keys.ts';
import { keyOf, transact, type Write, writesOf } from '../store/transaction.ts';
import { type Asked, answerIn, answerWrite } from './answers.ts';
import type { Outside } from './outside.ts';
import { Refusal } from './refusal.ts';
import { withRetries } from './retry.ts';

/** The headers of a request. */
export interface RequestMeta {
  idempotencyKey: string;
  /** The version that the caller read, from `If-Match`. */
  ifVersion?: number;
  requestId: string;
}

export interface Executed<Result> {
  result: Result;
  /** This answer was given before, and nothing was done this time. */
  replayed: boolean;
}

/** A request of a person. It is carried out once, even if it is sent several times. */
export interface Once<Result, Facts = unknown> {
  /** The person, as the directory had them when the request came in. */
  actor: Person;
  idempotencyKey: string;
  /** What the request asks. Another request under the same key is refused. */
  request: unknown;
  shape: z.ZodMiniType<Result>;
  /** The thing that is changed, such as `The case`. The refusal names it if others keep changing it. */
  what: string;
  /** The items that the decision needs, read in one call with the stored answer. */
  reads?: readonly Key[];
  /** Reads what else the decision needs, at the same time. */
  facts?: (isFirst: boolean) => Promise<Facts>;
}

/** What an attempt read. The actor is null if the directory no longer has them. */
export interface Found<Facts = unknown> {
  actor: Person | null;
  /** The items of `reads`, by `nameOf` of their key. */
  items: ReadonlyMap<string, Item>;
  facts: Facts;
}

/** The result of a decision: the answer, and everything that is written with it. */
export interface Carried<Result> {
  result: Result;
  writes: Write[];
}

/**
 * Carries out a request: reads, decides and writes in one transaction. The transaction also stores the answer under the
 * idempotency key and checks that the actor's directory item has not changed. If a condition of the transaction fails,
 * or `decide` gives null because the items it got do not fit together, everything is read and decided again. If the
 * request was carried out before, gives the stored answer. `decide` throws `Refusal`.
 */
export async function carryOut<Result, Facts>(
  { table }: Outside,
  once: Once<Result, Facts>,
  decide: (found: Found<Facts>) => Promise<Carried<Result> | null>,
): Promise<Executed<Result>> {
  const { actor, idempotencyKey: key, request, shape, what, reads = [] } = once;
  const asked: Asked<Result> = { personId: actor.id, key, fingerprint: hashOf(request), shape };
  const profile = keys.profile(actor.id);
  const answer = keys.idempotency(actor.id, key);
  const given = async (more: readonly Key[]) => {
    const items = await getMany(table, [answer, ...more]);
    return { items, result: answerIn(items.get(nameOf(answer)), asked) };
  };
  return withRetries(what, async (isFirst) => {
    const [{ items, result }, facts] = await Promise.all([
      given(isFirst ? reads : [profile, ...reads]),
      once.facts?.(isFirst) as Promise<Facts>,
    ]);
    if (result) return { result, replayed: true };
    const now = isFirst ? actor : (peopleIn(items, [actor.id])[actor.id] ?? null);
    try {
      const carried = await decide({ actor: now, items, facts });
      if (!carried) return null;
      const { ok } = await transact(table, [
        ...carried.writes,
        answerWrite(writesOf(table), asked, carried.result),
        ...personCheck(writesOf(table), now, carried.writes),
      ]);
      return ok ? { result: carried.result, replayed: false } : null;
    } catch (error) {
      // The same request may have been carried out after the answer was read and before the facts were.
      const late = error instanceof Refusal ? (await given([])).result : null;
      if (late) return { result: late, replayed: true };
      throw error;
    }
  });
}

/** Checks that a person has not changed, unless `writes` already do: a transaction can have each item only once. */
export function personCheck(
  write: ReturnType<typeof writesOf>,
  person: Person | null,
  writes: readonly Write[],
): Write[] {
  if (!person) return [];
  const profile = keys.profile(person.id);
  const isThere = writes.some((one) => nameOf(keyOf(one)) === nameOf(profile));
  return isThere ? [] : [write.checkVersion('guard', profile, person.version)];
}
