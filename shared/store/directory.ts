import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { Person, type PublicPerson } from '../contract/people.ts';
import type { Table } from './client.ts';
import { getMany, type Item, nameOf, queryAll } from './items.ts';
import { indexKeys, keys } from './keys.ts';
import { shape } from './shape.ts';

/** How a person of the directory is stored. */
export const personShape = shape(Person);

/** A person of the directory, read consistently. Null if there is none. */
export async function loadPerson(table: Table, personId: string): Promise<Person | null> {
  const { Item: item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: keys.profile(personId), ConsistentRead: true }),
  );
  return item ? personShape.read(item) : null;
}

/** People by id, read consistently. People who are not in the directory are left out. */
export async function loadPeople(
  table: Table,
  personIds: readonly string[],
  reading?: Parameters<typeof getMany>[2],
): Promise<Record<string, Person>> {
  const found = await getMany(
    table,
    personIds.map((id) => keys.profile(id)),
    reading,
  );
  return peopleIn(found, personIds);
}

/** Finds people among items that were read by key. */
export function peopleIn(found: ReadonlyMap<string, Item>, personIds: readonly string[]): Record<string, Person> {
  const people = Object.fromEntries(
    [...new Set(personIds)].flatMap((id) => {
      const item = found.get(nameOf(keys.profile(id)));
      return item ? [[id, personShape.read(item)]] : [];
    }),
  );
  return peopleOf(people);
}

/**
 * One record of people from several. It has no prototype: a person can have the id `constructor`, and every other record
 * has something under that name.
 */
export function peopleOf(...records: Record<string, Person>[]): Record<string, Person> {
  return Object.assign(Object.create(null) as Record<string, Person>, ...records);
}

/** A person as the directory stores them. */
export function profileItem(person: Person) {
  return { ...personShape.content(person), ...keys.profile(person.id), ...indexKeys.person(person.id) };
}

/** What everyone may see of a person. */
export function publicOf({ id, name, level, team }: PublicPerson): PublicPerson {
  return { id, name, level, team };
}

const everyone = {
  IndexName: 'people',
  KeyConditionExpression: 'peoplePk = :pk',
  ExpressionAttributeValues: { ':pk': indexKeys.person('').peoplePk },
};

/** A page of the directory, by id. The index is a moment behind. */
export async function listPeople(
  table: Table,
  limit: number,
  from?: string,
): Promise<{ items: Person[]; next: string | null }> {
  const answer = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      ...everyone,
      Limit: limit,
      ...(from ? { ExclusiveStartKey: { ...keys.profile(from), ...indexKeys.person(from) } } : {}),
    }),
  );
  const items = (answer.Items ?? []).map(personShape.read);
  return { items, next: answer.LastEvaluatedKey ? (items.at(-1)?.id ?? null) : null };
}

/** Everybody in the directory, by name. The index is a moment behind. */
export async function loadEverybody(table: Table): Promise<Person[]> {
  const items = await queryAll(table, everyone);
  return items.map(personShape.read).sort((one, other) => one.name.localeCompare(other.name));
}
