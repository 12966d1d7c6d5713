import { hashOf } from '../ledger/hash.ts';
import { getMany, nameOf } from '../store/items.ts';
import { keys } from '../store/keys.ts';
import { transact, writesOf } from '../store/transaction.ts';
import { answerIn, answerWrite } from './answers.ts';
import type { Carried, Executed, Once } from './once.ts';
import type { Outside } from './outside.ts';
import { withRetries } from './retry.ts';

/** A request of a machine, which has no record in the directory. `sender`: as `machineNamed` writes it. */
type OnceFor<Result> = Pick<Once<Result>, 'idempotencyKey' | 'request' | 'shape' | 'what'> & { sender: string };

/**
 * Carries out a request of a machine as `carryOut` does one of a person: once under its idempotency key, in one transaction.
 * `decide` throws `Refusal`.
 */
export async function carryOutFor<Result>(
  { table }: Outside,
  { sender, idempotencyKey: key, request, shape, what }: OnceFor<Result>,
  decide: () => Promise<Carried<Result>>,
): Promise<Executed<Result>> {
  const asked = { personId: sender, key, fingerprint: hashOf(request), shape };
  const answer = keys.idempotency(sender, key);
  return withRetries(what, async () => {
    const given = answerIn((await getMany(table, [answer])).get(nameOf(answer)), asked);
    if (given) return { result: given, replayed: true };
    const { result, writes } = await decide();
    const { ok } = await transact(table, [...writes, answerWrite(writesOf(table), asked, result)]);
    return ok ? { result, replayed: false } : null;
  });
}
