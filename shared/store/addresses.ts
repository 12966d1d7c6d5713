import { folded } from '../contract/names.ts';
import { type Person, PersonId } from '../contract/people.ts';
import * as z from '../contract/zod.ts';
import type { Table } from './client.ts';
import { getMany, type Item, nameOf } from './items.ts';
import { type Key, keys } from './keys.ts';
import { shape } from './shape.ts';
import { type Write, writeAll, writesOf } from './transaction.ts';

/** Whose mail address or employee number it is. A transaction that puts it can only succeed for one person. */
export const addressShape = shape(z.strictObject({ personId: PersonId }));

/** Finds who has a mail address, among items that were read by key. Null: nobody. */
export function addressHolderIn(found: ReadonlyMap<string, Item>, email: string): string | null {
  return holderIn(found, keys.address(email));
}

/** Finds who has an employee number, in the same way. */
export function numberHolderIn(found: ReadonlyMap<string, Item>, number: string): string | null {
  return holderIn(found, keys.employeeNumber(number));
}

/** The same of any such key. */
export function holderIn(found: ReadonlyMap<string, Item>, key: Key): string | null {
  const item = found.get(nameOf(key));
  return item ? addressShape.read(item).personId : null;
}

type Addressed = Pick<Person, 'id' | 'email' | 'externalId'>;

/** The writes that give somebody new their mail address and employee number. They fail if another person has one of them. */
export function newAddressWrites(write: ReturnType<typeof writesOf>, person: Addressed): Write[] {
  return keysOf(person).map((key) => give(write, person.id, key));
}

/**
 * The writes for a person who is there: they get a new mail address or employee number, and the old one is free. An old
 * address that another person has, from before addresses were kept, stays with that person.
 */
export async function changedAddressWrites(table: Table, before: Addressed, after: Addressed): Promise<Write[]> {
  const write = writesOf(table);
  const isNotIn = (among: readonly Key[]) => (key: Key) => !among.some((one) => nameOf(one) === nameOf(key));
  const [had, has] = [keysOf(before), keysOf(after)];
  const given = has.filter(isNotIn(had));
  const left = had.filter(isNotIn(has));
  const found = left.length > 0 ? await getMany(table, left) : new Map<string, Item>();
  return [
    ...given.map((key) => give(write, after.id, key)),
    ...left.filter((key) => holderIn(found, key) === after.id).map((key) => write.remove('other', key)),
  ];
}

const keysOf = ({ email, externalId }: Addressed): Key[] => [
  keys.address(email),
  ...(externalId === null ? [] : [keys.employeeNumber(externalId)]),
];

const give = (write: ReturnType<typeof writesOf>, personId: string, key: Key): Write =>
  write.putNew('address', { ...addressShape.content({ personId }), ...key });

/** Gives everybody their address, in a directory from before addresses were kept. If two share one, the first by id has it. */
export async function keepAddresses(table: Table, people: readonly { id: string; email: string }[]): Promise<void> {
  const firsts = new Map<string, string>();
  for (const { id, email } of people.toSorted((a, b) => (a.id < b.id ? -1 : 1)))
    if (!firsts.has(folded(email))) firsts.set(folded(email), id);
  const { put } = writesOf(table);
  await writeAll(
    table,
    [...firsts].map(([address, personId]) =>
      put('other', { ...addressShape.content({ personId }), ...keys.address(address) }),
    ),
  );
}
