import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

// What a first call is measured against: the client of DynamoDB and one read, with nothing of ours.
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export const handler = (Key: Record<string, string>) =>
  client.send(new GetCommand({ TableName: process.env.RUNGS_TABLE, Key }));
