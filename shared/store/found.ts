import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { type FoundAt, PersonEntry, PersonId } from '../contract/people.ts';
import * as z from '../contract/zod.ts';
import type { Table } from './client.ts';
import type { Item } from './items.ts';
import { keys } from './keys.ts';
import { shape } from './shape.ts';
import type { Write, writesOf } from './transaction.ts';

/** The index of the directory: one item for each place at which a person is found. */
export const entryShape = shape(PersonEntry);

type Writes = ReturnType<typeof writesOf>;

/** The write of a person at a place of the index. */
export function entryWrite(write: Writes, entry: PersonEntry, place: FoundAt): Write {
  return write.put('other', { ...entryShape.content(entry), ...keys.found(place) });
}

/** The write that takes a person away from a place. */
export function entryRemoval(write: Writes, place: FoundAt): Write {
  return write.remove('other', keys.found(place));
}

/** The part of a list of the index that a query reads. */
export interface Range extends Pick<FoundAt, 'by' | 'of'> {
  /** How the places begin. Left out: all. */
  begin?: string;
  /** Instead: the first place, included. */
  from?: string;
  /** Instead: the end, not included. */
  before?: string;
}

export interface EntryAt {
  entry: PersonEntry;
  at: string;
}

/** People of the index in the order of their places, at most `limit`, after the place `after`. The index is a moment behind. */
export async function queryEntries(
  table: Table,
  { by, of, begin, from, before }: Range,
  limit: number,
  after?: string,
): Promise<{ found: EntryAt[]; isEnd: boolean }> {
  const { pk } = keys.found({ by, of, at: '' });
  const value = begin ?? from ?? before;
  const condition =
    begin !== undefined
      ? ' AND begins_with(sk, :at)'
      : from !== undefined
        ? ' AND sk >= :at'
        : before !== undefined
          ? ' AND sk < :at'
          : '';
  const answer = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: `pk = :pk${condition}`,
      ExpressionAttributeValues: { ':pk': pk, ...(value === undefined ? {} : { ':at': value }) },
      Limit: limit,
      ...(after === undefined ? {} : { ExclusiveStartKey: keys.found({ by, of, at: after }) }),
    }),
  );
  const items = (answer.Items ?? []) as Item[];
  return {
    found: items.map((item) => ({ entry: entryShape.read(item), at: item.sk })),
    isEnd: answer.LastEvaluatedKey === undefined,
  };
}

/** How far the index of a directory from before it has been filled: up to this person, by id. Null: everybody is in it. */
export const keptShape = shape(z.strictObject({ upTo: z.nullable(PersonId) }));

/** The write that says how far the index has been filled. */
export function keptWrite(write: Writes, upTo: string | null): Write {
  return write.put('other', { ...keptShape.content({ upTo }), ...keys.foundKept });
}

/** How far the index has been filled. Undefined: nobody has begun. */
export async function loadKept(table: Table): Promise<string | null | undefined> {
  const { Item: item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: keys.foundKept, ConsistentRead: true }),
  );
  return item ? keptShape.read(item).upTo : undefined;
}
