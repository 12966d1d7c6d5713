import { randomUUID } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { CycleInput } from '#shared/contract/cycles.ts';
import { CaseStage } from '#shared/contract/workflow.ts';
import { closeCycle, putCycle } from '#shared/cycles/execute.ts';
import { readCycle, readCycleEvents, readCycles, verifyCycle } from '#shared/cycles/read.ts';
import { headItem } from '#shared/store/case-lists.ts';
import { listCycles, loadCycle } from '#shared/store/cycles.ts';
import { queryAll } from '#shared/store/items.ts';
import { keys } from '#shared/store/keys.ts';
import { actorOf } from '#test/support/actor.ts';
import { cycleInput } from '#test/support/cycles.ts';
import { dueAt, headIn } from '#test/support/head-of-case.ts';
import { startWorld, type World } from '#test/support/world.ts';

let world: World;
const worlds: World[] = [];
beforeEach(async () => {
  world = await startWorld();
  worlds.push(world);
});
afterAll(() => Promise.all(worlds.map((one) => one.stop())));

const meta = (more: { idempotencyKey?: string; ifVersion?: number } = {}) => ({
  idempotencyKey: randomUUID(),
  requestId: 'test',
  ...more,
});
const put = async (who: string, id: string, input: Partial<CycleInput> = {}, more = {}) =>
  putCycle(world.outside, await actorOf(world.outside, who), { id, input: cycleInput(input) }, meta(more));
const close = async (who: string, id: string, more = {}) =>
  closeCycle(world.outside, await actorOf(world.outside, who), id, meta(more));
const next = { from: '2027-01-01', to: '2027-12-31', joinUntil: '2027-09-30', windows: {} };

/** Puts a case of a cycle at a stage into the table. */
async function putCase(at: number, stage: CaseStage, cycleId: string | null): Promise<string> {
  const { table } = world.outside;
  const id = `case_${String(at).padStart(26, '0')}`;
  const head = headIn(stage, { id, transition: 'L2-L3', cycleId });
  await table.client.send(new PutCommand({ TableName: table.name, Item: headItem(head, null) }));
  return id;
}

test('HR opens a cycle, changes it with the version they read, and closes it; the chain records all of it', async () => {
  expect((await put('hugo-hr', 'annual-2026')).result).toEqual({
    cycleId: 'annual-2026',
    type: 'cycle-opened',
    version: 1,
    at: '2026-03-02T09:00:00.000Z',
  });
  await put('hedy-hr', 'annual-2026', { name: 'Annual 2026' }, { ifVersion: 1 });
  expect((await close('hugo-hr', 'annual-2026', { ifVersion: 2 })).result).toMatchObject({
    type: 'cycle-closed',
    version: 3,
  });
  const now = '2026-03-02T09:00:00.000Z';
  expect(await loadCycle(world.outside.table, 'annual-2026')).toEqual({
    id: 'annual-2026',
    ...cycleInput({ name: 'Annual 2026' }),
    openedAt: now,
    closedAt: now,
    version: 3,
  });
  const events = await readCycleEvents(world.outside, await actorOf(world.outside, 'hedy-hr'), 'annual-2026');
  expect(events.map((one) => [one.type, one.actor.personId, one.data.name])).toEqual([
    ['cycle-opened', 'hugo-hr', 'Annual review 2026'],
    ['cycle-changed', 'hedy-hr', 'Annual 2026'],
    ['cycle-closed', 'hugo-hr', undefined],
  ]);
  expect(await verifyCycle(world.outside, await actorOf(world.outside, 'hugo-hr'), 'annual-2026')).toEqual({
    verified: true,
    events: 3,
    faults: [],
    erased: 0,
  });
});

test('a change or a close without the version, or with an old one, is refused and nothing is written', async () => {
  await put('hugo-hr', 'annual-2026');
  for (const act of [
    (more: object) => put('hedy-hr', 'annual-2026', {}, more),
    (more: object) => close('hedy-hr', 'annual-2026', more),
  ]) {
    await expect(act({})).rejects.toMatchObject({ code: 'precondition-required' });
    await expect(act({ ifVersion: 2 })).rejects.toMatchObject({ code: 'precondition-failed' });
  }
  await expect(put('hedy-hr', 'annual-2027', next, { ifVersion: 1 })).rejects.toMatchObject({
    code: 'precondition-failed',
  });
  await expect(close('hedy-hr', 'annual-2027', { ifVersion: 1 })).rejects.toMatchObject({ code: 'not-found' });
  expect(await readCycleEvents(world.outside, await actorOf(world.outside, 'hugo-hr'), 'annual-2026')).toHaveLength(1);
  expect(await listCycles(world.outside.table)).toHaveLength(1);
});

test('a closed cycle can never change again, whatever version is given', async () => {
  await put('hugo-hr', 'annual-2026');
  await close('hugo-hr', 'annual-2026', { ifVersion: 1 });
  for (const more of [{}, { ifVersion: 1 }, { ifVersion: 2 }]) {
    await expect(close('hedy-hr', 'annual-2026', more)).rejects.toMatchObject({ code: 'already-done' });
    await expect(put('hedy-hr', 'annual-2026', {}, more)).rejects.toMatchObject({ code: 'already-done' });
  }
});

test('a request is carried out once for its key', async () => {
  const first = await put('hugo-hr', 'annual-2026', {}, { idempotencyKey: 'open' });
  expect(await put('hugo-hr', 'annual-2026', {}, { idempotencyKey: 'open' })).toEqual({ ...first, replayed: true });
  await expect(put('hugo-hr', 'annual-2026', { name: 'Other' }, { idempotencyKey: 'open' })).rejects.toMatchObject({
    code: 'idempotency-key-reused',
  });
  const closed = await close('hugo-hr', 'annual-2026', { ifVersion: 1, idempotencyKey: 'close' });
  expect(await close('hugo-hr', 'annual-2026', { ifVersion: 1, idempotencyKey: 'close' })).toEqual({
    ...closed,
    replayed: true,
  });
  expect(await readCycleEvents(world.outside, await actorOf(world.outside, 'hugo-hr'), 'annual-2026')).toHaveLength(2);
});

describe('two requests at the same time', () => {
  const outcomes = async (both: Promise<unknown>[]) => {
    const settled = await Promise.allSettled(both);
    return settled.map((one) => (one.status === 'fulfilled' ? 'done' : (one.reason as { code: string }).code)).sort();
  };

  test('open one cycle if the two would overlap, even with different ids', async () => {
    const both = [put('hugo-hr', 'annual-2026'), put('hedy-hr', 'annual-26')];
    expect(await outcomes(both)).toEqual(['done', 'invalid-input']);
    expect(await listCycles(world.outside.table)).toHaveLength(1);
  });

  test('open both cycles if they do not overlap', async () => {
    expect(await outcomes([put('hugo-hr', 'annual-2026'), put('hedy-hr', 'annual-2027', next)])).toEqual([
      'done',
      'done',
    ]);
  });

  test('change a cycle once if they give the same version', async () => {
    await put('hugo-hr', 'annual-2026');
    const both = [
      put('hugo-hr', 'annual-2026', { name: 'Other' }, { ifVersion: 1 }),
      close('hedy-hr', 'annual-2026', { ifVersion: 1 }),
    ];
    const found = await outcomes(both);
    expect(found.filter((one) => one === 'done')).toHaveLength(1);
    expect(['already-done', 'precondition-failed']).toContain(found.find((one) => one !== 'done'));
    expect(await verifyCycle(world.outside, await actorOf(world.outside, 'hugo-hr'), 'annual-2026')).toMatchObject({
      verified: true,
      events: 2,
    });
  });
});

test.each(['erin-engineer', 'tess-lead', 'hana-head'])('%s cannot write or read cycles', async (who) => {
  await put('hugo-hr', 'annual-2026');
  const { outside } = world;
  for (const act of [
    () => put(who, 'annual-2027', next),
    () => close(who, 'annual-2026', { ifVersion: 1 }),
    async () => readCycles(outside, await actorOf(outside, who)),
    async () => readCycle(outside, await actorOf(outside, who), 'annual-2026'),
    async () => readCycleEvents(outside, await actorOf(outside, who), 'annual-2026'),
    async () => verifyCycle(outside, await actorOf(outside, who), 'annual-2026'),
  ])
    await expect(act()).rejects.toMatchObject({ code: 'forbidden' });
});

test('cycles are listed by their last day, the latest first', async () => {
  await put('hugo-hr', 'annual-2026');
  await put('hugo-hr', 'annual-2027', next);
  const quarter = {
    kind: 'quarterly',
    from: '2026-01-01',
    to: '2026-03-31',
    joinUntil: '2026-02-28',
    windows: {},
  } as const;
  await put('hugo-hr', 'q1-2026', quarter);
  expect((await readCycles(world.outside, await actorOf(world.outside, 'hedy-hr'))).map((one) => one.id)).toEqual([
    'annual-2027',
    'annual-2026',
    'q1-2026',
  ]);
});

test('closing a cycle lists its open cases at every stage, and no other cases', async () => {
  await put('hugo-hr', 'annual-2026');
  let at = 0;
  const expected: string[] = [];
  for (const stage of CaseStage.options) {
    const id = await putCase(at++, stage, 'annual-2026');
    if (stage !== 'closed') expected.push(id);
    await putCase(at++, stage, 'annual-2025');
    await putCase(at++, stage, null);
  }
  const { openCases, moreOpenCases } = await readCycle(
    world.outside,
    await actorOf(world.outside, 'hedy-hr'),
    'annual-2026',
  );
  expect([openCases.map((one) => one.id).sort(), moreOpenCases]).toEqual([expected, false]);
  expect(openCases.find((one) => one.id === expected[0])).toEqual({
    id: expected[0],
    engineer: { id: 'erin-engineer', name: 'Erin Engineer', team: 'Harbour' },
    transition: 'L2-L3',
    stage: CaseStage.options[0],
    dueAt,
    overdue: false,
    timeZone: 'UTC',
  });
});

test('a cycle shows its first open cases, and says that there are more', async () => {
  await put('hugo-hr', 'annual-2026');
  const hugo = await actorOf(world.outside, 'hugo-hr');
  const ids = await Promise.all(
    Array.from({ length: 130 }, (_, at) => putCase(at, 'portfolio', at % 2 === 0 ? 'annual-2026' : null)),
  );
  const { openCases, moreOpenCases } = await readCycle(world.outside, hugo, 'annual-2026');
  expect(openCases.map((one) => one.id)).toEqual(ids.filter((_, at) => at % 2 === 0).slice(0, 40));
  expect(moreOpenCases).toBe(true);
});

describe('the chain of a cycle does not verify after a direct change in the table of', () => {
  const tamper = async (key: { pk: string; sk: string }, more: Record<string, unknown>) => {
    const { table } = world.outside;
    const [item] = await queryAll(table, {
      KeyConditionExpression: 'pk = :pk AND sk = :sk',
      ExpressionAttributeValues: { ':pk': key.pk, ':sk': key.sk },
    });
    await table.client.send(new PutCommand({ TableName: table.name, Item: { ...item, ...more } }));
  };
  test.each([
    [
      'a day of the cycle',
      keys.cycle('annual-2026'),
      { joinUntil: '2026-12-31' },
      'the cycle is not what its events come to',
    ],
    [
      'a fact of an event',
      keys.chainEvent('cycle:annual-2026', 1),
      { at: '2026-01-01T00:00:00.000Z' },
      'event 1 is not what was recorded',
    ],
    [
      'the kind of an event',
      keys.chainEvent('cycle:annual-2026', 1),
      { type: 'cycle-changed' },
      'event 1 is not what was recorded',
    ],
  ])('%s', async (_what, key, more, fault) => {
    await put('hugo-hr', 'annual-2026');
    await tamper(key, more);
    const report = await verifyCycle(world.outside, await actorOf(world.outside, 'hugo-hr'), 'annual-2026');
    expect([report.verified, report.faults.includes(fault)]).toEqual([false, true]);
  });
});
