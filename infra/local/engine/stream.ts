import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  ExpiredIteratorException,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
  ResourceNotFoundException,
  type Shard,
  type _Record as StreamRecord,
  TrimmedDataAccessException,
} from '@aws-sdk/client-dynamodb-streams';

/** The position in a stream: the last sequence number taken from each shard. */
export interface Position {
  stream: string;
  read: Record<string, string>;
}

export interface Look {
  /** Something was read, so there can be more. */
  found: boolean;
  /** No shard must be read again because of a fault. */
  complete: boolean;
}

/** Handles a batch. Returns false if the same batch must come again. */
export type Take = (records: StreamRecord[]) => Promise<boolean>;

interface Reading extends Shard {
  iterator?: string | undefined;
  /** The shard is closed and was read to its end. */
  ended: boolean;
}

/**
 * Reads the stream of a table as AWS documents it. A shard ends and its children continue it. A parent is read before
 * its children. Iterators expire, records are trimmed, and shards that no longer exist are not listed.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html
 */
export class StreamReader {
  private shards = new Map<string, Reading>();
  private isStale = true;
  private readonly client: DynamoDBStreamsClient;
  readonly position: Position;

  private constructor(client: DynamoDBStreamsClient, position: Position) {
    this.client = client;
    this.position = position;
  }

  /** `before` is used only if it belongs to the same stream. A table that was made again has another stream. */
  static async open(client: DynamoDBStreamsClient, table: string, before?: Partial<Position>): Promise<StreamReader> {
    const { Streams } = await client.send(new ListStreamsCommand({ TableName: table }));
    const stream = Streams?.[0]?.StreamArn;
    if (!stream) throw new Error(`Table ${table} has no stream`);
    const read = before?.stream === stream ? before.read : undefined;
    return new StreamReader(client, { stream, read: read ?? {} });
  }

  /** Reads once from every shard that is not read to its end. The parent of a shard comes first. */
  async look(take: Take): Promise<Look> {
    if (this.isStale || this.lacksChildren()) await this.list();
    const looks: Look[] = [];
    for (const shard of this.shards.values()) {
      const parent = this.shards.get(shard.ParentShardId ?? '');
      if (!shard.ended && (!parent || parent.ended)) looks.push(await this.lookInto(shard, take));
    }
    return { found: looks.some(({ found }) => found), complete: looks.every(({ complete }) => complete) };
  }

  /** Whether a shard has ended and its children are not known yet. */
  private lacksChildren(): boolean {
    const all = [...this.shards.values()];
    return all.some((one) => one.ended && !all.some(({ ParentShardId }) => ParentShardId === one.ShardId));
  }

  private async list(): Promise<void> {
    const listed = new Map<string, Reading>();
    let from: string | undefined;
    do {
      const { StreamDescription } = await this.client.send(
        new DescribeStreamCommand({ StreamArn: this.position.stream, ExclusiveStartShardId: from }),
      );
      for (const shard of StreamDescription?.Shards ?? []) {
        const id = shard.ShardId ?? '';
        listed.set(id, { ended: false, ...this.shards.get(id), ...shard });
      }
      from = StreamDescription?.LastEvaluatedShardId;
    } while (from);
    this.shards = listed;
    for (const id of Object.keys(this.position.read)) if (!listed.has(id)) delete this.position.read[id];
    this.isStale = listed.size === 0;
  }

  private async lookInto(shard: Reading, take: Take): Promise<Look> {
    const id = shard.ShardId ?? '';
    try {
      shard.iterator ??= await this.iteratorOf(id);
      const { Records = [], NextShardIterator } = await this.client.send(
        new GetRecordsCommand({ ShardIterator: shard.iterator }),
      );
      if (Records.length > 0) {
        if (!(await take(Records))) return { found: false, complete: true };
        this.position.read[id] = Records.at(-1)?.dynamodb?.SequenceNumber ?? '';
      }
      shard.iterator = NextShardIterator;
      shard.ended = !NextShardIterator;
      return { found: Records.length > 0 || shard.ended, complete: true };
    } catch (error) {
      // If an iterator has expired, ask for a new one at the same position. If records are trimmed, continue with the
      // oldest record that still exists. If a shard no longer exists, the next listing leaves it out.
      if (error instanceof TrimmedDataAccessException) delete this.position.read[id];
      else if (!(error instanceof ExpiredIteratorException || error instanceof ResourceNotFoundException)) throw error;
      shard.iterator = undefined;
      this.isStale = true;
      return { found: false, complete: false };
    }
  }

  private async iteratorOf(shard: string): Promise<string | undefined> {
    const after = this.position.read[shard];
    const { ShardIterator } = await this.client.send(
      new GetShardIteratorCommand({
        StreamArn: this.position.stream,
        ShardId: shard,
        ...(after
          ? { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: after }
          : { ShardIteratorType: 'TRIM_HORIZON' }),
      }),
    );
    return ShardIterator;
  }
}
