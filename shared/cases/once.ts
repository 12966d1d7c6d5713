import { Person } from '../contract/people.ts';
import type * as z from '../contract/zod.ts';
import { contentOf, getMany, type Item, nameOf } from '../store/items.ts';
import { type Key, keys } from '../store/keys.ts';
import { type Committed, transact, type Write, writesOf } from '../store/transaction.ts';
import { answerOf } from './answers.ts';
import type { Outside } from './outside.ts';
import { Refusal } from './refusal.ts';

/** A request that is carried out once: by whom, under which key, and what it is told apart by. */
export interface Once<Result> {
  actorId: string;
  idempotencyKey: string;
  fingerprint: string;
  shape: z.ZodMiniType<Result>;
  /** The items that are decided on, read together. */
  reads: readonly Key[];
  /** What to say when others were first five times. */
  busy: string;
}

/** What an attempt found: who acts (null when nobody of that id is in the directory) and the items, by `nameOf` key. */
export interface Found {
  actor: Person | null;
  items: Map<string, Item>;
}

/** What an attempt comes to: the answer, and everything that is written with it. */
export interface Carried<Result> {
  result: Result;
  writes: Write[];
}

/** How often a request is decided again when another one was first. */
const attempts = 5;

/**
 * Decides and writes in one transaction, with the answer under the person's key and a check that the actor is still who
 * they were. Decides again when something decided on has changed, or when `decide` gives null because what it found does
 * not fit together; gives the answer given before when there is one. `decide` throws `Refusal`.
 */
export async function carryOut<Result>(
  outside: Outside,
  once: Once<Result>,
  decide: (found: Found) => Promise<Carried<Result> | null>,
): Promise<{ result: Result; replayed: boolean }> {
  const { table } = outside;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const found = await read(outside, once);
    if (found.answer) return { result: found.answer, replayed: true };
    try {
      const carried = await decide(found);
      if (carried && (await commit(table, once, found, carried)).ok) return { result: carried.result, replayed: false };
    } catch (error) {
      // The items may have been read after, and the answer before, the same request was carried out.
      const late = error instanceof Refusal ? (await read(outside, once)).answer : null;
      if (late) return { result: late, replayed: true };
      throw error;
    }
  }
  throw new Refusal('busy', once.busy);
}

async function read<Result>({ table }: Outside, { actorId, idempotencyKey, fingerprint, shape, reads }: Once<Result>) {
  const profile = keys.profile(actorId);
  const answer = keys.idempotency(actorId, idempotencyKey);
  const wanted = new Map([profile, answer, ...reads].map((key) => [nameOf(key), key]));
  const items = await getMany(table, [...wanted.values()]);
  const actor = items.get(nameOf(profile));
  return {
    items,
    actor: actor ? Person.parse(contentOf(actor)) : null,
    answer: answerOf(items.get(nameOf(answer)), fingerprint, shape),
  };
}

function commit<Result>(
  table: Outside['table'],
  { actorId, idempotencyKey, fingerprint }: Once<Result>,
  { actor }: Found,
  { result, writes }: Carried<Result>,
): Promise<Committed> {
  const write = writesOf(table);
  return transact(table, [
    ...writes,
    write.putNew('answer', { fingerprint, result, personId: actorId, ...keys.idempotency(actorId, idempotencyKey) }),
    ...(actor ? [write.checkVersion('guard', keys.profile(actorId), actor.version)] : []),
  ]);
}
