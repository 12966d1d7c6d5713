import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { Notice } from '../contract/notices.ts';
import type { Table } from './client.ts';
import { getMany, nameOf } from './items.ts';
import { keys } from './keys.ts';
import { shape } from './shape.ts';
import { transact, writesOf } from './transaction.ts';

export const noticeShape = shape(Notice);

const keyOf = ({ to, id }: Notice) => keys.notice(to, id);

/**
 * Keeps the notices of one event, those that are not kept yet, all or none. Gives every one of them as it is kept. Throws
 * where somebody else keeps them at this moment: then they are there when it is done again.
 */
export async function keepNotices(table: Table, notices: readonly Notice[]): Promise<Notice[]> {
  if (notices.length === 0) return [];
  const found = await getMany(table, notices.map(keyOf));
  const missing = notices.filter((notice) => !found.has(nameOf(keyOf(notice))));
  if (missing.length > 0) {
    const { putNew } = writesOf(table);
    const kept = await transact(
      table,
      missing.map((notice) => putNew('other', { ...noticeShape.content(notice), ...keyOf(notice) })),
    );
    if (!kept.ok) throw new Error('Notices of one event are being kept twice at once');
  }
  return notices.map((notice) => {
    const item = found.get(nameOf(keyOf(notice)));
    return item ? noticeShape.read(item) : notice;
  });
}

/** Says that a notice was handed to the mail. */
export async function markMailed(table: Table, notice: Notice, mailedAt: string): Promise<void> {
  const marked = await transact(table, [
    writesOf(table).put('other', { ...noticeShape.content({ ...notice, mailedAt }), ...keyOf(notice) }),
  ]);
  if (!marked.ok) throw new Error('A notice was mailed and could not be marked');
}

/** What a recipient is told, newest first, `limit` at most; `before` is the notice after which to go on. */
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

/** The newest notice that a person has read; null when they have read none. */
export async function loadReadUpTo(table: Table, personId: string): Promise<string | null> {
  const { Item: item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: keys.noticesRead(personId), ConsistentRead: true }),
  );
  return typeof item?.upTo === 'string' ? item.upTo : null;
}

/** Says up to where a person has read. Of two that are said at once, one counts. */
export async function keepReadUpTo(table: Table, personId: string, upTo: string): Promise<void> {
  await transact(table, [writesOf(table).put('other', { upTo, ...keys.noticesRead(personId) })]);
}
