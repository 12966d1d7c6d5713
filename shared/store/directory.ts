import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { Person, PublicPerson } from '../contract/people.ts';
import type { Table } from './client.ts';
import { contentOf, getMany, nameOf } from './items.ts';
import { indexKeys, keys } from './keys.ts';
import { transact, writesOf } from './transaction.ts';

/** A person of the directory, consistently; null when there is none. */
export async function loadPerson(table: Table, personId: string): Promise<Person | null> {
  const { Item: item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: keys.profile(personId), ConsistentRead: true }),
  );
  return item ? Person.parse(contentOf(item)) : null;
}

/** People by id, consistently, in one request of up to 100; whoever is not there is left out. */
export async function loadPeople(table: Table, personIds: readonly string[]): Promise<Record<string, Person>> {
  const ids = [...new Set(personIds)];
  const found = await getMany(
    table,
    ids.map((id) => keys.profile(id)),
  );
  return Object.fromEntries(
    ids.flatMap((id) => {
      const item = found.get(nameOf(keys.profile(id)));
      return item ? [[id, Person.parse(contentOf(item))]] : [];
    }),
  );
}

/** A person as the directory stores them. */
export function profileItem(person: Person) {
  return { ...person, ...keys.profile(person.id), ...indexKeys.person(person.id) };
}

/** What everyone may see of a person. */
export function publicOf({ id, name, level, team }: Person): PublicPerson {
  return { id, name, level, team };
}

/** A page of the directory by id; from the index, so a moment behind. */
export async function listPeople(
  table: Table,
  limit: number,
  from?: string,
): Promise<{ items: PublicPerson[]; next: string | null }> {
  const answer = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      IndexName: 'people',
      KeyConditionExpression: 'peoplePk = :pk',
      ExpressionAttributeValues: { ':pk': indexKeys.person('').peoplePk },
      Limit: limit,
      ...(from ? { ExclusiveStartKey: { ...keys.profile(from), ...indexKeys.person(from) } } : {}),
    }),
  );
  const items = (answer.Items ?? []).map((item) =>
    PublicPerson.parse({ id: item.id, name: item.name, level: item.level, team: item.team }),
  );
  return { items, next: answer.LastEvaluatedKey ? (items.at(-1)?.id ?? null) : null };
}

/** Everybody of the directory, whole, by name; a moment behind for who is new. */
export async function loadEverybody(table: Table): Promise<Person[]> {
  const ids: string[] = [];
  for (let from: string | undefined, more = true; more; ) {
    const { items, next } = await listPeople(table, 1000, from);
    ids.push(...items.map((one) => one.id));
    more = next !== null;
    from = next ?? undefined;
  }
  // One read by key takes a hundred.
  const hundreds = Array.from({ length: Math.ceil(ids.length / 100) }, (_, at) => ids.slice(100 * at, 100 * at + 100));
  const found = await Promise.all(hundreds.map((some) => loadPeople(table, some)));
  return found.flatMap((some) => Object.values(some)).sort((one, other) => one.name.localeCompare(other.name));
}

/** The person behind a sign-in, by issuer and subject; null when the sign-in is nobody's. */
export async function personIdOfSignIn(table: Table, issuer: string, subject: string): Promise<string | null> {
  const { Item: item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: keys.signIn(issuer, subject), ConsistentRead: true }),
  );
  return typeof item?.personId === 'string' ? item.personId : null;
}

/** Says that a sign-in, by issuer and subject, is this person's. */
export async function mapSignIn(table: Table, issuer: string, subject: string, personId: string): Promise<void> {
  await transact(table, [writesOf(table).put('other', { personId, ...keys.signIn(issuer, subject) })]);
}
