import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DeleteTableCommand,
  DynamoDBClient,
  ResourceInUseException,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';
import { tableSpec } from '#shared/store/table.ts';

/** Options of an SDK client for a DynamoDB that needs no real credentials. */
export function localAccess(endpoint: string) {
  return { endpoint, region: 'eu-central-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
}

const keySchema = (hash: string, range: string) => [
  { AttributeName: hash, KeyType: 'HASH' as const },
  { AttributeName: range, KeyType: 'RANGE' as const },
];

/** What DynamoDB is told to make the table of this name, from its specification. */
export function tableInput(name: string): CreateTableCommandInput {
  const { partitionKey, sortKey, indexes } = tableSpec;
  const attributes = new Set([
    partitionKey,
    sortKey,
    ...indexes.flatMap((index) => [index.partitionKey, index.sortKey]),
  ]);
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [...attributes].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    KeySchema: keySchema(partitionKey, sortKey),
    GlobalSecondaryIndexes: indexes.map((index) => ({
      IndexName: index.name,
      KeySchema: keySchema(index.partitionKey, index.sortKey),
      Projection:
        index.attributes === 'all'
          ? { ProjectionType: 'ALL' }
          : { ProjectionType: 'INCLUDE', NonKeyAttributes: [...index.attributes] },
    })),
    StreamSpecification: { StreamEnabled: true, StreamViewType: tableSpec.stream },
  };
}

/** Makes the table. Returns false if it exists already. */
export async function createTable(endpoint: string, name: string): Promise<boolean> {
  const client = new DynamoDBClient(localAccess(endpoint));
  try {
    await client.send(new CreateTableCommand(tableInput(name)));
    return true;
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
    return false;
  } finally {
    client.destroy();
  }
}

/** Deletes the table with everything in it, and makes it again. */
export async function remakeTable(endpoint: string, name: string): Promise<void> {
  const client = new DynamoDBClient(localAccess(endpoint));
  await client.send(new DeleteTableCommand({ TableName: name }));
  client.destroy();
  await createTable(endpoint, name);
}

/** Gives a stream to a table that was made without one. */
export async function startStream(endpoint: string, name: string): Promise<void> {
  const client = new DynamoDBClient(localAccess(endpoint));
  const { StreamSpecification } = tableInput(name);
  await client.send(new UpdateTableCommand({ TableName: name, StreamSpecification })).finally(() => client.destroy());
}
