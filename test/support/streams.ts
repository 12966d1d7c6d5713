import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Shard {
  id: string;
  parent: string | undefined;
  /** Keys of the records by sequence number; those that are trimmed are gone. */
  records: Map<number, string>;
  /** Nothing at or before this sequence number can be read any more. */
  trimmedTo: number;
  closed: boolean;
}

type Answer = Record<string, unknown>;

class Fault extends Error {}

/** How many shards one answer lists. */
const shardsOnPage = 2;

/**
 * A DynamoDB Streams endpoint that speaks the wire protocol of the service and fails as the service does when it is told
 * to. The embedded engine has one shard that never ends, so what AWS does with shards is shown here.
 */
export class StreamsEndpoint {
  /** Names the stream: another one for a table that was made anew. */
  label = '2026-03-02T09:00:00.000';
  /** How often each operation was called. */
  readonly asked: Record<string, number> = {};
  /** Is called after each answer of GetRecords, with the shard that was read. */
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

  /** Ends a shard: it takes no more records. */
  close(shard: string): void {
    this.shard(shard).closed = true;
  }

  /** Takes away what a shard holds now, as a day's age does. */
  trim(shard: string): void {
    const one = this.shard(shard);
    one.trimmedTo = this.last;
    one.records.clear();
  }

  /** The shard is no longer listed, and its iterators are refused. */
  forget(shard: string): void {
    this.shards.delete(shard);
  }

  /** Lets every iterator given so far expire, as 15 minutes do. */
  expire(): void {
    this.epoch += 1;
  }

  /** Answers everything with an error of the server, or no longer. */
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
    // A closed shard has no next iterator once it was read to its end.
    const next = shard.closed && found.length === 0 ? undefined : `${id}|${to}|${this.epoch}`;
    this.onRead(id);
    return { Records, NextShardIterator: next };
  }
}
