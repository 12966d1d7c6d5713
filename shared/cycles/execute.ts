import { fingerprintOf } from '../cases/answers.ts';
import { type Carried, carryOut, type Found } from '../cases/once.ts';
import type { Outside } from '../cases/outside.ts';
import { Refusal } from '../cases/refusal.ts';
import { type CycleClosing, type CycleInput, CycleRecord, CycleResult } from '../contract/cycles.ts';
import * as z from '../contract/zod.ts';
import { type CycleCommand, decideCycle } from '../domain/cycles/decide.ts';
import { evolveCycle } from '../domain/cycles/evolve.ts';
import { sealRecord } from '../ledger/seal.ts';
import { hrOnly } from '../publishing/hr.ts';
import { cycleEventWrite } from '../store/chain-writes.ts';
import { listCycles } from '../store/cycles.ts';
import { contentOf, nameOf } from '../store/items.ts';
import { keys } from '../store/keys.ts';
import { type Write, writesOf } from '../store/transaction.ts';
import { openCasesOf } from './open-cases.ts';

/** How a request was made, beside what it asks. */
export interface RequestMeta {
  idempotencyKey: string;
  /** The version of the cycle that the caller saw, from `If-Match`; owed for one that is there. */
  ifVersion?: number;
  requestId: string;
}

export interface Executed<Result> {
  result: Result;
  /** The answer was given before, and nothing was done this time. */
  replayed: boolean;
}

/** Opens a cycle, or says anew all that HR says of an open one. Throws `Refusal`. */
export async function putCycle(
  outside: Outside,
  actorId: string,
  { id, input }: { id: string; input: CycleInput },
  meta: RequestMeta,
): Promise<Executed<CycleResult>> {
  return execute(outside, actorId, id, { type: 'put', id, input }, meta);
}

/** Closes a cycle, and tells which of its cases are open at the moment of the answer. Throws `Refusal`. */
export async function closeCycle(
  outside: Outside,
  actorId: string,
  id: string,
  meta: RequestMeta,
): Promise<Executed<CycleClosing>> {
  const { result, replayed } = await execute(outside, actorId, id, { type: 'close' }, meta);
  return { result: { ...result, openCases: await openCasesOf(outside, id) }, replayed };
}

async function execute(
  outside: Outside,
  actorId: string,
  id: string,
  command: CycleCommand,
  { idempotencyKey, ifVersion, requestId }: RequestMeta,
): Promise<Executed<CycleResult>> {
  const { table, clock, ids, random } = outside;
  const once = {
    actorId,
    idempotencyKey,
    fingerprint: fingerprintOf({ cycle: id, command }),
    shape: CycleResult,
    reads: [keys.cycle(id), keys.cycleCount],
    busy: 'The cycles are changing at this moment. Nothing was done; try again.',
  };
  return carryOut(outside, once, async (found): Promise<Carried<CycleResult>> => {
    const actor = hrOnly(found.actor);
    const { before, count } = stateIn(found, id);
    // Read after the count: whatever is done to another one in between, the count tells.
    const others = await listCycles(table);
    const at = clock.now().toISOString();
    if (!before?.closedAt) checkVersion(before, command, ifVersion);
    const decision = decideCycle(before, command, { now: at, actor, others });
    if (!decision.ok) throw new Refusal(decision.rejection.code, decision.rejection.message, decision.rejection);
    const recording = { chain: `cycle:${id}` as const, audit: before?.audit ?? null, at, requestId, ids, random };
    const [sealed] = sealRecord([decision.event], recording);
    if (!sealed) throw new Error('A decision holds an event');
    const after = evolveCycle(before, sealed.event);
    const write = writesOf(table);
    return {
      result: { cycleId: id, type: sealed.event.type, version: after.version, at },
      writes: [...cycleWrites(write, before, after), cycleEventWrite(write, sealed), countWrite(write, count)],
    };
  });
}

type Writes = ReturnType<typeof writesOf>;

function cycleWrites(write: Writes, before: CycleRecord | null, after: CycleRecord): Write[] {
  const item = { ...after, ...keys.cycle(after.id) };
  return [before ? write.putIfVersion('head', item, before.version) : write.putNew('head', item)];
}

function countWrite(write: Writes, count: number): Write {
  const item = { version: count + 1, ...keys.cycleCount };
  return count === 0 ? write.putNew('guard', item) : write.putIfVersion('guard', item, count);
}

const Count = z.strictObject({ version: z.int().check(z.minimum(1)) });

function stateIn({ items }: Found, id: string) {
  const cycle = items.get(nameOf(keys.cycle(id)));
  const count = items.get(nameOf(keys.cycleCount));
  return {
    before: cycle ? CycleRecord.parse(contentOf(cycle)) : null,
    count: count ? Count.parse(contentOf(count)).version : 0,
  };
}

function checkVersion(before: CycleRecord | null, { type }: CycleCommand, ifVersion: number | undefined): void {
  if (before && ifVersion === undefined)
    throw new Refusal('precondition-required', 'This cycle is open: say which version you saw, in If-Match.');
  if (ifVersion !== undefined && before && before.version !== ifVersion)
    throw new Refusal('precondition-failed', 'This cycle has changed since you read it. Read it again, then decide.');
  if (ifVersion !== undefined && !before && type === 'put')
    throw new Refusal('precondition-failed', 'There is no such cycle yet: leave If-Match out to open it.');
}
