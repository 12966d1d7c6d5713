import { existsSync, readFileSync } from 'node:fs';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  ExpiredIteratorException,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
  TrimmedDataAccessException,
} from '@aws-sdk/client-dynamodb-streams';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { keepFile } from './files.ts';
import { localAccess } from './table.ts';

/** What reads the stream. */
export type StreamFunction = (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse>;

export interface Pump {
  /** Resolves when every record written before the call has been handed on. */
  drained(): Promise<void>;
  stop(): Promise<void>;
}

interface Options {
  endpoint: string;
  table: string;
  /** Remembers how far the stream was read, across restarts. */
  file?: string;
  call: StreamFunction;
  onError: (error: unknown) => void;
}

/** Between two looks at an idle stream. */
const pauseMs = 25;

/**
 * Reads the table's stream and hands records to the function, in order, a batch again until it is taken: what the event
 * source mapping does in AWS. At least once: after a restart it may begin a little before where it had been.
 */
export async function startPump({ endpoint, table, file, call, onError }: Options): Promise<Pump> {
  const client = new DynamoDBStreamsClient(localAccess(endpoint));
  const { Streams } = await client.send(new ListStreamsCommand({ TableName: table }));
  const arn = Streams?.[0]?.StreamArn;
  if (!arn) throw new Error(`Table ${table} has no stream`);
  const read: Record<string, string> = file && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const iterators = new Map<string, string>();
  let running = true;
  let rounds = 0;
  let idleRound = 0;

  async function iteratorOf(shard: string): Promise<string | undefined> {
    const after = read[shard];
    const input = after
      ? { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER' as const, SequenceNumber: after }
      : { ShardIteratorType: 'TRIM_HORIZON' as const };
    try {
      return (await client.send(new GetShardIteratorCommand({ StreamArn: arn, ShardId: shard, ...input })))
        .ShardIterator;
    } catch (error) {
      if (!(error instanceof TrimmedDataAccessException)) throw error;
      delete read[shard];
      return iteratorOf(shard);
    }
  }

  /** Reads one shard once; true when there was something to read. */
  async function readShard(shard: string): Promise<boolean> {
    const iterator = iterators.get(shard) ?? (await iteratorOf(shard));
    if (!iterator) return false;
    const answer = await client.send(new GetRecordsCommand({ ShardIterator: iterator })).catch((error: unknown) => {
      if (error instanceof ExpiredIteratorException) return null;
      throw error;
    });
    if (!answer) {
      iterators.delete(shard);
      return true;
    }
    const records = answer.Records ?? [];
    if (records.length > 0) {
      // A batch is offered until the function takes it: nothing may be passed over.
      const { batchItemFailures } = await call({ Records: records } as unknown as DynamoDBStreamEvent);
      if (batchItemFailures.length > 0) return false;
      read[shard] = records.at(-1)?.dynamodb?.SequenceNumber ?? '';
      if (file) keepFile(file, JSON.stringify(read));
    }
    if (answer.NextShardIterator) iterators.set(shard, answer.NextShardIterator);
    else iterators.delete(shard);
    return records.length > 0;
  }

  async function loop(): Promise<void> {
    while (running) {
      rounds += 1;
      const round = rounds;
      let found = false;
      try {
        const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn: arn }));
        for (const { ShardId } of StreamDescription?.Shards ?? [])
          if (ShardId) found = (await readShard(ShardId)) || found;
      } catch (error) {
        if (running) onError(error);
      }
      if (!found) {
        idleRound = round;
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    }
  }

  const ended = loop();
  return {
    async drained() {
      const from = rounds;
      // A round that began after the call and found nothing has seen everything written before it.
      while (running && idleRound <= from) await new Promise((resolve) => setTimeout(resolve, 5));
    },
    async stop() {
      running = false;
      await ended;
      client.destroy();
    },
  };
}
