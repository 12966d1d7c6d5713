import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

// The baseline for a first call: the DynamoDB client and one read, without our code.
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export const handler = (Key: Record<string, string>) =>
  client.send(new GetCommand({ TableName: process.env.RUNGS_TABLE, Key }));
