import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { CaseHead } from '../contract/case.ts';
import { type Case, CaseEvent } from '../contract/events.ts';
import type { CaseStage, TaskToken } from '../contract/workflow.ts';
import { bodyShape, headShape, tokenShape } from './case-shapes.ts';
import type { Table } from './client.ts';
import { contentOf, getMany, type Item, nameOf, queryAll } from './items.ts';
import { indexKeys, keys } from './keys.ts';

/** Reads a case with all the words in it, consistently, in one query. Null if there is none. */
export async function loadCase(table: Table, caseId: string): Promise<Case | null> {
  const items = await queryAll(table, {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': keys.casePartition(caseId) },
    ConsistentRead: true,
  });
  const { sk } = keys.head(caseId);
  const head = items.find((item) => item.sk === sk);
  if (!head) return null;
  return { head: headShape.read(head), bodies: bodiesIn(items.filter((item) => item.sk !== sk)) };
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

/** A case with its callback token, if it has one. */
export interface Standing {
  head: CaseHead;
  token: TaskToken | null;
}

/** The heads and tokens of several cases, a moment behind. Cases that do not exist are left out. */
export async function headsAndTokens(table: Table, caseIds: readonly string[]): Promise<Standing[]> {
  const wanted = caseIds.flatMap((id) => [keys.head(id), keys.token(id)]);
  const found = await getMany(table, wanted, { isConsistent: false });
  return caseIds.flatMap((id) => {
    const head = headIn(found, id);
    const token = found.get(nameOf(keys.token(id)));
    return head ? [{ head, token: token ? tokenShape.read(token) : null }] : [];
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

const ofPerson = (personId: string) => ({
  KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
  ExpressionAttributeValues: { ':pk': keys.personPartition(personId), ':prefix': keys.relationPrefix },
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

/** The cases in which a person has or had a part, by id. A case that they only watch is not one of them. */
export async function casesWithPart(table: Table, personId: string): Promise<Set<string>> {
  const items = await queryAll(table, ofPerson(personId));
  return new Set(items.filter((item) => item.watches !== true).map((item) => relationOf(item).caseId));
}

/** A page of the cases that involve a person, newest first. `from` is the `next` of the previous page. */
export async function casesOfPerson(table: Table, personId: string, limit: number, from?: string): Promise<CasePage> {
  const answer = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      ...ofPerson(personId),
      Limit: limit,
      ...(from ? { ExclusiveStartKey: keys.relation(personId, from) } : {}),
    }),
  );
  const items = (answer.Items ?? []).map(relationOf);
  return { items, next: answer.LastEvaluatedKey ? (items.at(-1)?.caseId ?? null) : null };
}

const atStage = (stage: CaseStage) => ({
  IndexName: 'cases',
  KeyConditionExpression: 'casesPk = :pk AND begins_with(casesSk, :stage)',
  ExpressionAttributeValues: { ':pk': indexKeys.casesPartition, ':stage': indexKeys.case('', stage).casesSk },
});

const placeAt = (stage: CaseStage) => (item: Record<string, unknown>) => ({
  caseId: String(item.pk).slice(keys.casePartition('').length),
  engineerId: String(item.engineerId),
  stage,
});

/** A page of the cases at a stage, oldest first. `from` is the `next` of the previous page. The index is a moment behind. */
export async function casesAt(table: Table, stage: CaseStage, limit: number, from?: string) {
  const answer = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      ...atStage(stage),
      Limit: limit,
      ...(from ? { ExclusiveStartKey: { ...keys.head(from), ...indexKeys.case(from, stage) } } : {}),
    }),
  );
  const items = (answer.Items ?? []).map(placeAt(stage));
  return { items, next: answer.LastEvaluatedKey ? (items.at(-1)?.caseId ?? null) : null };
}

/** All cases at a stage. The index is a moment behind. */
export async function allCasesAt(table: Table, stage: CaseStage): Promise<ReturnType<ReturnType<typeof placeAt>>[]> {
  return (await queryAll(table, atStage(stage))).map(placeAt(stage));
}
