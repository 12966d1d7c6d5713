import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** The table and how to reach it. */
export interface Table {
  client: DynamoDBDocumentClient;
  name: string;
}

/** Opens the table. `config` or `AWS_ENDPOINT_URL_DYNAMODB` can tell the SDK where DynamoDB is. */
export function openTable(name: string, config: DynamoDBClientConfig = {}): Table {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(config), {
    marshallOptions: { removeUndefinedValues: true },
  });
  return { client, name };
}
