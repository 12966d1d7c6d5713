import { GetCommand, PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Engine, startEngine } from '#infra/local/engine/engine.ts';
import { type Pump, startPump } from '#infra/local/engine/pump.ts';
import { createTable, localAccess } from '#infra/local/engine/table.ts';
import { afterWrites } from '#infra/local/engine/writes.ts';
import { openTable, type Table } from '#shared/store/client.ts';

let engine: Engine;
let table: Table;
let pump: Pump;
let wrote = 0;
const taken: string[] = [];

beforeAll(async () => {
  engine = await startEngine();
  await createTable(engine.endpoint, 'rungs');
  table = openTable('rungs', localAccess(engine.endpoint));
  pump = await startPump({
    endpoint: engine.endpoint,
    table: 'rungs',
    async call({ Records }: DynamoDBStreamEvent) {
      taken.push(...Records.map(({ dynamodb }) => dynamodb?.Keys?.pk?.S ?? ''));
      return { batchItemFailures: [] };
    },
    onError: (error) => {
      throw error;
    },
    rareMs: 2 ** 31 - 1,
  });
  afterWrites(table.client, () => {
    wrote += 1;
    pump.wake();
  });
});
afterAll(async () => {
  await pump.stop();
  table.client.destroy();
  await engine.stop();
});

const put = (pk: string) => ({ TableName: 'rungs', Item: { pk, sk: 'HEAD' } });

test('writes of a client wake the pump, which hands them on in order; reads do not wake it', async () => {
  await table.client.send(new PutCommand(put('a')));
  await table.client.send(new TransactWriteCommand({ TransactItems: [{ Put: put('b') }, { Put: put('c') }] }));
  await vi.waitUntil(() => taken.length === 3, { timeout: 10_000 });
  expect(taken).toEqual(['a', 'b', 'c']);
  await table.client.send(new GetCommand({ TableName: 'rungs', Key: { pk: 'a', sk: 'HEAD' } }));
  expect(wrote).toBe(2);
});

test('a write that is refused counts, because one that seems to have failed may have been done', async () => {
  const before = wrote;
  const refused = new PutCommand({ ...put('a'), ConditionExpression: 'attribute_not_exists(pk)' });
  await expect(table.client.send(refused)).rejects.toThrow('conditional');
  expect(wrote).toBe(before + 1);
});
