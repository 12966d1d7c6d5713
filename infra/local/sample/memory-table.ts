import { type CancellationReason, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  type QueryCommandInput,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Table } from '#shared/store/client.ts';
import { type Item, nameOf } from '#shared/store/items.ts';
import type { Key } from '#shared/store/keys.ts';
import { tableSpec } from '#shared/store/table.ts';
import type { Action } from '#shared/store/transaction.ts';

/** A table in memory, and all its items. */
export interface MemoryTable {
  table: Table;
  items(): Item[];
}

const name = 'memory';

/**
 * A table in memory for a single writer. It answers the requests that our store sends as DynamoDB does: a test runs the
 * same requests on both. It throws on every request, field and expression that it does not know.
 */
export function memoryTable(): MemoryTable {
  const items = new Map<string, Item>();
  const copyOf = (item: Item | undefined) => item && (JSON.parse(JSON.stringify(item)) as Item);
  const at = (key: unknown) => items.get(nameOf(key as Key));

  function query(input: QueryCommandInput) {
    const found = [...items.values()].filter(conditionOf(input)).sort(orderOf(input));
    const from = input.ExclusiveStartKey ? at(input.ExclusiveStartKey) : undefined;
    const rest = from ? found.slice(found.indexOf(from) + 1) : found;
    const page = rest.slice(0, input.Limit);
    const last = page.at(-1);
    return {
      Items: page.map(copyOf),
      ...(last && page.length === input.Limit ? { LastEvaluatedKey: keyIn(last, input) } : {}),
    };
  }

  function write(actions: readonly Action[]): void {
    const reasons = actions.map(({ Put, ConditionCheck, Delete, ...more }): CancellationReason => {
      only(more, []);
      only({ ...Put, ...ConditionCheck, ...Delete }, writeFields);
      const before = at(Put?.Item ?? ConditionCheck?.Key ?? Delete?.Key);
      return { Code: holds(before, Put ?? ConditionCheck ?? Delete ?? {}) ? 'None' : 'ConditionalCheckFailed' };
    });
    if (reasons.some((one) => one.Code !== 'None'))
      throw new TransactionCanceledException({ message: 'cancelled', $metadata: {}, CancellationReasons: reasons });
    for (const { Put, Delete } of actions) {
      if (Put) items.set(nameOf(Put.Item as Item), copyOf(Put.Item as Item) as Item);
      if (Delete) items.delete(nameOf(Delete.Key as Key));
    }
  }

  async function send(command: unknown): Promise<unknown> {
    if (command instanceof GetCommand) {
      only(command.input, ['TableName', 'Key', 'ConsistentRead']);
      return { Item: copyOf(at(command.input.Key)) };
    }
    if (command instanceof BatchGetCommand) {
      const { Keys = [], ...more } = command.input.RequestItems?.[name] ?? {};
      only(more, ['ConsistentRead']);
      return { Responses: { [name]: Keys.flatMap((key) => copyOf(at(key)) ?? []) } };
    }
    if (command instanceof QueryCommand) return query(command.input);
    if (command instanceof TransactWriteCommand) return write(command.input.TransactItems ?? []);
    throw new Error(`The table in memory does not know ${(command as object).constructor.name}`);
  }

  return { table: { client: { send } as DynamoDBDocumentClient, name }, items: () => [...items.values()] };
}

function only(input: object, known: readonly string[]): void {
  const strange = Object.keys(input).filter((field) => !known.includes(field));
  if (strange.length > 0) throw new Error(`The table in memory does not know ${strange.join(', ')}`);
}

const unknown = (expression: string | undefined) => new Error(`The table in memory does not know '${expression}'`);

function keysOf({ IndexName }: QueryCommandInput): { partitionKey: string; sortKey: string } {
  const spec = IndexName ? tableSpec.indexes.find((one) => one.name === IndexName) : tableSpec;
  if (!spec) throw unknown(IndexName);
  return spec;
}

const writeFields = ['TableName', 'Item', 'Key', 'ConditionExpression', 'ExpressionAttributeValues'];
const queryFields = [
  ...['TableName', 'IndexName', 'KeyConditionExpression', 'ExpressionAttributeValues', 'ConsistentRead'],
  ...['ScanIndexForward', 'Limit', 'ExclusiveStartKey'],
];

/** Which items a query asks for. */
function conditionOf(input: QueryCommandInput): (item: Item) => boolean {
  only(input, queryFields);
  const { partitionKey, sortKey } = keysOf(input);
  const { KeyConditionExpression: expression = '', ExpressionAttributeValues: values = {} } = input;
  const [whole, partition = '', prefix] = /^\w+ = (:\w+)(?: AND begins_with\(\w+, (:\w+)\))?$/.exec(expression) ?? [];
  const said = `${partitionKey} = ${partition}${prefix ? ` AND begins_with(${sortKey}, ${prefix})` : ''}`;
  if (whole !== said) throw unknown(expression);
  return (item) =>
    item[partitionKey] === values[partition] && (!prefix || String(item[sortKey]).startsWith(values[prefix]));
}

function orderOf(input: QueryCommandInput): (one: Item, other: Item) => number {
  const { sortKey } = keysOf(input);
  const direction = input.ScanIndexForward === false ? -1 : 1;
  return (one, other) => (String(one[sortKey]) < String(other[sortKey]) ? -direction : direction);
}

function keyIn({ pk, sk, ...item }: Item, input: QueryCommandInput): Record<string, unknown> {
  const { partitionKey, sortKey } = keysOf(input);
  return { pk, sk, ...(input.IndexName ? { [partitionKey]: item[partitionKey], [sortKey]: item[sortKey] } : {}) };
}

/** Whether the condition of a write holds for the stored item. */
function holds(
  before: Item | undefined,
  { ConditionExpression: expression, ExpressionAttributeValues: values = {} }: Partial<NonNullable<Action['Put']>>,
): boolean {
  if (expression === undefined) return true;
  if (expression === 'attribute_not_exists(pk)') return !before;
  const [, attribute, value] = /^(version|revision) = (:\w+)$/.exec(expression) ?? [];
  if (!attribute || !value) throw unknown(expression);
  return before?.[attribute] === values[value];
}
