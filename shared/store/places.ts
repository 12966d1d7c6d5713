import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { PlacesRecord } from '../contract/places.ts';
import type { PlacesEvent } from '../contract/record-places.ts';
import type { SealedRecord } from '../contract/records.ts';
import { recordEventWrite } from './chain-writes.ts';
import type { Table } from './client.ts';
import { type Item, nameOf } from './items.ts';
import { keys } from './keys.ts';
import { shape } from './shape.ts';
import type { Write, writesOf } from './transaction.ts';

/** How the known teams and ODCs are stored. */
export const placesShape = shape(PlacesRecord);

/** Finds the known teams and ODCs among items that were read by key. Null: the directory is from before they were kept. */
export function placesIn(found: ReadonlyMap<string, Item>): PlacesRecord | null {
  const item = found.get(nameOf(keys.places));
  return item ? placesShape.read(item) : null;
}

/** The same, read consistently. */
export async function loadPlaces(table: Table): Promise<PlacesRecord | null> {
  const { Item: item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: keys.places, ConsistentRead: true }),
  );
  return item ? placesShape.read(item) : null;
}

/** The writes of the places after an event. If two transactions continue from the same end, only one can put its event. */
export function placesWrites(
  write: ReturnType<typeof writesOf>,
  after: PlacesRecord,
  sealed: SealedRecord<PlacesEvent>,
): Write[] {
  return [write.put('other', { ...placesShape.content(after), ...keys.places }), recordEventWrite(write, sealed)];
}
