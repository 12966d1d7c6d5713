import { foldedAddress } from '../contract/names.ts';
import { PersonId } from '../contract/people.ts';
import * as z from '../contract/zod.ts';
import type { Table } from './client.ts';
import { getMany, type Item, nameOf } from './items.ts';
import { keys } from './keys.ts';
import { shape } from './shape.ts';
import { type Write, writeAll, writesOf } from './transaction.ts';

/** Whose mail address it is. A transaction that puts it can only succeed for one person. */
const addressShape = shape(z.strictObject({ personId: PersonId }));

/** Finds who has a mail address, among items that were read by key. Null: nobody. */
export function addressHolderIn(found: ReadonlyMap<string, Item>, email: string): string | null {
  const item = found.get(nameOf(keys.address(email)));
  return item ? addressShape.read(item).personId : null;
}

/** The write that gives a mail address to a person. It fails if somebody has the address. */
export function addressWrite(write: ReturnType<typeof writesOf>, personId: string, email: string): Write {
  return write.putNew('address', { ...addressShape.content({ personId }), ...keys.address(email) });
}

/**
 * The writes for a person whose mail address changes: they get the new one, and the old one is free. An old address that
 * another person has, from before addresses were kept, stays with that person.
 */
export async function addressWrites(
  table: Table,
  personId: string,
  before: string | null,
  after: string,
): Promise<Write[]> {
  const write = writesOf(table);
  if (before === null) return [addressWrite(write, personId, after)];
  if (foldedAddress(before) === foldedAddress(after)) return [];
  const isOwn = addressHolderIn(await getMany(table, [keys.address(before)]), before) === personId;
  return [addressWrite(write, personId, after), ...(isOwn ? [write.remove('other', keys.address(before))] : [])];
}

/** Gives everybody their address, in a directory from before addresses were kept. If two share one, the first by id has it. */
export async function keepAddresses(table: Table, people: readonly { id: string; email: string }[]): Promise<void> {
  const firsts = new Map<string, string>();
  for (const { id, email } of people.toSorted((a, b) => (a.id < b.id ? -1 : 1)))
    if (!firsts.has(foldedAddress(email))) firsts.set(foldedAddress(email), id);
  const { put } = writesOf(table);
  await writeAll(
    table,
    [...firsts].map(([address, personId]) =>
      put('other', { ...addressShape.content({ personId }), ...keys.address(address) }),
    ),
  );
}
