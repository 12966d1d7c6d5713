import { count, type Usage } from '#infra/local/meter.ts';
import { fill } from '#infra/local/sample/fill.ts';
import type { Outside } from '#shared/cases/outside.ts';
import { positionFor } from '#shared/cases/standing.ts';
import type { CaseHead } from '#shared/contract/case.ts';
import type { Person } from '#shared/contract/people.ts';
import type { TaskToken } from '#shared/contract/workflow.ts';
import { headItem, unitOf } from '#shared/store/case-lists.ts';
import { headShape, tokenShape } from '#shared/store/case-shapes.ts';
import type { Table } from '#shared/store/client.ts';
import type { Item } from '#shared/store/items.ts';
import { keys, partitions } from '#shared/store/keys.ts';
import { transact, writeAll, writesOf } from '#shared/store/transaction.ts';
import { MemoryTable } from '#test/long/support/memory-table.ts';
import { seededIds, seededRandom } from '#test/support/outside.ts';
import type { SimulatedTime } from './time.ts';

/** A company with many open cases, in memory. They are copies of those of the sample, each with people of its own. */
export interface Company {
  outside: Outside;
  caseIds: string[];
  /** The execution of a case begins another wait, which ends in a week. */
  wakeLater(caseId: string): void;
}

/** Makes a company with so many open cases. `staleAs` says what is wrong with a case, by its number. Null: nothing. */
export async function companyWith(
  time: SimulatedTime,
  cases: number,
  staleAs: (at: number) => 'late' | 'old' | null,
): Promise<Company> {
  const table = new MemoryTable();
  const outside: Outside = {
    table,
    clock: time,
    ids: seededIds(time),
    random: seededRandom(),
    intranetHosts: ['wiki.intranet'],
    companyZone: 'UTC',
    signInKey: 'mail',
  };
  const sample = new MemoryTable();
  await fill({ ...outside, table: sample });
  const items = sample.all();
  const isHead = ({ pk, sk }: Item) => pk.startsWith(partitions.case) && sk === 'HEAD';
  // A case that stands still is looked at with its whole record. There are few such cases.
  const heads = items
    .filter(isHead)
    .map((item) => headShape.read(item))
    .filter(({ status, stage }) => status === 'open' && stage !== 'stopped');
  const profiles = items.filter(({ sk }) => sk === 'PROFILE');
  const isOfSample = new RegExp(`"(PERSON#)?(${profiles.map(({ id }) => String(id)).join('|')})"`, 'g');
  const tokenItem = (token: TaskToken): Item => ({ ...tokenShape.content(token), ...keys.token(token.caseId) });
  const shared = new Map(profiles.map(({ id, roles }) => [String(id), copiesThatShare(roles as string[])]));
  const people = new Map<string, Item>();
  const added: Item[] = [];
  const caseIds: string[] = [];
  for (let copy = 0; caseIds.length < cases; copy++) {
    // As many cases share a lead as in a company in which one engineer in four has an open case.
    const groupOf = (id: string) => `${id}-${Math.floor(copy / (shared.get(id) ?? 1))}`;
    const copied = <T>(value: T): T =>
      JSON.parse(
        JSON.stringify(value).replace(isOfSample, (_all, kind = '', id = '') => `"${kind}${groupOf(id)}"`),
      ) as T;
    for (const profile of profiles.map(copied)) people.set(profile.pk, profile);
    for (const given of heads.slice(0, cases - caseIds.length)) {
      const stale = staleAs(caseIds.length);
      const id = `case_${String(caseIds.length).padStart(26, '0')}`;
      const head = { ...copied(given), id, ...(stale === 'old' ? { generationSince: daysBefore(time, 301) } : {}) };
      const { wakeAfterSeconds } = await positionFor({ ...outside, table: sample }, head);
      caseIds.push(id);
      added.push(
        headItem(head, unitOf(people.get(keys.profile(head.engineerId).pk) as unknown as Person)),
        tokenItem(tokenOf(head, time.now(), stale === 'late' ? -3600 : wakeAfterSeconds)),
      );
    }
  }
  const { put } = writesOf(table);
  const rest = items.filter((item) => !isHead(item));
  await writeAll(
    table,
    [...rest, ...people.values(), ...added].map((item) => put('other', item)),
  );
  table.records = [];
  return {
    outside,
    caseIds,
    wakeLater(caseId) {
      const { pk, sk } = keys.token(caseId);
      const token = tokenShape.read(table.get(pk, sk) ?? {});
      const wakeAt = new Date(time.now().getTime() + 7 * 24 * 3600 * 1000).toISOString();
      void transact(table, [put('token', tokenItem({ ...token, wakeAt }))]);
    },
  };
}

/** A copy has a dozen open cases. So many copies have the same person with one of these roles. */
function copiesThatShare(roles: readonly string[]): number {
  if (roles.includes('delivery-director') || roles.includes('hr')) return 50;
  if (roles.includes('head-of-department')) return 12;
  return roles.includes('odc-lead') ? 3 : 1;
}

const daysBefore = (time: SimulatedTime, days: number) =>
  new Date(time.now().getTime() - days * 24 * 3600 * 1000).toISOString();

/** The token of a wait, as long as those of AWS. */
function tokenOf({ id, stage, attempt, generation }: CaseHead, now: Date, wakesInSeconds: number): TaskToken {
  return {
    caseId: id,
    stage: stage as TaskToken['stage'],
    attempt,
    generation,
    enteredAt: now.toISOString(),
    retryCount: 0,
    token: `${id} `.padEnd(720, 't'),
    wakeAt: new Date(now.getTime() + wakesInSeconds * 1000).toISOString(),
  };
}

/** An answer of the index of cases, with only what the index holds. */
function projected(answer: Record<string, unknown>): Record<string, unknown> {
  const attributes = ['pk', 'sk', 'casesPk', 'casesSk', 'engineerId', 'stage', 'outcome'];
  const Items = ((answer.Items as Item[] | undefined) ?? []).map((item) =>
    Object.fromEntries(attributes.map((name) => [name, item[name]])),
  );
  return { ...answer, Items };
}

/** A table that counts the units of its requests, and tells of each case whose head is read. */
export function watched(
  table: Table,
  usage: Pick<Usage, 'readUnits' | 'writeUnits'>,
  onHead: (caseId: string) => void,
): Table {
  const client = {
    async send(command: { input: Record<string, unknown> }) {
      const answer = (await table.client.send(command as never)) as Record<string, unknown>;
      count(usage, command.input, command.input.IndexName === 'cases' ? projected(answer) : answer);
      const items = Object.values((answer.Responses as Record<string, Item[]> | undefined) ?? {}).flat();
      for (const { pk, sk } of items)
        if (sk === 'HEAD' && pk.startsWith(partitions.case)) onHead(pk.slice(partitions.case.length));
      return answer;
    },
  };
  return { name: table.name, client: client as never };
}
