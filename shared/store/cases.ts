import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { CaseHead } from '../contract/case.ts';
import { type Case, CaseEvent } from '../contract/events.ts';
import type { TaskToken } from '../contract/workflow.ts';
import { hasListedParts, type Listed, listedIn, unitIn } from './case-lists.ts';
import { bodyShape, headShape, tokenShape } from './case-shapes.ts';
import type { Table } from './client.ts';
import { contentOf, getMany, type Item, nameOf, queryAll } from './items.ts';
import { keys } from './keys.ts';

/** A case, and its places in the lists. */
export type StoredCase = Case & Listed;

/** Reads a case with all the words in it, consistently, in one query. Null if there is none. */
export async function loadCase(table: Table, caseId: string): Promise<StoredCase | null> {
  const items = await queryAll(table, {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': keys.casePartition(caseId) },
    ConsistentRead: true,
  });
  const { sk } = keys.head(caseId);
  const head = items.find((item) => item.sk === sk);
  if (!head) return null;
  return {
    head: headShape.read(head),
    bodies: bodiesIn(items.filter((item) => item.sk !== sk)),
    unit: unitIn(head),
    hasParts: hasListedParts(head),
  };
}

/** Reads the words of these events, consistently. Events without words, and those whose words were erased, are left out. */
export async function loadBodies(table: Table, caseId: string, seqs: readonly number[]): Promise<Case['bodies']> {
  const found = await getMany(
    table,
    seqs.map((seq) => keys.body(caseId, seq)),
  );
  return bodiesIn([...found.values()]);
}

function bodiesIn(items: readonly Item[]): Case['bodies'] {
  return Object.fromEntries(items.map(bodyShape.read).map((body) => [body.seq, body]));
}

/** Reads only the head of a case, consistently. */
export async function loadHead(table: Table, caseId: string): Promise<CaseHead | null> {
  const { Item: item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: keys.head(caseId), ConsistentRead: true }),
  );
  return item ? headShape.read(item) : null;
}

/** Finds a head among items that were read by key. */
export function headIn(found: ReadonlyMap<string, Item>, caseId: string): CaseHead | null {
  const item = found.get(nameOf(keys.head(caseId)));
  return item ? headShape.read(item) : null;
}

/** Reads head and task token together, consistently. Only code that talks to Step Functions needs tokens. */
export async function loadHeadAndToken(
  table: Table,
  caseId: string,
): Promise<{ head: CaseHead | null; token: TaskToken | null }> {
  const found = await getMany(table, [keys.head(caseId), keys.token(caseId)]);
  const token = found.get(nameOf(keys.token(caseId)));
  return {
    head: headIn(found, caseId),
    token: token ? tokenShape.read(token) : null,
  };
}

/** A case with its callback token, if it has one, and its place in the lists. */
export interface Standing extends Listed {
  token: TaskToken | null;
}

/** The heads and tokens of several cases, a moment behind. Cases that do not exist are left out. */
export async function headsAndTokens(table: Table, caseIds: readonly string[]): Promise<Standing[]> {
  const wanted = caseIds.flatMap((id) => [keys.head(id), keys.token(id)]);
  const found = await getMany(table, wanted, { isConsistent: false });
  return caseIds.flatMap((id) => {
    const listed = listedIn(found, id);
    const token = found.get(nameOf(keys.token(id)));
    return listed ? [{ ...listed, token: token ? tokenShape.read(token) : null }] : [];
  });
}

/** Every event of a case, in order, consistently. */
export async function loadEvents(table: Table, caseId: string): Promise<CaseEvent[]> {
  const items = await queryAll(table, {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': keys.eventsPartition(caseId) },
    ConsistentRead: true,
  });
  return items.map((item) => CaseEvent.parse(contentOf(item)));
}

/** A page of cases, as the ids to read them by. `next` is where the next page begins. */
export interface CasePage {
  items: ListedCase[];
  next: string | null;
}

/** A case in a list. `actsFor`: in the list of a person, those for whom they act or acted in it. */
export interface ListedCase {
  caseId: string;
  engineerId: string;
  actsFor?: string[];
}

const ofPerson = (personId: string, prefix: string = keys.relationPrefix) => ({
  KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
  ExpressionAttributeValues: { ':pk': keys.personPartition(personId), ':prefix': prefix },
  ScanIndexForward: false,
  ConsistentRead: true,
});

const relationOf = (item: Record<string, unknown>): ListedCase => ({
  caseId: String(item.caseId),
  engineerId: String(item.engineerId),
  ...(item.actsFor ? { actsFor: item.actsFor as string[] } : {}),
});

/** All cases that involve a person, newest first. */
export async function allCasesOfPerson(table: Table, personId: string): Promise<CasePage['items']> {
  return (await queryAll(table, ofPerson(personId))).map(relationOf);
}

/** The cases that are not closed and in which a person has a part, newest first. Cases that they only watch are not among them. */
export async function openPartsOf(table: Table, personId: string): Promise<ListedCase[]> {
  return (await queryAll(table, ofPerson(personId, keys.openPartPrefix))).map(relationOf);
}

/** Those of these cases in which a person has or had a part. A case that they only watch is not one of them. */
export async function casesWithPart(table: Table, personId: string, among: readonly string[]): Promise<Set<string>> {
  const ids = [...new Set(among)];
  const items = await getMany(
    table,
    ids.map((id) => keys.relation(personId, id)),
  );
  return new Set([...items.values()].filter((item) => item.watches !== true).map((item) => relationOf(item).caseId));
}

/**
 * A page of the cases that involve a person, newest first. `from` is the `next` of the previous page. With `engineerId`
 * only those of this engineer; then as many are looked at as DynamoDB gives in one page.
 */
export async function casesOfPerson(
  table: Table,
  personId: string,
  { limit, from, engineerId }: { limit: number; from?: string | undefined; engineerId?: string | undefined },
): Promise<CasePage> {
  const { ExpressionAttributeValues: values, ...query } = ofPerson(personId);
  const answer = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      ...query,
      ExpressionAttributeValues: engineerId === undefined ? values : { ...values, ':engineer': engineerId },
      ...(engineerId === undefined ? { Limit: limit } : { FilterExpression: 'engineerId = :engineer' }),
      ...(from ? { ExclusiveStartKey: keys.relation(personId, from) } : {}),
    }),
  );
  const found = (answer.Items ?? []).map(relationOf);
  const items = found.slice(0, limit);
  const upTo = answer.LastEvaluatedKey && caseIdIn(answer.LastEvaluatedKey);
  return { items, next: found.length > limit ? (items.at(-1)?.caseId ?? null) : (upTo ?? null) };
}

/** The case in the key of a relation. */
const caseIdIn = (key: Record<string, unknown>) => String(key.sk).slice(keys.relationPrefix.length);
