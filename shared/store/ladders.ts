import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { PublishedLadder } from '../contract/ladder.ts';
import { type LadderListing, LadderRecord, type LadderVersion } from '../contract/publishing.ts';
import type { Table } from './client.ts';
import { getMany, type Item, nameOf, queryAll } from './items.ts';
import { keys } from './keys.ts';
import { shape } from './shape.ts';

/** How the record of a ladder is stored. */
export const ladderRecordShape = shape(LadderRecord);

/**
 * How a ladder is stored, without its key: the document as JSON text, and its hash. If the document were a map, the
 * client of DynamoDB would take several times as long to write and read it.
 */
export function ladderContent({ hash, ...document }: PublishedLadder): { document: string; hash: string } {
  return { document: JSON.stringify(document), hash };
}

/** The document in an item, not parsed as a ladder. Undefined if it is not JSON. Older items have it as a map. */
function storedIn({ ladder, document, hash }: Record<string, unknown>): unknown {
  if (typeof document !== 'string') return ladder;
  try {
    return { ...(JSON.parse(document) as object), hash };
  } catch {
    return undefined;
  }
}

/** The ladder in an item. Throws if it is not a ladder. */
function ladderOf(item: Record<string, unknown>): PublishedLadder {
  return PublishedLadder.parse(storedIn(item));
}

// A published version never changes, so a process reads it once.
const published = new WeakMap<Table, Map<string, Promise<PublishedLadder | null>>>();

/** A published version of a ladder. Null if there is none. */
export function loadLadder(table: Table, id: string, version: number): Promise<PublishedLadder | null> {
  const cache = published.get(table) ?? new Map<string, Promise<PublishedLadder | null>>();
  published.set(table, cache);
  const name = `${id}@${version}`;
  const found = cache.get(name) ?? readLadder(table, id, version);
  cache.set(name, found);
  // Do not remember a missing version, because it can be published later, nor a failed read.
  const forget = () => cache.delete(name);
  void found.then((ladder) => ladder === null && forget(), forget);
  return found;
}

async function readLadder(table: Table, id: string, version: number): Promise<PublishedLadder | null> {
  const { Item: item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: keys.ladder(id, version) }),
  );
  return item ? ladderOf(item) : null;
}

/** Every published version of a ladder as stored, by its number. Not parsed, so that broken ones can be checked. */
export async function storedVersions(table: Table, id: string): Promise<Map<number, unknown>> {
  const items = await queryAll(table, {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': keys.ladderPartition(id), ':prefix': keys.ladderVersionPrefix },
    ConsistentRead: true,
  });
  return new Map(items.map((item) => [Number(item.sk.slice(keys.ladderVersionPrefix.length)), storedIn(item)]));
}

/** Reads the record of a ladder and its draft in one request. Each is consistent by itself. */
export async function loadRecordAndDraft(
  table: Table,
  id: string,
): Promise<{ record: LadderRecord | null; draft: PublishedLadder | null }> {
  const found = await getMany(table, [keys.ladderRecord(id), keys.ladderDraft(id)]);
  return { record: ladderRecordIn(found, id), draft: draftIn(found, id) };
}

/** Finds the draft of a ladder among items that were read by key. */
export function draftIn(found: ReadonlyMap<string, Item>, id: string): PublishedLadder | null {
  const item = found.get(nameOf(keys.ladderDraft(id)));
  return item ? ladderOf(item) : null;
}

/** The record of a ladder, read consistently. Null if nothing was ever uploaded under this id. */
export async function loadLadderRecord(table: Table, id: string): Promise<LadderRecord | null> {
  const { Item: item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: keys.ladderRecord(id), ConsistentRead: true }),
  );
  return item ? ladderRecordShape.read(item) : null;
}

/** Finds the record of a ladder among items that were read by key. */
export function ladderRecordIn(found: ReadonlyMap<string, Item>, id: string): LadderRecord | null {
  const item = found.get(nameOf(keys.ladderRecord(id)));
  return item ? ladderRecordShape.read(item) : null;
}

/** The records of all ladders, by id. */
export async function listLadderRecords(table: Table): Promise<LadderRecord[]> {
  const items = await queryAll(table, {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': keys.ladderListPartition },
  });
  return items.map(ladderRecordShape.read);
}

/**
 * The version that new cases run on at a moment: the highest whose first day has come, in UTC. Null if there is none.
 */
export function versionInForce({ versions }: Pick<LadderRecord, 'versions'>, now: Date): LadderVersion | null {
  const today = now.toISOString().slice(0, 10);
  return versions
    .filter((one) => one.from <= today)
    .reduce<LadderVersion | null>((highest, one) => (highest && highest.version > one.version ? highest : one), null);
}

/** The version of a ladder that new cases run on at a moment. Null if none is in force. */
export async function currentLadder(table: Table, id: string, now: Date): Promise<PublishedLadder | null> {
  return ladderInForce(table, await loadLadderRecord(table, id), now);
}

/** Does the same for a record that was already read. */
export async function ladderInForce(
  table: Table,
  record: LadderRecord | null,
  now: Date,
): Promise<PublishedLadder | null> {
  const version = record && versionInForce(record, now);
  return version && loadLadder(table, record.id, version.version);
}

/** Every ladder that is in force at a moment. */
export async function loadLaddersInForce(table: Table, now: Date): Promise<PublishedLadder[]> {
  const listed = await listLadders(table, now);
  const ladders = await Promise.all(listed.map(({ id, version }) => loadLadder(table, id, version)));
  return ladders.filter((one) => one !== null);
}

/** The id, version, title and hash of every ladder that is in force at a moment. */
export async function listLadders(table: Table, now: Date): Promise<LadderListing[]> {
  const records = await listLadderRecords(table);
  return records.flatMap((record) => {
    const inForce = versionInForce(record, now);
    return inForce ? [{ id: record.id, version: inForce.version, title: inForce.title, hash: inForce.hash }] : [];
  });
}
