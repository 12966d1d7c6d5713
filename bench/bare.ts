import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, DynamoDBDocumentClient, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { Hono } from 'hono';
import { handle } from 'hono/aws-lambda';

// The baseline for the api bundle: the same libraries without our code.
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export const handler = handle(
  new Hono().get('/', async (c) =>
    c.json([
      await client.send(new QueryCommand({ TableName: 'bare' })),
      await client.send(new BatchGetCommand({ RequestItems: {} })),
      await client.send(new TransactWriteCommand({ TransactItems: [] })),
    ]),
  ),
);
