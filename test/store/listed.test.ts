import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CaseFilter } from '#shared/cases/case-filter.ts';
import { listCases } from '#shared/cases/list.ts';
import { bringIntoLists, keepListed } from '#shared/cases/listing.ts';
import { readOnce } from '#shared/cases/resettle.ts';
import { beginRun, shareOfLap } from '#shared/cases/sweep.ts';
import { openCasesOf } from '#shared/records/open-cases.ts';
import { headItem, unlisted } from '#shared/store/case-lists.ts';
import { headShape } from '#shared/store/case-shapes.ts';
import { headsAndTokens, loadCase, openPartsOf } from '#shared/store/cases.ts';
import { loadPerson, profileItem } from '#shared/store/directory.ts';
import type { Item } from '#shared/store/items.ts';
import { indexKeys, keys } from '#shared/store/keys.ts';
import { transact, writesOf } from '#shared/store/transaction.ts';
import { actorOf } from '#test/support/actor.ts';
import { closedWith, headIn } from '#test/support/head-of-case.ts';
import { line, person, smallOrganisation } from '#test/support/people.ts';
import { costOf } from '#test/support/rounds.ts';
import { startWorld, type World } from '#test/support/world.ts';

/** Heads that were stored before cases had lists, engineers who move to another team, and the open cases of a person. */

let world: World;
beforeAll(async () => {
  world = await startWorld([
    ...smallOrganisation,
    ...['nora-next', 'nils-next'].map((id) => person(id, { level: 'L2', ...line })),
  ]);
});
afterAll(() => world.stop());

const idOf = (at: number) => `case_01J${String(at).padStart(23, '0')}`;
const listed = async (filter: object) => {
  const viewer = await actorOf(world.outside, 'hugo-hr');
  return (await listCases(world.outside, viewer, { limit: 40, sort: 'due', ...filter })).items.map(({ id }) => id);
};

/** Stores a head as it was stored before: in an index by stage, and with nothing of its engineer. */
async function storeAsBefore(head: ReturnType<typeof headIn>): Promise<void> {
  const { table } = world.outside;
  const item = {
    ...headShape.content(head),
    ...keys.head(head.id),
    casesPk: indexKeys.casesPartition,
    casesSk: `${head.stage}#${head.id}`,
  };
  await table.client.send(new PutCommand({ TableName: table.name, Item: item }));
}

test('the sweep brings heads from before into the lists, those of open cases first, and changes nothing else of them', async () => {
  const { table } = world.outside;
  const heads = [
    headIn('portfolio', { id: idOf(1) }),
    closedWith('promoted', { id: idOf(2) }),
    headIn('calibration', { id: idOf(3), engineerId: 'nobody-knows' }),
    headIn('closing', { id: idOf(4) }),
  ];
  for (const head of heads) await storeAsBefore(head);
  expect(await listed({})).toEqual([]);
  expect((await unlisted(table, 10)).map(({ caseId }) => caseId)).toEqual([idOf(3), idOf(4), idOf(1), idOf(2)]);

  expect(await bringIntoLists(world.outside, readOnce(world.outside))).toBe(4);
  expect(await unlisted(table, 10)).toEqual([]);
  expect(await bringIntoLists(world.outside, readOnce(world.outside))).toBe(0);
  expect((await listed({ state: 'open' })).sort()).toEqual([idOf(1), idOf(3), idOf(4)]);
  expect(await listed({ state: 'closed' })).toEqual([idOf(2)]);
  // Somebody who is not in the directory any more belongs to no unit.
  expect((await listed({ odc: 'North', state: 'open' })).length).toBeLessThan(3);
  for (const head of heads) expect((await loadCase(table, head.id))?.head).toEqual(head);
  const swept = [];
  const run = await beginRun(world.outside, true);
  for await (const { caseIds } of shareOfLap(world.outside, run)) swept.push(...caseIds);
  expect(swept.sort()).toEqual([idOf(1), idOf(3), idOf(4)]);
});

test('one request looks through three pages of closed cases, and the next goes on from there', async () => {
  const { table } = world.outside;
  // DynamoDB gives a page of 1 MB: ten of these. They closed every fourth day, so seven or eight in a month.
  const large = 90;
  const day = (at: number) => new Date(world.clock.now().getTime() - (1 + 4 * at) * 24 * 3600_000).toISOString();
  const head = (at: number) => closedWith('promoted', { id: idOf(100 + at), closedAt: day(at) });
  const unit = { odc: 'North', team: 'Far', name: 'x'.repeat(100_000), supervisors: [] };
  for (let at = 0; at < large; at++)
    await table.client.send(
      new PutCommand({
        TableName: table.name,
        Item: headItem(head(at), { ...unit, team: at === 80 ? 'Near' : 'Far' }),
      }),
    );
  const hugo = await actorOf(world.outside, 'hugo-hr');
  const found: string[] = [];
  let requests = 0;
  for (let cursor: string | null | undefined; cursor !== null; requests++) {
    const asked = CaseFilter.parse({ state: 'closed', team: 'Near', ...(cursor ? { cursor } : {}) });
    const { result, cost } = await costOf(table, () => listCases(world.outside, hugo, asked));
    expect([cost.rounds <= 2, cost.calls <= 4]).toEqual([true, true]);
    if (result.next !== null) expect(result.searchedTo).not.toBeNull();
    found.push(...result.items.map(({ id }) => id));
    cursor = result.next;
  }
  expect(found).toEqual([idOf(180)]);
  // With one page a request it would be ten.
  expect(requests).toBeLessThanOrEqual(5);
});

test('the next command on a case brings its head from before into the lists', async () => {
  const caseId = await world.open('erin-engineer');
  await world.step(caseId);
  const state = await loadCase(world.outside.table, caseId);
  if (!state) throw new Error('The case is gone');
  await storeAsBefore(state.head);
  expect(await listed({ engineerId: 'erin-engineer', stage: state.head.stage })).toContain(caseId);
  expect(await listed({ stage: state.head.stage })).not.toContain(caseId);
  await world.act('erin-engineer', caseId, { type: 'withdraw', reason: 'Not this year.' });
  expect(await listed({ state: 'open' })).toContain(caseId);
});

test('the sweep keeps an open case in the lists of the team to which its engineer moves, and in its ODC until a stage opens', async () => {
  const { table } = world.outside;
  const caseId = await world.open('eli-engineer');
  const eli = await loadPerson(table, 'eli-engineer');
  if (!eli) throw new Error('Eli is gone');
  expect(await listed({ odc: eli.odc })).toContain(caseId);
  const moved = { ...eli, odc: 'South', team: 'Island', name: 'Eli Renamed', version: eli.version + 1 };
  await transact(table, [writesOf(table).put('other', profileItem(moved))]);
  const [found] = await headsAndTokens(world.outside.table, [caseId]);
  if (!found) throw new Error('The case is closed');
  await keepListed(world.outside, found, readOnce(world.outside));
  expect(await listed({ odc: eli.odc, team: 'Island' })).toEqual([caseId]);
  expect(await listed({ odc: 'South' })).not.toContain(caseId);
  expect((await loadCase(table, caseId))?.head).toEqual(found.head);
});

const partsOf = async (personId: string) =>
  (await openPartsOf(world.outside.table, personId)).map(({ caseId }) => caseId);

test('whoever has a part in a case finds it among their open ones until it is closed, and nobody else does', async () => {
  const { table } = world.outside;
  const caseId = await world.open('nora-next');
  expect(await partsOf('nora-next')).toEqual([caseId]);
  expect(await partsOf('omar-odc')).toContain(caseId);
  expect(await partsOf('hana-head')).not.toContain(caseId);
  await world.step(caseId);
  await world.act('nora-next', caseId, { type: 'withdraw', reason: 'Not this year.' });
  await world.step(caseId);
  expect((await loadCase(table, caseId))?.head.status).toBe('closed');
  for (const id of ['nora-next', 'omar-odc']) expect(await partsOf(id)).not.toContain(caseId);
});

test('the sweep, or the next command, lists the parts of a case from before they were listed', async () => {
  const { table } = world.outside;
  const forget = async (caseId: string, ids: string[]) => {
    const { Item: item } = await table.client.send(new GetCommand({ TableName: table.name, Key: keys.head(caseId) }));
    const { parts: _parts, ...before } = (item as Item).listed as Record<string, unknown>;
    const { put, remove } = writesOf(table);
    await transact(table, [
      put('other', { ...(item as Item), listed: before }),
      ...ids.map((id) => remove('other', keys.openPart(id, caseId))),
    ]);
  };
  const caseId = await world.open('nils-next');
  await forget(caseId, ['nils-next', 'omar-odc']);
  expect(await partsOf('nils-next')).toEqual([]);
  const [found] = await headsAndTokens(table, [caseId]);
  if (!found) throw new Error('The case is gone');
  await keepListed(world.outside, found, readOnce(world.outside));
  for (const id of ['nils-next', 'omar-odc']) expect(await partsOf(id)).toContain(caseId);

  await forget(caseId, ['nils-next', 'omar-odc']);
  await world.step(caseId);
  for (const id of ['nils-next', 'omar-odc']) expect(await partsOf(id)).toContain(caseId);
});

test('what a person is involved in costs the same, however many closed cases they had', async () => {
  const { table } = world.outside;
  const count = async () => {
    let calls = 0;
    const name = 'count';
    table.client.middlewareStack.add(
      (next) => (args) => {
        calls += 1;
        return next(args);
      },
      { step: 'initialize', name },
    );
    const cases = await openCasesOf(table, 'omar-odc');
    table.client.middlewareStack.remove(name);
    return { calls, cases: cases.length };
  };
  const before = await count();
  const write = writesOf(table);
  const closed = Array.from({ length: 250 }, (_, at) => closedWith('promoted', { id: idOf(1000 + at) }));
  for (let at = 0; at < closed.length; at += 25)
    await transact(
      table,
      closed
        .slice(at, at + 25)
        .flatMap((head) => [
          write.put('head', headItem(head, null)),
          write.put('other', { caseId: head.id, engineerId: head.engineerId, ...keys.relation('omar-odc', head.id) }),
        ]),
    );
  expect(await count()).toEqual(before);
});
