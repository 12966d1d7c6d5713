import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Pump, startPump } from '#infra/local/engine/pump.ts';
import { StreamsEndpoint } from '#test/support/streams.ts';

let endpoint: string;
let streams: StreamsEndpoint;
let folder: string;
let pump: Pump | undefined;
let taken: string[];
let errors: unknown[];
/** Whether the function takes what it is given. */
let takes: boolean;

const never = 2 ** 31 - 1;

async function start(rareMs = 20): Promise<Pump> {
  pump = await startPump({
    endpoint,
    table: 'rungs',
    file: join(folder, 'stream.json'),
    async call({ Records }: DynamoDBStreamEvent) {
      const keys = Records.map(({ dynamodb }) => dynamodb?.Keys?.pk?.S ?? '');
      taken.push(...keys.map((key) => (takes ? key : `${key} refused`)));
      return { batchItemFailures: takes ? [] : [{ itemIdentifier: Records[0]?.dynamodb?.SequenceNumber ?? '' }] };
    },
    onError: (error) => errors.push(error),
    rareMs,
  });
  return pump;
}

beforeEach(async () => {
  [taken, errors, takes] = [[], [], true];
  folder = mkdtempSync(join(tmpdir(), 'rungs-pump-'));
  streams = new StreamsEndpoint();
  endpoint = await streams.start();
  streams.addShard('one');
});
afterEach(async () => {
  await pump?.stop();
  pump = undefined;
  await streams.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('a write that wakes the pump is handed on at once', async () => {
  const running = await start(never);
  // By now the next look would come after more than 2 seconds.
  await vi.waitUntil(() => (streams.asked.GetRecords ?? 0) >= 5, { timeout: 10_000 });
  streams.write('one', 'a');
  running.wake();
  await vi.waitUntil(() => taken.length > 0, { timeout: 2000 });
  expect(taken).toEqual(['a']);
});

test('a record that appears only after the pump has looked is found, because it looks again', async () => {
  const running = await start(never);
  await running.drained();
  streams.onRead = () => {
    streams.onRead = () => {};
    streams.write('one', 'late');
  };
  running.wake();
  await vi.waitUntil(() => taken.length > 0);
  expect(taken).toEqual(['late']);
});

test('who waits for the pump while it looks waits for a look that begins later', async () => {
  const running = await start(never);
  await running.drained();
  const drained = new Promise<void>((resolve) => {
    streams.onRead = () => {
      streams.onRead = () => {};
      streams.write('one', 'late');
      resolve(running.drained());
    };
  });
  running.wake();
  await drained;
  expect(taken).toEqual(['late']);
});

test('a write that wakes nobody is found by the look that comes once in a while', async () => {
  await (await start()).drained();
  streams.write('one', 'a');
  await vi.waitUntil(() => taken.length > 0);
  expect(taken).toEqual(['a']);
});

test('while nothing is written the shards are read rarely, and listed once', async () => {
  await start(400);
  // Pauses of 10, 40, 160 and 400 ms come first.
  await vi.waitUntil(() => (streams.asked.GetRecords ?? 0) >= 5, { timeout: 10_000 });
  const begun = performance.now();
  await vi.waitUntil(() => (streams.asked.GetRecords ?? 0) >= 8, { timeout: 10_000 });
  expect(performance.now() - begun).toBeGreaterThan(700);
  expect(streams.asked.DescribeStream).toBe(1);
});

test('a batch that is refused is offered again until it is taken', async () => {
  takes = false;
  streams.write('one', 'a', 'b');
  const running = await start();
  await vi.waitUntil(() => taken.length >= 4);
  takes = true;
  await vi.waitUntil(() => taken.includes('b'));
  await running.drained();
  expect(taken.slice(-2)).toEqual(['a', 'b']);
});

test('after a restart it goes on where it was', async () => {
  streams.write('one', 'a');
  await (await start()).drained();
  await pump?.stop();
  streams.write('one', 'b');
  await (await start()).drained();
  expect(taken).toEqual(['a', 'b']);
});

test('an iterator that has expired is replaced, and nothing is read twice', async () => {
  streams.write('one', 'a');
  const running = await start();
  await running.drained();
  streams.write('one', 'b');
  streams.expire();
  await running.drained();
  expect([taken, errors]).toEqual([['a', 'b'], []]);
});

test.each([
  ['before anything was read', []],
  ['after something was read', ['a']],
])('records that are trimmed %s are passed over, and what comes later is read', async (_when, first) => {
  streams.write('one', ...first);
  const running = await start(never);
  await running.drained();
  streams.write('one', 'trimmed');
  streams.trim('one');
  streams.write('one', 'z');
  await running.drained();
  expect([taken, errors]).toEqual([[...first, 'z'], []]);
});

test('a place that was trimmed while the stack was down is given up for the oldest record', async () => {
  streams.write('one', 'a');
  await (await start()).drained();
  await pump?.stop();
  streams.write('one', 'trimmed');
  streams.trim('one');
  streams.write('one', 'z');
  await (await start()).drained();
  expect([taken, errors]).toEqual([['a', 'z'], []]);
});

test('a shard that splits is read to its end before its children, in whichever order they are listed', async () => {
  streams.forget('one');
  streams.addShard('left', 'one');
  streams.addShard('one');
  streams.addShard('right', 'one');
  streams.write('left', 'left');
  streams.write('right', 'right');
  streams.write('one', 'a', 'b');
  const running = await start();
  await running.drained();
  expect(taken).toEqual(['a', 'b']);
  streams.close('one');
  await running.drained();
  expect([taken.slice(2).sort(), errors]).toEqual([['left', 'right'], []]);
});

test('a child that is listed long after its parent has ended is found', async () => {
  streams.write('one', 'a');
  streams.close('one');
  const running = await start();
  await running.drained();
  streams.addShard('two', 'one');
  streams.write('two', 'b');
  await running.drained();
  expect(taken).toEqual(['a', 'b']);
});

test('all shards are read where one answer does not list them all', async () => {
  for (const id of ['two', 'three', 'four', 'five']) streams.addShard(id);
  for (const id of ['one', 'two', 'three', 'four', 'five']) streams.write(id, id);
  await (await start()).drained();
  expect(taken).toEqual(['one', 'two', 'three', 'four', 'five']);
});

test('a stream that has no shard yet is read once it has one', async () => {
  streams.forget('one');
  const running = await start();
  await running.drained();
  streams.addShard('two');
  streams.write('two', 'a');
  await running.drained();
  expect(taken).toEqual(['a']);
});

test('a shard that is gone is left, and the child that stays is read', async () => {
  streams.write('one', 'a');
  const running = await start();
  await running.drained();
  streams.addShard('two', 'one');
  streams.write('two', 'b');
  streams.forget('one');
  await running.drained();
  expect([taken, errors]).toEqual([['a', 'b'], []]);
});

test('the stream of a table that was made anew is read from its beginning', async () => {
  streams.write('one', 'a', 'b');
  await (await start()).drained();
  await pump?.stop();
  expect(existsSync(join(folder, 'stream.json'))).toBe(true);
  await streams.stop();
  streams = new StreamsEndpoint();
  streams.label = '2026-03-03T09:00:00.000';
  endpoint = await streams.start();
  streams.addShard('one');
  streams.write('one', 'c');
  await (await start()).drained();
  expect(taken).toEqual(['a', 'b', 'c']);
});

test('an error of the server is reported, and reading goes on when it is over', async () => {
  const running = await start();
  await running.drained();
  streams.fail(true);
  await vi.waitUntil(() => errors.length > 0, { timeout: 10_000 });
  streams.write('one', 'a');
  streams.fail(false);
  await running.drained();
  expect(taken).toEqual(['a']);
  expect(errors[0]).toMatchObject({ name: 'InternalServerError' });
});
