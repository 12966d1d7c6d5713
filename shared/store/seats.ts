import { Seats } from '../contract/seats.ts';
import type { Table } from './client.ts';
import { type Item, nameOf, queryAll } from './items.ts';
import { keys } from './keys.ts';
import { shape } from './shape.ts';
import type { Write, writesOf } from './transaction.ts';

/** How the seats of a level are stored. */
export const seatsShape = shape(Seats);

/** Finds the seats of a level among items that were read by key. Null until a person takes a seat or waits for one. */
export function seatsIn(found: ReadonlyMap<string, Item>, ladder: string, level: string): Seats | null {
  const item = found.get(nameOf(keys.seats(ladder, level)));
  return item ? seatsShape.read(item) : null;
}

/** The seats of every level where a person has held one or waited for one, read consistently in one query. */
export async function listSeats(table: Table): Promise<Seats[]> {
  const items = await queryAll(table, {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': keys.seatsListPartition },
    ConsistentRead: true,
  });
  return items.map(seatsShape.read);
}

/**
 * The write of seats. It fails if they have changed since they were read, so two people cannot both take the last one.
 */
export function seatsWrite(write: ReturnType<typeof writesOf>, before: Seats | null, after: Seats): Write {
  const item = { ...seatsShape.content(after), ...keys.seats(after.ladder, after.level) };
  return before ? write.putIfVersion('guard', item, before.version) : write.putNew('guard', item);
}
