import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** The table and how to reach it. */
export interface Table {
  client: DynamoDBDocumentClient;
  name: string;
}

/** Opens the table. `config` or `AWS_ENDPOINT_URL_DYNAMODB` can tell the SDK where DynamoDB is. */
export function openTable(name: string, config: DynamoDBClientConfig = {}): Table {
  const base = new DynamoDBClient(config);
  // It copies every input and output, value by value, for a logger that by default does nothing. And no item may be logged.
  base.middlewareStack.remove('loggerMiddleware');
  const client = DynamoDBDocumentClient.from(base, { marshallOptions: { removeUndefinedValues: true } });
  return { client, name };
}
