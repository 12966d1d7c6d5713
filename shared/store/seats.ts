import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { Seats } from '../contract/seats.ts';
import type { Table } from './client.ts';
import { contentOf, queryAll } from './items.ts';
import { keys } from './keys.ts';
import type { Write, writesOf } from './transaction.ts';

/** The seats of a level, consistently; null while nobody has held one or waited for one. */
export async function loadSeats(table: Table, ladder: string, level: string): Promise<Seats | null> {
  const { Item: item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: keys.seats(ladder, level), ConsistentRead: true }),
  );
  return item ? Seats.parse(contentOf(item)) : null;
}

/** The seats of every level that somebody has held one of or waited for, consistently, in one query. */
export async function listSeats(table: Table): Promise<Seats[]> {
  const items = await queryAll(table, {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': keys.seatsListPartition },
    ConsistentRead: true,
  });
  return items.map((item) => Seats.parse(contentOf(item)));
}

/** The write of seats, if they still stand as they were read: of two who go for the last one, one is told to look again. */
export function seatsWrite(write: ReturnType<typeof writesOf>, before: Seats | null, after: Seats): Write {
  const item = { ...after, ...keys.seats(after.ladder, after.level) };
  return before ? write.putIfVersion('guard', item, before.version) : write.putNew('guard', item);
}
