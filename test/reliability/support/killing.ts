import { createHash } from 'node:crypto';
import { BatchWriteCommand, DeleteCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { expect } from 'vitest';
import { createRelay } from '#functions/relay/handler.ts';
import type { Log } from '#functions/runtime/logger.ts';
import { createSweep } from '#functions/sweep/handler.ts';
import { createWorkflow } from '#functions/workflow/handler.ts';
import { localAccess } from '#infra/local/engine/table.ts';
import type { Outside } from '#shared/cases/outside.ts';
import { putCycle } from '#shared/cycles/execute.ts';
import { publishLadder } from '#shared/publishing/setup.ts';
import { openTable } from '#shared/store/client.ts';
import { type Item, nameOf } from '#shared/store/items.ts';
import { keys } from '#shared/store/keys.ts';
import { loadLadder } from '#shared/store/ladders.ts';
import { actorOf } from '#test/support/actor.ts';
import { cycleInput } from '#test/support/cycles.ts';
import { isDrawn } from '#test/support/extent.ts';
import { softwareEngineerTrack } from '#test/support/ladders.ts';
import { shortLadder, threeReviewerLadder } from '#test/support/test-ladder.ts';
import { startWorld, type World } from '#test/support/world.ts';
import { Killed, Process } from './crash.ts';
import { type Kept, MemoryMachine } from './machine.ts';
import { largerOrganisation as people } from './organisation.ts';
import { accountOf, canonical, faultsOfExecution, faultsOfStored, storedOf } from './stored-case.ts';

/**
 * Every process that changes something is killed at each of its crash points: before each call to the outside, and before
 * it can answer its caller. Then the caller recovers in its usual way, all stream records are lost, and one sweep runs.
 * After that the case must look as if there had been no crash. The database is the embedded engine. Step Functions is
 * simulated in memory, so that it can be reset for every crash point; `machine.ts` says which parts are real.
 */

type Part = 'person' | 'relay' | 'workflow' | 'sweep';
/** The ladders of the cases. */
const ladders = [softwareEngineerTrack, shortLadder];
const quiet = { info: () => {}, warn: () => {}, error: () => {} } as unknown as Log;

export let world: World;
export let machine: MemoryMachine;
const processes: Record<Part, Process> = {
  person: new Process(),
  relay: new Process(),
  workflow: new Process(),
  sweep: new Process(),
};
/** How the machine learns that a task was killed: as an error of the Lambda service, or as an error without a retry. */
export const death: { as: 'Lambda.Unknown' | 'Crash' } = { as: 'Lambda.Unknown' };
export let outsideOf: Record<Part, Outside>;
export let relay: ReturnType<typeof createRelay>;
/** Looks at every case and asks about its execution: the machine tells nobody of executions that have ended. */
export let sweep: () => Promise<unknown>;
const points: Record<string, number> = {};
/** What was killed at each of its points. */
export const covered = new Set<string>();
/** What could have been killed. A sample leaves most of it out. */
export const tried = new Set<string>();

/** Starts a world in which every process can be killed. */
export async function startKilling(): Promise<void> {
  world = await startWorld(people);
  const through = (part: Part): Outside => ({
    ...world.outside,
    table: processes[part].watch(openTable(world.table, localAccess(world.endpoint))),
  });
  outsideOf = {
    person: through('person'),
    relay: through('relay'),
    workflow: through('workflow'),
    sweep: through('sweep'),
  };
  // A process reads a published version once. After that the tests remove it from the table, to copy the table quickly.
  await publishLadder(world.outside, shortLadder);
  for (const { table } of [world.outside, ...Object.values(outsideOf)])
    for (const one of ladders) await loadLadder(table, one.id, one.version);
  for (const one of [...ladders, threeReviewerLadder])
    await world.outside.table.client.send(
      new DeleteCommand({ TableName: world.table, Key: keys.ladder(one.id, one.version) }),
    );
  const cycle = { id: 'annual-2026', input: cycleInput() };
  await putCycle(world.outside, await actorOf(world.outside, 'hugo-hr'), cycle, {
    idempotencyKey: 'cycle',
    requestId: 'test',
  });
  const workflow = createWorkflow(outsideOf.workflow);
  machine = new MemoryMachine(world.clock, async (payload) => {
    try {
      return await processes.workflow.run(() => {
        // The start of a task counts as a call, so that each of several tasks can be killed before it does anything.
        processes.workflow.send();
        return workflow(payload, { awsRequestId: 'test' });
      });
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      processes.workflow.begin(null);
      throw Object.assign(new Error('killed'), { name: death.as });
    }
  });
  const settling = (part: Part) => ({
    outside: outsideOf[part],
    machine: { client: processes[part].around(machine.client), arn: machine.arn },
    log: quiet,
  });
  relay = createRelay({ ...settling('relay'), origin: 'https://rungs.invalid', mail: null });
  const look = createSweep(settling('sweep'), async () => {});
  sweep = () => look({ everyCase: true });
}

/** Stops it, and prints how many points there were. */
export async function stopKilling(): Promise<void> {
  for (const outside of Object.values(outsideOf)) outside.table.client.destroy();
  await world.stop();
  console.log(`Crash points: ${JSON.stringify(points)}, ${Object.values(points).reduce((a, b) => a + b, 0)} in all`);
}

/** Everything that can be reset: the table without its ladders, the machine, and the time. */
interface Moment {
  items: Map<string, Item>;
  kept: Kept;
  now: string;
}

export async function itemsNow(): Promise<Map<string, Item>> {
  const items = new Map<string, Item>();
  let from: Record<string, unknown> | undefined;
  do {
    const page = await world.outside.table.client.send(
      new ScanCommand({
        TableName: world.table,
        ConsistentRead: true,
        FilterExpression: 'NOT contains(pk, :ladder)',
        ExpressionAttributeValues: { ':ladder': 'LADDER' },
        ...(from ? { ExclusiveStartKey: from } : {}),
      }),
    );
    for (const item of (page.Items ?? []) as Item[]) items.set(nameOf(item), item);
    from = page.LastEvaluatedKey;
  } while (from);
  return items;
}

async function momentNow(): Promise<Moment> {
  return { items: await itemsNow(), kept: machine.keep(), now: world.clock.now().toISOString() };
}

/** Resets everything to a moment. `there` is the content of the table, if the caller knows it. */
async function putBack({ items, kept, now }: Moment, there?: Map<string, Item>): Promise<void> {
  const held = there ?? (await itemsNow());
  const requests = [
    ...[...held].filter(([name]) => !items.has(name)).map(([, { pk, sk }]) => ({ DeleteRequest: { Key: { pk, sk } } })),
    ...[...items]
      .filter(([name, item]) => canonical(held.get(name)) !== canonical(item))
      .map(([, Item]) => ({ PutRequest: { Item } })),
  ];
  for (let at = 0; at < requests.length; at += 25)
    await world.outside.table.client.send(
      new BatchWriteCommand({ RequestItems: { [world.table]: requests.slice(at, at + 25) } }),
    );
  machine.putBack(kept);
  world.clock.set(now);
}

/** Runs the machine until it only waits. Pauses between two attempts are skipped. */
export async function goOn(): Promise<void> {
  await machine.settle();
  for (let next = machine.nextAttempt(); next !== null; next = machine.nextAttempt()) {
    world.clock.set(new Date(Math.max(next, world.clock.now().getTime())).toISOString());
    await machine.settle();
  }
}

export const headRecord = (caseId: string): DynamoDBStreamEvent => {
  const { pk, sk } = keys.head(caseId);
  const Keys = { pk: { S: pk }, sk: { S: sk } };
  return { Records: [{ eventName: 'MODIFY', dynamodb: { Keys, SequenceNumber: '1' } }] };
};

/** Runs one sweep and the machine, checks the case and its execution, and returns what happened to the case. */
async function look(
  caseId: () => string | null,
  what: string,
): Promise<{ account: string[]; items: Map<string, Item> }> {
  await sweep();
  await goOn();
  // A restarted execution wakes within a minute for timers that are already due.
  world.clock.set(new Date(world.clock.now().getTime() + 2 * 60_000).toISOString());
  await goOn();
  const id = caseId();
  const items = await itemsNow();
  const stored = id === null ? null : storedOf([...items.values()], id);
  if (!stored) throw new Error(`${what}: there is no case`);
  const ladder = ladders.find((one) => one.id === stored.head.ladder.id) ?? softwareEngineerTrack;
  expect([...faultsOfStored(stored, ladder), ...faultsOfExecution(stored, machine)], what).toEqual([]);
  return { account: accountOf(stored), items };
}

/** Of what each process does, a sample has one in so many. A person does far more than the others. */
const sampled: Record<Part, number> = { person: 20, relay: 12, workflow: 12, sweep: 2 };

/** Whether a sample has what is done. It is drawn by a hash, because what is done has no order. */
function isInSample(part: Part, what: string): boolean {
  const [byte = 0] = createHash('sha256').update(what).digest();
  return isDrawn(byte, sampled[part]);
}

/**
 * Kills `part` at each crash point of `work`, and checks the case each time after `recover`, which is what the caller of
 * `work` would do. At the end the table is as it was before.
 */
export async function kill(
  part: Part,
  what: string,
  caseId: () => string | null,
  work: () => Promise<unknown>,
  recover: () => Promise<unknown>,
): Promise<void> {
  tried.add(what);
  if (covered.has(what) || !isInSample(part, what)) return;
  const process = processes[part];
  process.begin(null);
  const before = await momentNow();
  await work();
  const calls = process.calls;
  const right = await look(caseId, what);
  await putBack(before, right.items);
  if (calls === 0) return;
  covered.add(what);
  for (let at = 1; at <= calls + 1; at++) {
    process.begin(at);
    await process.run(work).catch((error: unknown) => {
      if (!(error instanceof Killed)) throw error;
    });
    process.begin(null);
    await recover();
    const point = `${what}, killed at ${at} of ${calls}`;
    const found = await look(caseId, point);
    expect(found.account, point).toEqual(right.account);
    points[part] = (points[part] ?? 0) + 1;
    await putBack(before, found.items);
  }
}
