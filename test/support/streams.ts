import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Shard {
  id: string;
  parent: string | undefined;
  /** Keys of the records by sequence number, without those that were trimmed. */
  records: Map<number, string>;
  /** Records up to this sequence number can no longer be read. */
  trimmedTo: number;
  closed: boolean;
}

type Answer = Record<string, unknown>;

class Fault extends Error {}

/** The number of shards that one answer lists. */
const shardsOnPage = 2;

/**
 * A DynamoDB Streams endpoint with the wire protocol of the service. A test can make it fail as the service does. The
 * embedded engine has only one shard, which never ends. So the tests use this endpoint for what AWS does with shards.
 */
export class StreamsEndpoint {
  /** The label of the stream. A table that was made again has another label. */
  label = '2026-03-02T09:00:00.000';
  /** The number of calls of each operation. */
  readonly asked: Record<string, number> = {};
  /** Called for each answer of GetRecords, with the shard that was read. */
  onRead = (_shard: string): void => {};
  private readonly shards = new Map<string, Shard>();
  private last = 0;
  private epoch = 0;
  private broken = false;
  private readonly server = createServer((req, res) => {
    void this.answer(req).then(([status, body]) => {
      res.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
      res.end(JSON.stringify(body));
    });
  });

  async start(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  addShard(id: string, parent?: string): void {
    this.shards.set(id, { id, parent, records: new Map(), trimmedTo: 0, closed: false });
  }

  write(shard: string, ...keys: string[]): void {
    for (const key of keys) this.shard(shard).records.set(++this.last, key);
  }

  /** Closes a shard. It gets no more records. */
  close(shard: string): void {
    this.shard(shard).closed = true;
  }

  /** Removes the records of a shard, as AWS does after 24 hours. */
  trim(shard: string): void {
    const one = this.shard(shard);
    one.trimmedTo = this.last;
    one.records.clear();
  }

  /** Removes a shard: it is no longer listed, and its iterators are refused. */
  forget(shard: string): void {
    this.shards.delete(shard);
  }

  /** Makes all existing iterators expire, as they do in AWS after 15 minutes. */
  expire(): void {
    this.epoch += 1;
  }

  /** While `broken` is true, every request is answered with a server error. */
  fail(broken: boolean): void {
    this.broken = broken;
  }

  private shard(id: string): Shard {
    const found = this.shards.get(id);
    if (!found) throw new Fault('ResourceNotFoundException');
    return found;
  }

  private async answer(req: IncomingMessage): Promise<[status: number, body: Answer]> {
    const chunks: Buffer[] = [];
    for await (const chunk of req as AsyncIterable<Buffer>) chunks.push(chunk);
    const input = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, string>;
    const operation = String(req.headers['x-amz-target']).replace('DynamoDBStreams_20120810.', '');
    this.asked[operation] = (this.asked[operation] ?? 0) + 1;
    const refused = (name: string) => ({ __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: name });
    if (this.broken) return [500, refused('InternalServerError')];
    try {
      if (operation === 'ListStreams') return [200, { Streams: [{ StreamArn: this.arn() }] }];
      if (operation === 'DescribeStream') return [200, this.describe(input.ExclusiveStartShardId)];
      if (operation === 'GetShardIterator') return [200, this.iterator(input.ShardId ?? '', input.SequenceNumber)];
      if (operation === 'GetRecords') return [200, this.read(input.ShardIterator ?? '')];
      return [400, refused('UnknownOperationException')];
    } catch (error) {
      if (error instanceof Fault) return [400, refused(error.message)];
      throw error;
    }
  }

  private arn(): string {
    return `arn:aws:dynamodb:eu-central-1:000000000000:table/rungs/stream/${this.label}`;
  }

  private describe(after: string | undefined): Answer {
    const all = [...this.shards.values()];
    const from = all.findIndex(({ id }) => id === after) + 1;
    const page = all.slice(from, from + shardsOnPage);
    const Shards = page.map(({ id, parent }) => ({ ShardId: id, ParentShardId: parent }));
    const more = from + page.length < all.length;
    return { StreamDescription: { Shards, LastEvaluatedShardId: more ? page.at(-1)?.id : undefined } };
  }

  private iterator(shard: string, after: string | undefined): Answer {
    const { trimmedTo } = this.shard(shard);
    if (after !== undefined && Number(after) < trimmedTo) throw new Fault('TrimmedDataAccessException');
    return { ShardIterator: `${shard}|${after ?? trimmedTo}|${this.epoch}` };
  }

  private read(iterator: string): Answer {
    const [id = '', after = '', epoch] = iterator.split('|');
    const shard = this.shard(id);
    if (Number(epoch) < this.epoch) throw new Fault('ExpiredIteratorException');
    if (Number(after) < shard.trimmedTo) throw new Fault('TrimmedDataAccessException');
    const found = [...shard.records].filter(([sequence]) => sequence > Number(after));
    const Records = found.map(([sequence, key]) => ({
      eventName: 'INSERT',
      dynamodb: { SequenceNumber: String(sequence), Keys: { pk: { S: key }, sk: { S: 'HEAD' } } },
    }));
    const to = found.at(-1)?.[0] ?? after;
    // A closed shard has no next iterator after it was read to its end.
    const next = shard.closed && found.length === 0 ? undefined : `${id}|${to}|${this.epoch}`;
    this.onRead(id);
    return { Records, NextShardIterator: next };
  }
}
