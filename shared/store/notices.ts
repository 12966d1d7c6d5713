import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { hrDesk, mostHrUnits } from '../contract/names.ts';
import { Notice } from '../contract/notices.ts';
import type { Person } from '../contract/people.ts';
import type { Table } from './client.ts';
import { getMany, nameOf } from './items.ts';
import { type Key, keys } from './keys.ts';
import { shape } from './shape.ts';
import { transact, type Write, writesOf } from './transaction.ts';

/** How a notice is stored. In version 1 the days of a case were days in UTC. */
export const noticeShape = shape(Notice, [
  ({ data, ...notice }) => ({ ...notice, data: { ...(data as object), timeZone: 'UTC' } }),
]);

const keyOf = ({ to, id }: Notice) => keys.notice(to, id);

/**
 * Where a second copy of a notice to the desk lies, for people of HR who are limited to units: under exactly the ODCs that it
 * concerns, so that they read nothing that is not theirs. Null: it concerns more ODCs than anybody can be limited to, or none.
 */
function copyKeyOf({ to, id, data }: Notice): Key | null {
  const units = to === hrDesk && 'units' in data ? (data.units ?? []) : [];
  return units.length > 0 && units.length <= mostHrUnits ? keys.notice(keys.deskOf(units), id) : null;
}

/** Whose notices somebody reads as one of HR: those of the whole desk, or of each desk within the units they are limited to. */
export function desksOf({ hrUnits }: Pick<Person, 'hrUnits'>): string[] {
  if (!hrUnits) return [hrDesk];
  // Every set of one or more of the units: the bits of a number say which are in it.
  return Array.from({ length: 2 ** hrUnits.length - 1 }, (_, at) =>
    keys.deskOf(hrUnits.filter((_unit, bit) => ((at + 1) >> bit) % 2 === 1)),
  );
}

/**
 * Stores those notices of one event that are not stored yet, all or none. Gives all of them as they are stored. Throws
 * if another process stores them at the same moment. A second try then finds them.
 */
export async function keepNotices(table: Table, notices: readonly Notice[]): Promise<Notice[]> {
  if (notices.length === 0) return [];
  const found = await getMany(table, notices.map(keyOf));
  const missing = notices.filter((notice) => !found.has(nameOf(keyOf(notice))));
  if (missing.length > 0) {
    const { putNew } = writesOf(table);
    const kept = await transact(
      table,
      missing.flatMap((notice) =>
        [keyOf(notice), copyKeyOf(notice)].flatMap((key) =>
          key ? putNew('other', { ...noticeShape.content(notice), ...key }) : [],
        ),
      ),
    );
    if (!kept.ok) throw new Error('Notices of one event are being kept twice at once');
  }
  return notices.map((notice) => {
    const item = found.get(nameOf(keyOf(notice)));
    return item ? noticeShape.read(item) : notice;
  });
}

/** The write that puts a notice in place of the one that is stored. */
export function noticeWrite(table: Table, notice: Notice): Write {
  return writesOf(table).put('other', { ...noticeShape.content(notice), ...keyOf(notice) });
}

/** Finds the notices of a recipient by id, oldest first. */
export async function noticesById(table: Table, to: string, ids: readonly string[]): Promise<Notice[]> {
  const found = await getMany(
    table,
    ids.map((id) => keys.notice(to, id)),
  );
  return [...found.values()].map(noticeShape.read).sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** At most `limit` notices of a recipient, newest first. With `before`, only those that are older than this notice. */
export async function loadNotices(table: Table, to: string, limit: number, before?: string): Promise<Notice[]> {
  const answer = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': keys.noticePartition(to), ':prefix': keys.noticePrefix },
      ScanIndexForward: false,
      ConsistentRead: true,
      Limit: limit,
      ...(before ? { ExclusiveStartKey: keys.notice(to, before) } : {}),
    }),
  );
  return (answer.Items ?? []).map(noticeShape.read);
}

/** The id of the newest notice that a person has read. Null if they have read none. */
export async function loadReadUpTo(table: Table, personId: string): Promise<string | null> {
  const { Item: item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: keys.noticesRead(personId), ConsistentRead: true }),
  );
  return typeof item?.upTo === 'string' ? item.upTo : null;
}

/** Stores the newest notice that a person has read. If two requests do it at the same moment, one of them counts. */
export async function keepReadUpTo(table: Table, personId: string, upTo: string): Promise<void> {
  await transact(table, [writesOf(table).put('other', { upTo, ...keys.noticesRead(personId) })]);
}
