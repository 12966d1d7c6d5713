import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Engine, startEngine } from '#infra/local/engine/engine.ts';
import { createTable, localAccess } from '#infra/local/engine/table.ts';
import { memoryTable } from '#infra/local/sample/memory-table.ts';
import { openTable } from '#shared/store/client.ts';
import { type Action, writesOf } from '#shared/store/transaction.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

let tables = 0;
/** An empty table on the engine and one in memory. */
async function bothTables() {
  const name = `table-${tables++}`;
  await createTable(engine.endpoint, name);
  return [openTable(name, localAccess(engine.endpoint)), memoryTable().table];
}

const item = (pk: string, sk: string, more: Record<string, unknown> = {}) => ({ pk, sk, ...more });
const write = writesOf({ name: 'table', client: undefined as never });
const ada = item('P#ada', 'PROFILE', { version: 1, peoplePk: 'PEOPLE', peopleSk: 'ada', id: 'ada', name: 'Ada' });
const bo = item('P#bo', 'PROFILE', { version: 1, peoplePk: 'PEOPLE', peopleSk: 'bo', id: 'bo', name: 'Bo' });
const first = [
  write.putNew('head', ada),
  write.putNew('head', bo),
  ...['CASE#2', 'CASE#1', 'INBOX#1'].map((sk) =>
    write.put('other', item('P#ada', sk, { gone: undefined, list: [{}] })),
  ),
];

/** Writes everything and gives 'done', or the code of each action if the transaction was cancelled. */
async function transact(client: DynamoDBDocumentClient, name: string, actions: Action[]): Promise<unknown> {
  const named = actions.map((action) => JSON.parse(JSON.stringify(action).replaceAll('"table"', `"${name}"`)));
  return client.send(new TransactWriteCommand({ TransactItems: named })).then(
    () => 'done',
    (error: unknown) => {
      if (!(error instanceof TransactionCanceledException)) throw error;
      return error.CancellationReasons?.map((one) => one.Code);
    },
  );
}

const actionsOf = (writes: { action: Action }[]) => writes.map((one) => one.action);

describe('the table in memory gives the same answer as the engine', () => {
  test.each([
    ['a new item', [write.putNew('other', item('P#cy', 'PROFILE'))]],
    ['an item that already exists', [write.put('other', item('P#cy', 'A')), write.putNew('other', ada)]],
    ['the expected version', [write.putIfVersion('other', { ...ada, version: 2 }, 1)]],
    ['another version', [write.putIfVersion('other', { ...ada, version: 3 }, 2), write.put('other', bo)]],
    ['a revision of an item without one', [write.putIfRevision('other', { ...ada }, 1)]],
    ['a check that holds', [write.checkVersion('guard', ada, 1), write.remove('other', bo)]],
    ['a check of a missing item', [write.checkVersion('guard', item('P#di', 'PROFILE'), 1)]],
    ['the removal of a missing item', [write.remove('other', item('P#di', 'PROFILE'))]],
  ])('to a transaction of %s', async (_, writes) => {
    const found = [];
    for (const { client, name } of await bothTables()) {
      const begun = await transact(client, name, actionsOf(first));
      const ended = await transact(client, name, actionsOf(writes));
      const key = { pk: 'P#ada', sk: 'PROFILE' };
      const read = (await client.send(new GetCommand({ TableName: name, Key: key, ConsistentRead: true }))).Item;
      const Keys = ['ada', 'bo', 'cy'].map((id) => ({ pk: `P#${id}`, sk: 'PROFILE' }));
      const many = await client.send(new BatchGetCommand({ RequestItems: { [name]: { Keys, ConsistentRead: true } } }));
      found.push({ begun, ended, read, many: many.Responses?.[name]?.map((one) => one.pk).sort() });
    }
    expect(found[1]).toEqual(found[0]);
  });

  const of = (pk: string, prefix?: string): Partial<QueryCommandInput> => ({
    KeyConditionExpression: `pk = :pk${prefix ? ' AND begins_with(sk, :prefix)' : ''}`,
    ExpressionAttributeValues: { ':pk': pk, ...(prefix ? { ':prefix': prefix } : {}) },
  });
  const people = {
    IndexName: 'people',
    KeyConditionExpression: 'peoplePk = :pk',
    ExpressionAttributeValues: { ':pk': 'PEOPLE' },
  };
  test.each<[string, Partial<QueryCommandInput>]>([
    ['a partition', of('P#ada')],
    ['an empty partition', of('P#nobody')],
    ['a prefix', of('P#ada', 'CASE#')],
    ['a prefix, newest first, page by page', { ...of('P#ada', 'CASE#'), ScanIndexForward: false, Limit: 1 }],
    ['a partition, two at a time', { ...of('P#ada'), Limit: 2 }],
    ['an index', people],
    ['an index, one at a time', { ...people, Limit: 1 }],
  ])('to a query of %s', async (_, input) => {
    const found = [];
    for (const { client, name } of await bothTables()) {
      await transact(client, name, actionsOf(first));
      const pages = [];
      let from: Record<string, unknown> | undefined;
      do {
        const page = await client.send(new QueryCommand({ ...input, TableName: name, ExclusiveStartKey: from }));
        pages.push({ keys: page.Items?.map(({ pk, sk }) => [pk, sk]), next: page.LastEvaluatedKey });
        from = page.LastEvaluatedKey;
      } while (from);
      found.push(pages);
    }
    expect(found[1]).toEqual(found[0]);
  });

  test.each([
    ['request', new PutCommand({ TableName: 'memory', Item: ada })],
    ['field', new QueryCommand({ TableName: 'memory', ...of('P#ada'), FilterExpression: 'version = :v' })],
    ['condition on keys', new QueryCommand({ TableName: 'memory', KeyConditionExpression: 'pk = :pk AND sk > :sk' })],
    ['index', new QueryCommand({ TableName: 'memory', ...of('P#ada'), IndexName: 'none' })],
    [
      'condition',
      new TransactWriteCommand({
        TransactItems: [{ Put: { TableName: 'memory', Item: ada, ConditionExpression: 'attribute_exists(pk)' } }],
      }),
    ],
    [
      'action',
      new TransactWriteCommand({
        TransactItems: [{ Update: { TableName: 'memory', Key: { pk: 'a', sk: 'b' }, UpdateExpression: 'SET a = :a' } }],
      }),
    ],
  ])('and throws on an unknown %s', async (_, command) => {
    const send = memoryTable().table.client.send as (command: unknown) => Promise<unknown>;
    await expect(send(command)).rejects.toThrow('The table in memory does not know');
  });
});
