import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from '#shared/store/client.ts';
import type { Item } from '#shared/store/items.ts';

/** The most items that one request can write. */
const atOnce = 25;

/** So many requests are under way at once. */
const underWay = 8;

/** Writes many items as they come, without conditions. No two of them may have the same key. */
export function bulkWriter({ client, name }: Table) {
  let waiting: Item[] = [];
  let written = 0;
  const sent = new Set<Promise<void>>();

  async function send(items: Item[]): Promise<void> {
    let rest = items.map((Item) => ({ PutRequest: { Item } })) as object[];
    while (rest.length > 0) {
      const answer = await client.send(new BatchWriteCommand({ RequestItems: { [name]: rest } }));
      rest = answer.UnprocessedItems?.[name] ?? [];
    }
    written += items.length;
  }

  async function flush(limit: number): Promise<void> {
    while (waiting.length >= limit && waiting.length > 0) {
      const request: Promise<void> = send(waiting.splice(0, atOnce)).finally(() => sent.delete(request));
      sent.add(request);
      if (sent.size >= underWay) await Promise.race(sent);
    }
  }

  return {
    async add(items: readonly Item[]): Promise<void> {
      waiting = waiting.concat(items);
      await flush(atOnce);
    },
    /** Writes the rest. Gives the number of items of all calls. */
    async end(): Promise<number> {
      await flush(1);
      await Promise.all(sent);
      return written;
    },
  };
}
