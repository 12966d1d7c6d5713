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
  ScanCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { localAccess } from '../table.ts';

/** A history event as `GetExecutionHistory` gives it; the timestamp in milliseconds. */
export type HistoryEvent = {
  id: number;
  previousEventId: number;
  timestamp: number;
  type: string;
} & Record<string, unknown>;

/** What the execution is doing in its current state. Instants are milliseconds of the injected clock. */
export interface Doing {
  state: string;
  enteredAt: number;
  retryCount: number;
  /** How often each retrier of the state was used. */
  retries: number[];
  /** invoking: the function was called and has not answered; waiting: for a callback; pausing: until the next attempt. */
  phase: 'invoking' | 'waiting' | 'pausing';
  payload: unknown;
  token: string | null;
  /** When the attempt times out, or the pause ends. */
  until: number | null;
  /** A callback that came before the function had answered. */
  early: string | null;
}

export type Status = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'ABORTED' | 'TIMED_OUT';

export interface Execution {
  name: string;
  /** Hash of the definition it started with and keeps. */
  definition: string;
  input: string;
  status: Status;
  startedAt: number;
  stoppedAt: number | null;
  output: string | null;
  error: string | null;
  cause: string | null;
  /** The data that flows, as JSON. */
  data: string;
  doing: Doing | null;
  /** Number of history events so far. */
  events: number;
  version: number;
}

/** Everything an execution is, kept in a table of its own on the same engine. */
export interface Records {
  all(): Promise<Execution[]>;
  /** Writes the execution with its new events at once; false when it was not at `version` any more. */
  save(execution: Execution, events: readonly HistoryEvent[], newToken: string | null): Promise<boolean>;
  history(name: string, from: number, limit: number, reverse: boolean): Promise<HistoryEvent[]>;
  /** The execution a token was given to, used or not; null for a token that was never given. */
  executionOfToken(tokenHash: string): Promise<string | null>;
  definition(hash: string): Promise<unknown>;
  keepDefinition(hash: string, definition: unknown): Promise<void>;
  close(): void;
}

const eventKey = (id: number) => `EVENT#${String(id).padStart(6, '0')}`;

export async function openRecords(endpoint: string, table: string): Promise<Records> {
  const base = new DynamoDBClient(localAccess(endpoint));
  const client = DynamoDBDocumentClient.from(base, { marshallOptions: { removeUndefinedValues: true } });
  try {
    await base.send(
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

  return {
    async all() {
      const found: Execution[] = [];
      let from: Record<string, unknown> | undefined;
      do {
        const page = await client.send(
          new ScanCommand({
            TableName: table,
            FilterExpression: 'sk = :sk',
            ExpressionAttributeValues: { ':sk': 'EXECUTION' },
            ConsistentRead: true,
            ...(from ? { ExclusiveStartKey: from } : {}),
          }),
        );
        for (const item of page.Items ?? []) found.push(item.execution as Execution);
        from = page.LastEvaluatedKey;
      } while (from);
      return found;
    },

    async save(execution, events, newToken) {
      const pk = `EXECUTION#${execution.name}`;
      const before = execution.version - 1;
      try {
        await client.send(
          new TransactWriteCommand({
            TransactItems: [
              {
                Put: {
                  TableName: table,
                  Item: { pk, sk: 'EXECUTION', version: execution.version, execution },
                  ...(before === 0
                    ? { ConditionExpression: 'attribute_not_exists(pk)' }
                    : {
                        ConditionExpression: 'version = :before',
                        ExpressionAttributeValues: { ':before': before },
                      }),
                },
              },
              ...events.map((event) => ({
                Put: { TableName: table, Item: { pk, sk: eventKey(event.id), event } },
              })),
              ...(newToken
                ? [{ Put: { TableName: table, Item: { pk: `TOKEN#${newToken}`, sk: 'TOKEN', name: execution.name } } }]
                : []),
            ],
          }),
        );
        return true;
      } catch (error) {
        if (error instanceof TransactionCanceledException) return false;
        throw error;
      }
    },

    async history(name, from, limit, reverse) {
      const answer = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
          ExpressionAttributeValues: {
            ':pk': `EXECUTION#${name}`,
            ':first': eventKey(reverse ? 1 : from),
            ':last': eventKey(reverse ? from : 999_999),
          },
          ScanIndexForward: !reverse,
          ConsistentRead: true,
          Limit: limit,
        }),
      );
      return (answer.Items ?? []).map((item) => item.event as HistoryEvent);
    },

    async executionOfToken(tokenHash) {
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: { pk: `TOKEN#${tokenHash}`, sk: 'TOKEN' }, ConsistentRead: true }),
      );
      return (Item?.name as string | undefined) ?? null;
    },

    async definition(hash) {
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: { pk: `DEFINITION#${hash}`, sk: 'DEFINITION' }, ConsistentRead: true }),
      );
      return Item ? JSON.parse(Item.definition as string) : null;
    },

    async keepDefinition(hash, definition) {
      await client.send(
        new PutCommand({
          TableName: table,
          Item: { pk: `DEFINITION#${hash}`, sk: 'DEFINITION', definition: JSON.stringify(definition) },
        }),
      );
    },

    close: () => base.destroy(),
  };
}
