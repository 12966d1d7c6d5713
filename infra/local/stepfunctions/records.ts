import {
  CreateTableCommand,
  DynamoDBClient,
  ResourceInUseException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import {
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { localAccess } from '../engine/table.ts';
import { type Execution, type HistoryEvent, maxEvents } from './execution.ts';

/** The stored executions, in their own table on the same engine. */
export interface Records {
  all(): Promise<Execution[]>;
  read(name: string): Promise<Execution | null>;
  /**
   * Stores an execution and its new events in one transaction. `before` is the execution that was read, or null for a
   * new one. False: the table has changed in the meantime.
   */
  save(before: Execution | null, after: Execution, events: readonly HistoryEvent[], token?: string): Promise<boolean>;
  /** At most `limit` events, beginning with number `from`, upwards or (with `reverse`) downwards. */
  history(name: string, from: number, limit: number, reverse: boolean): Promise<HistoryEvent[]>;
  /** The name of the execution that got a token, whether or not it was used. Null: nobody got this token. */
  executionOfToken(tokenHash: string): Promise<string | null>;
  /** The definition with a hash. Null: it is not stored. */
  definition(hash: string): Promise<unknown>;
  keepDefinition(hash: string, definition: unknown): Promise<void>;
  close(): void;
}

type Item = Record<string, unknown>;

// Input and data can have 256 KiB each, and an item at most 400 KB. So they are items of their own beside the head. The
// name of an execution never contains `#`.
const executions = 'EXECUTIONS';
const headKey = (name: string) => ({ pk: executions, sk: name });
const inputKey = (name: string) => ({ pk: executions, sk: `${name}#INPUT` });
const dataKey = (name: string) => ({ pk: executions, sk: `${name}#DATA` });
const eventKey = (name: string, id: number) => ({ pk: `HISTORY#${name}`, sk: String(id).padStart(6, '0') });
const tokenKey = (hash: string) => ({ pk: `TOKEN#${hash}`, sk: 'TOKEN' });
const definitionKey = (hash: string) => ({ pk: `DEFINITION#${hash}`, sk: 'DEFINITION' });

/** Opens the records in `table`, and creates the table if it is missing. */
export async function openRecords(endpoint: string, table: string): Promise<Records> {
  const base = new DynamoDBClient(localAccess(endpoint));
  const client = DynamoDBDocumentClient.from(base, { marshallOptions: { removeUndefinedValues: true } });
  await makeTable(base, table);

  async function query(input: Omit<QueryCommandInput, 'TableName'>, limit = Number.POSITIVE_INFINITY): Promise<Item[]> {
    const found: Item[] = [];
    let from: Item | undefined;
    do {
      const page = await client.send(
        new QueryCommand({ TableName: table, ConsistentRead: true, ...input, ExclusiveStartKey: from }),
      );
      found.push(...(page.Items ?? []));
      from = page.LastEvaluatedKey;
    } while (from && found.length < limit);
    return found.slice(0, limit);
  }

  async function get(key: Item): Promise<Item | undefined> {
    return (await client.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true }))).Item;
  }

  const put = (item: Item, condition: object = {}) => ({ Put: { TableName: table, Item: item, ...condition } });

  return {
    async all() {
      const items = await query({
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': executions },
      });
      return executionsIn(items);
    },

    async read(name) {
      const items = await query({
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :head AND :last',
        ExpressionAttributeValues: { ':pk': executions, ':head': name, ':last': inputKey(name).sk },
      });
      return executionsIn(items).find((one) => one.name === name) ?? null;
    },

    async save(before, after, events, token) {
      const { input, data, ...head } = after;
      const condition = before
        ? { ConditionExpression: 'head.version = :before', ExpressionAttributeValues: { ':before': before.version } }
        : { ConditionExpression: 'attribute_not_exists(pk)' };
      return transact(client, [
        put({ ...headKey(after.name), head }, condition),
        ...(before ? [] : [put({ ...inputKey(after.name), input })]),
        ...(before?.data === data ? [] : [put({ ...dataKey(after.name), data })]),
        ...events.map((event) => put({ ...eventKey(after.name, event.id), event })),
        ...(token ? [put({ ...tokenKey(token), name: after.name })] : []),
      ]);
    },

    async history(name, from, limit, reverse) {
      const [first, last] = reverse ? [1, from] : [from, maxEvents];
      const items = await query(
        {
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
          ExpressionAttributeValues: {
            ':pk': eventKey(name, 0).pk,
            ':first': eventKey(name, first).sk,
            ':last': eventKey(name, last).sk,
          },
          ScanIndexForward: !reverse,
          Limit: limit,
        },
        limit,
      );
      return items.map((item) => item.event as HistoryEvent);
    },

    async executionOfToken(tokenHash) {
      return ((await get(tokenKey(tokenHash)))?.name as string | undefined) ?? null;
    },

    async definition(hash) {
      const item = await get(definitionKey(hash));
      return item ? JSON.parse(item.definition as string) : null;
    },

    async keepDefinition(hash, definition) {
      const item = { ...definitionKey(hash), definition: JSON.stringify(definition) };
      await client.send(new PutCommand({ TableName: table, Item: item }));
    },

    close: () => base.destroy(),
  };
}

/** Puts heads together with their input and data. The keys are sorted so that these follow their head. */
function executionsIn(items: readonly Item[]): Execution[] {
  const texts = new Map(items.map((item) => [item.sk as string, (item.input ?? item.data) as string]));
  return items
    .map((item) => item.head as Omit<Execution, 'input' | 'data'> | undefined)
    .filter((head) => head !== undefined)
    .map((head) => ({
      ...head,
      input: texts.get(inputKey(head.name).sk) ?? '',
      data: texts.get(dataKey(head.name).sk) ?? '',
    }));
}

const tries = 10;

/** Writes a transaction. False: a condition was false. If another transaction writes the same items, it tries again. */
async function transact(
  client: DynamoDBDocumentClient,
  items: NonNullable<TransactWriteCommandInput['TransactItems']>,
): Promise<boolean> {
  for (let attempt = 1; ; attempt++) {
    try {
      await client.send(new TransactWriteCommand({ TransactItems: items }));
      return true;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const reasons = (error.CancellationReasons ?? []).map((reason) => reason.Code);
      if (reasons.includes('ConditionalCheckFailed')) return false;
      if (!reasons.includes('TransactionConflict') || attempt === tries) throw error;
      await new Promise((resolve) => setTimeout(resolve, 5 * attempt));
    }
  }
}

async function makeTable(client: DynamoDBClient, table: string): Promise<void> {
  try {
    await client.send(
      new CreateTableCommand({
        TableName: table,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [
          { AttributeName: 'pk', AttributeType: 'S' },
          { AttributeName: 'sk', AttributeType: 'S' },
        ],
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
      }),
    );
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  }
}
