import {
  CreateTableCommand,
  DeleteTableCommand,
  DynamoDBClient,
  ResourceInUseException,
  type StreamSpecification,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';
import { tableSpec } from '#shared/store/table.ts';

/** Options of an SDK client for a DynamoDB that needs no real credentials. */
export function localAccess(endpoint: string) {
  return { endpoint, region: 'eu-central-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
}

/** Makes the table from its specification. Returns false if it exists already. */
export async function createTable(endpoint: string, name: string): Promise<boolean> {
  const client = new DynamoDBClient(localAccess(endpoint));
  const { partitionKey, sortKey, indexes } = tableSpec;
  const attributes = new Set([
    partitionKey,
    sortKey,
    ...indexes.flatMap((index) => [index.partitionKey, index.sortKey]),
  ]);
  const keySchema = (hash: string, range: string) => [
    { AttributeName: hash, KeyType: 'HASH' as const },
    { AttributeName: range, KeyType: 'RANGE' as const },
  ];
  try {
    await client.send(
      new CreateTableCommand({
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
      }),
    );
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

/**
 * Does `work` while the table has no stream. What it writes is told to nobody: the new stream of the table begins after it.
 */
export async function withoutStream<T>(endpoint: string, name: string, work: () => Promise<T>): Promise<T> {
  const client = new DynamoDBClient(localAccess(endpoint));
  const stream = (StreamSpecification: StreamSpecification) =>
    client.send(new UpdateTableCommand({ TableName: name, StreamSpecification }));
  await stream({ StreamEnabled: false });
  try {
    return await work();
  } finally {
    await stream({ StreamEnabled: true, StreamViewType: tableSpec.stream });
    client.destroy();
  }
}
