import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { PublishedLadder } from '../contract/ladder.ts';
import type { Table } from './client.ts';
import { contentOf, queryAll } from './items.ts';
import { keys } from './keys.ts';
import { transact, writesOf } from './transaction.ts';

/** A ladder in the list: which version is in force for new cases. */
export const LadderListing = z.object({ id: z.string(), version: z.int(), title: z.string(), hash: z.string() });
export type LadderListing = z.infer<typeof LadderListing>;

// A published version never changes, so it is read once.
const published = new WeakMap<Table, Map<string, PublishedLadder>>();

/** A published version of a ladder; null when there is none. */
export async function loadLadder(table: Table, id: string, version: number): Promise<PublishedLadder | null> {
  const cache = published.get(table) ?? new Map<string, PublishedLadder>();
  published.set(table, cache);
  const cached = cache.get(`${id}@${version}`);
  if (cached) return cached;
  const { Item: item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: keys.ladder(id, version) }),
  );
  if (!item) return null;
  const ladder = PublishedLadder.parse(contentOf(item).ladder);
  cache.set(`${id}@${version}`, ladder);
  return ladder;
}

/** The version of a ladder that new cases run on; null when there is no such ladder. */
export async function currentLadder(table: Table, id: string): Promise<PublishedLadder | null> {
  const { Item: item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: keys.ladderCurrent(id), ConsistentRead: true }),
  );
  return item ? loadLadder(table, id, LadderListing.parse(contentOf(item)).version) : null;
}

/** Every ladder with its current version. */
export async function listLadders(table: Table): Promise<LadderListing[]> {
  const items = await queryAll(table, {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': keys.ladderListPartition },
  });
  return items.map((item) => LadderListing.parse(contentOf(item)));
}

/** Publishes a version of a ladder, once, and lets new cases run on it. A version that is there stays as it is. */
export async function publishLadder(table: Table, ladder: PublishedLadder): Promise<void> {
  const { id, version, title, hash } = ladder;
  const write = writesOf(table);
  const listing: LadderListing = { id, version, title, hash };
  await transact(table, [
    write.putNew('other', { ladder, ...keys.ladder(id, version) }),
    write.put('other', { ...listing, ...keys.ladderCurrent(id) }),
  ]);
}
