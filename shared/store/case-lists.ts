import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { CaseHead } from '../contract/case.ts';
import { leadFields, type SupervisorRole, supervisorRoles } from '../contract/names.ts';
import type { Person } from '../contract/people.ts';
import { headShape } from './case-shapes.ts';
import type { Table } from './client.ts';
import { type Item, nameOf } from './items.ts';
import { indexKeys, type Key, keys } from './keys.ts';

/**
 * What lists know of the engineer of a case. It stands beside the head, because no event says it: the head is what its
 * events come to. It is of the last time when the engineer's record was read for a change of the case, or by the sweep. Only the
 * ODC is that of the case itself, once the case has noted it.
 */
export interface Unit {
  odc: string;
  team: string;
  name: string;
  /** Their tech lead and their ODC lead. */
  supervisors: string[];
}

/** What lists show and filter of an engineer. */
export function unitOf(engineer: Pick<Person, 'odc' | 'team' | 'name' | (typeof leadFields)[SupervisorRole]>): Unit {
  const { odc, team, name } = engineer;
  return { odc, team, name, supervisors: supervisorRoles.flatMap((role) => engineer[leadFields[role]] ?? []) };
}

/** The same with the ODC that the case has noted: the lists of an ODC have the cases to which its people of HR are HR. */
export function unitFor({ odc }: Pick<CaseHead, 'odc'>, unit: Unit): Unit {
  return odc === undefined ? unit : { ...unit, odc };
}

/** Whether two units are the same in everything that lists know. */
export function isSameUnit(one: Unit, other: Unit): boolean {
  const [ours, theirs] = [one, other].map(({ odc, team, name, supervisors }) => [odc, team, name, ...supervisors]);
  return JSON.stringify(ours) === JSON.stringify(theirs);
}

/** Who leads the calibration of a case. Null: nobody yet, or its path has none. */
export function leadIn({ slots }: Pick<CaseHead, 'slots'>): string | null {
  return slots.find((slot) => slot.part === 'lead')?.personId ?? null;
}

/** The item of a head, with its places in the lists. Without a unit the case is in no list of an ODC. */
export function headItem(head: CaseHead, of: Unit | null): Record<string, unknown> & Key {
  const unit = of && unitFor(head, of);
  const lead = leadIn(head);
  const at = head.status === 'open' ? head.dueAt : head.status === 'closed' ? head.closedAt : '';
  return {
    ...headShape.content(head),
    ...keys.head(head.id),
    listsPk: indexKeys.partOf(head.stage),
    listsSk: indexKeys.listed(head.id, head.status !== 'closed', at),
    ...(unit ? { unitsPk: indexKeys.unit(unit.odc) } : {}),
    ...(lead ? { leadsPk: indexKeys.lead(lead) } : {}),
    listed: { odc: '', team: '', name: '', supervisors: [], ...unit, ladder: head.ladder.id, lead, parts: true },
  };
}

/** Whether everybody with a part in a stored case finds it among their open ones. Not if it is from before that was kept. */
export function hasListedParts(item: Record<string, unknown>): boolean {
  return (item.listed as { parts?: boolean } | undefined)?.parts === true;
}

/** The unit beside a stored head. Null: the head was stored before there were lists of units, or nobody knew it. */
export function unitIn(item: Record<string, unknown>): Unit | null {
  if (item.unitsPk === undefined) return null;
  // A unit from before has no supervisors.
  const { odc, team, name, supervisors = [] } = item.listed as Unit;
  return { odc, team, name, supervisors };
}

/** A case as lists know it. */
export interface Listed {
  head: CaseHead;
  unit: Unit | null;
  /** Whether everybody with a part in it finds it among their open cases. */
  hasParts: boolean;
}

/** Finds a head and its places in the lists among items that were read by key. */
export function listedIn(found: ReadonlyMap<string, Item>, caseId: string): Listed | null {
  const item = found.get(nameOf(keys.head(caseId)));
  return item ? { head: headShape.read(item), unit: unitIn(item), hasParts: hasListedParts(item) } : null;
}

/** What an index filters by. The values of cases must be the same as these. */
export interface Wanted {
  stage?: string | undefined;
  outcome?: string | undefined;
  transition?: string | undefined;
  cycleId?: string | undefined;
  ladder?: string | undefined;
  team?: string | undefined;
  odc?: string | undefined;
  lead?: string | undefined;
  /** One of the supervisors of the engineer. */
  supervisor?: string | undefined;
  engineerId?: string | undefined;
}

const attributeOf: Record<keyof Wanted, string> = {
  stage: '#stage',
  outcome: '#outcome',
  transition: '#transition',
  cycleId: '#cycleId',
  ladder: '#listed.#ladder',
  team: '#listed.#team',
  odc: '#listed.#odc',
  lead: '#listed.#lead',
  supervisor: '#listed.#supervisors',
  engineerId: '#engineerId',
};

/** The expression that filters what an index holds. Empty if everything is wanted. */
function filterOf(wanted: Wanted) {
  const given = Object.entries(wanted).filter(([, value]) => value !== undefined) as [keyof Wanted, string][];
  const names = new Set(given.flatMap(([name]) => attributeOf[name].split('.')));
  return given.length === 0
    ? { names: [], values: {}, filter: {} }
    : {
        names: [...names],
        values: Object.fromEntries(given.map(([name, value]) => [`:${name}`, value])),
        filter: { FilterExpression: given.map(([name]) => conditionOf(name)).join(' AND ') },
      };
}

const conditionOf = (name: keyof Wanted) =>
  name === 'supervisor' ? `contains(${attributeOf[name]}, :${name})` : `${attributeOf[name]} = :${name}`;

/** A part of an index of cases: one partition of it. */
export interface ListPart {
  index: 'lists' | 'units' | 'leads';
  partition: string;
}

/** A case in an index: where it stands in the order, and whose it is. */
export interface Entry {
  caseId: string;
  engineerId: string;
  place: string;
  /** The name of the engineer. Empty: it is not known. */
  name: string;
}

export interface Search {
  part: ListPart;
  /** Open cases, what is due first at the beginning; or closed cases, the latest first. */
  isOpen: boolean;
  /** The first and the last place to look at. */
  range: readonly [first: string, last: string];
  wanted: Wanted;
  /** The place after which to begin. */
  after?: string | undefined;
  /** The most entries to look at. Left out: as many as DynamoDB gives in one page. */
  limit?: number | undefined;
}

export interface SearchedPage {
  entries: Entry[];
  /** The place up to which it was searched. Null: to the end. */
  upTo: string | null;
}

/** Looks through one page of an index of cases. The index is a moment behind. */
export async function searchCases(
  table: Table,
  { part, isOpen, range: [first, last], wanted, after, limit }: Search,
): Promise<SearchedPage> {
  const { names, values, filter } = filterOf(wanted);
  const answer = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      IndexName: part.index,
      KeyConditionExpression: `${part.index}Pk = :part AND listsSk BETWEEN :first AND :last`,
      ...filter,
      ProjectionExpression: 'pk, listsSk, engineerId, #listed.#name',
      ExpressionAttributeNames: Object.fromEntries(
        [...new Set(['#listed', '#name', ...names])].map((name) => [name, name.slice(1)]),
      ),
      ExpressionAttributeValues: {
        ':part': part.partition,
        ':first': isOpen && after !== undefined && after > first ? after : first,
        ':last': !isOpen && after !== undefined && after < last ? after : last,
        ...values,
      },
      ScanIndexForward: isOpen,
      // The range begins with the place after which to begin.
      ...(limit === undefined ? {} : { Limit: limit + (after === undefined ? 0 : 1) }),
    }),
  );
  const entries = (answer.Items ?? []).map((item) => ({
    caseId: String(item.pk).slice(keys.casePartition('').length),
    engineerId: item.engineerId,
    place: item.listsSk,
    name: item.listed?.name ?? '',
  }));
  return { entries: entries.filter(({ place }) => place !== after), upTo: answer.LastEvaluatedKey?.listsSk ?? null };
}

/** The heads that were stored before cases had lists, by stage: those of open cases first, and all of them at once. */
export async function unlisted(table: Table, limit: number): Promise<{ caseId: string; engineerId: string }[]> {
  const closed = 'closed#';
  const ranges = [
    ['', closed],
    [`${closed}~`, '~'],
    [closed, `${closed}~`],
  ] as const;
  const pages = await Promise.all(
    ranges.map(([first, last]) =>
      table.client.send(
        new QueryCommand({
          TableName: table.name,
          IndexName: 'cases',
          KeyConditionExpression: 'casesPk = :pk AND casesSk BETWEEN :first AND :last',
          ExpressionAttributeValues: { ':pk': indexKeys.casesPartition, ':first': first || ' ', ':last': last },
          Limit: limit,
        }),
      ),
    ),
  );
  return pages
    .flatMap((page) => page.Items ?? [])
    .slice(0, limit)
    .map((item) => ({
      caseId: String(item.pk).slice(keys.casePartition('').length),
      engineerId: String(item.engineerId),
    }));
}
