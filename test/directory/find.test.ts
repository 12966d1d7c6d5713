import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Meter } from '#infra/local/meter.ts';
import { cursorOf } from '#shared/cases/cursor.ts';
import { findPeople, type Sought } from '#shared/cases/find-people.ts';
import { foundWrites } from '#shared/cases/found.ts';
import { readNameable } from '#shared/cases/naming.ts';
import type { Person } from '#shared/contract/people.ts';
import { keepFound } from '#shared/directory/kept-found.ts';
import { readDirectory, readPeople } from '#shared/directory/people.ts';
import { putPerson } from '#shared/directory/put.ts';
import { inputOf } from '#shared/domain/directory/person-input.ts';
import { loadEverybody, loadPerson, profileItem } from '#shared/store/directory.ts';
import { loadKept } from '#shared/store/found.ts';
import { queryAll } from '#shared/store/items.ts';
import { keys } from '#shared/store/keys.ts';
import { transact, writeAll, writesOf } from '#shared/store/transaction.ts';
import { actorOf } from '#test/support/actor.ts';
import { person, smallOrganisation } from '#test/support/people.ts';
import { costOf } from '#test/support/rounds.ts';
import { startWorld, type World } from '#test/support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

/** Stores many people at once, as the directory does one by one. */
async function store(people: readonly Person[]): Promise<void> {
  const { table } = world.outside;
  const write = writesOf(table);
  await writeAll(
    table,
    people.flatMap((one) => [write.put('other', profileItem(one)), ...foundWrites(write, null, one)]),
  );
}

const idsBy = async (sought: Sought, limit = 20) =>
  (await findPeople(world.outside, sought, limit)).people.map((one) => one.id);

/** Everybody on the way to the end of a list. */
async function walk(sought: Sought, limit = 20): Promise<{ ids: string[]; pages: number; upTo: (string | null)[] }> {
  const ids: string[] = [];
  const upTo: (string | null)[] = [];
  let cursor: string | undefined;
  do {
    const { people, next, searchedTo } = await findPeople(world.outside, sought, limit, cursor);
    ids.push(...people.map((one) => one.id));
    upTo.push(searchedTo);
    cursor = next ?? undefined;
  } while (cursor);
  return { ids, pages: upTo.length, upTo };
}

test('people are found by the beginnings of words of the name, each once', async () => {
  expect(await idsBy({ q: 'ERIN' })).toEqual(['erin-engineer']);
  expect(await idsBy({ q: 'eng er' })).toEqual(['erin-engineer']);
  // Hana Head, Hedy Hr and Hugo Hr have two words that begin with h.
  expect((await idsBy({ q: 'h' })).toSorted()).toEqual(['hana-head', 'hedy-hr', 'hugo-hr']);
  expect(await idsBy({ q: 'zz' })).toEqual([]);
  expect(await idsBy({ q: '!' })).toEqual([]);
});

test('further filters are looked for in what the first one gives', async () => {
  expect(await idsBy({ role: 'odc-lead' })).toEqual(['olga-odc', 'omar-odc']);
  expect(await idsBy({ role: 'odc-lead', q: 'ol' })).toEqual(['olga-odc']);
  expect(await idsBy({ team: 'ISLAND', odc: 'north', role: 'engineer' })).toEqual(['omid-other']);
  expect(await idsBy({ team: 'Island', role: 'hr' })).toEqual([]);
  expect((await idsBy({ odc: 'North' })).length).toBe(smallOrganisation.length);
  expect(await idsBy({ lead: 'tess-lead', q: 'e' })).toEqual(['eli-engineer', 'erin-engineer']);
  // Nearly everybody is an engineer: the list of everybody gives them.
  expect((await walk({ role: 'engineer' })).ids).toEqual([
    'eli-engineer',
    'erin-engineer',
    'lena-senior',
    'omid-other',
  ]);
});

test('only HR can search by what only HR sees', async () => {
  const erin = await actorOf(world.outside, 'erin-engineer');
  const hugo = await actorOf(world.outside, 'hugo-hr');
  for (const sought of [{ role: 'hr' as const }, { odc: 'North' }]) {
    await expect(readPeople(world.outside, erin, sought, 20)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(readDirectory(world.outside, erin, sought, 20)).rejects.toMatchObject({ code: 'forbidden' });
  }
  const { items } = await readPeople(world.outside, erin, { q: 'tess' }, 20);
  expect(items).toEqual([{ id: 'tess-lead', name: 'Tess Lead', level: 'L4', team: 'Harbour' }]);
  expect((await readPeople(world.outside, hugo, { role: 'hr' }, 20)).items).toMatchObject([
    { id: 'hedy-hr', email: 'hedy-hr@example.com' },
    { id: 'hugo-hr' },
  ]);
});

test('a cursor of another list is refused', async () => {
  await store(Array.from({ length: 3 }, (_, at) => person(`quinn-${at}`, { name: 'Quinn Quick' })));
  const { next } = await findPeople(world.outside, { q: 'quinn' }, 2);
  expect(next).not.toBeNull();
  for (const sought of [{ q: 'tess' }, {}])
    await expect(findPeople(world.outside, sought, 2, next ?? '')).rejects.toMatchObject({ code: 'invalid-input' });
  const long = cursorOf({ at: `quinn#${'名'.repeat(400)}` });
  await expect(findPeople(world.outside, { q: 'quinn' }, 2, long)).rejects.toMatchObject({ code: 'invalid-input' });
});

describe('a change of a record', () => {
  const change = async (id: string, more: Partial<Person>) => {
    const before = await actorOf(world.outside, id);
    const meta = { idempotencyKey: randomUUID(), requestId: 'test', ifVersion: before.version };
    await putPerson(
      world.outside,
      await actorOf(world.outside, 'hugo-hr'),
      { id, input: { ...inputOf(before), ...more } },
      meta,
    );
  };

  test('moves the person in the index in the same transaction', async () => {
    await change('eli-engineer', { name: 'Élie Würth', team: 'Lighthouse' });
    expect(await idsBy({ q: 'wurth' })).toEqual(['eli-engineer']);
    expect(await idsBy({ team: 'lighthouse' })).toEqual(['eli-engineer']);
    // The id still has the old words; the team has not.
    expect(await idsBy({ team: 'Harbour', q: 'eli' })).toEqual([]);
  });

  test('that is refused moves nobody', async () => {
    await expect(change('erin-engineer', { team: 'Nowhere', name: 'Xenia' })).rejects.toMatchObject({
      code: 'invalid-input',
    });
    expect(await idsBy({ q: 'xenia' })).toEqual([]);
  });

  test('whoever has left is found with the others, and not among those who can be named', async () => {
    await change('omid-other', { active: false });
    const hugo = await actorOf(world.outside, 'hugo-hr');
    expect((await readDirectory(world.outside, hugo, { q: 'omid' }, 20)).items).toMatchObject([
      { id: 'omid-other', hasLeft: true },
    ]);
    expect(await idsBy({ q: 'omid', active: true })).toEqual([]);
  });

  test('of a person leaves the index as the people of the table come to', async () => {
    const everybody = await loadEverybody(world.outside.table);
    const expected = new Map(
      everybody.flatMap((one) =>
        foundWrites(writesOf(world.outside.table), null, one).map(({ action }) => {
          const { pk, sk, ...content } = action.Put?.Item ?? {};
          return [`${pk}|${sk}`, content] as const;
        }),
      ),
    );
    const stored = new Map<string, unknown>();
    for (const pk of new Set([...expected.keys()].map((name) => name.slice(0, name.indexOf('|')))))
      for (const { pk: _pk, sk, ...content } of await queryAll(world.outside.table, {
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
      }))
        stored.set(`${pk}|${sk}`, content);
    expect(stored).toEqual(expected);
  });
});

test('a directory from before the index is put into it, share by share, and a person who changes meanwhile is right', async () => {
  const { table } = world.outside;
  const write = writesOf(table);
  expect(await loadKept(table)).toBeNull();
  const everybody = await loadEverybody(table);
  const old = everybody.flatMap((one) => foundWrites(write, null, one));
  const gone = old.map(({ action }) => write.remove('other', action.Put?.Item as never));
  await writeAll(table, [...gone, write.remove('other', keys.foundKept)]);
  expect(await idsBy({ q: 'tess' })).toEqual([]);
  expect(await keepFound(world.outside, 1)).toBeGreaterThan(0);
  while ((await loadKept(table)) !== null) await keepFound(world.outside, 1);
  expect(await idsBy({ q: 'tess' })).toEqual(['tess-lead']);
  expect(await idsBy({ q: 'wurth' })).toEqual(['eli-engineer']);
  // Everybody is in it: nobody is read again.
  expect(await keepFound(world.outside, 100)).toBe(0);
});

describe('in a large directory', () => {
  const namesakes = Array.from({ length: 1000 }, (_, at) =>
    person(`anna-nguyen-${at}`, {
      name: 'Anna Nguyễn',
      level: 'L2',
      team: `Team ${at % 100}`,
      odc: at % 2 === 0 ? 'South' : 'North',
      roles: at % 10 === 0 ? ['tech-lead'] : ['engineer'],
      active: at % 7 !== 0,
    }),
  );
  const costs: { calls: number; units: number }[] = [];

  /** What a search, a list and the people of a picker cost. */
  async function measure(): Promise<void> {
    const meter = new Meter();
    const reads: (() => Promise<unknown>)[] = [
      () => findPeople(world.outside, { q: 'tess' }, 20),
      () => findPeople(world.outside, { role: 'hr' }, 20),
      () => findPeople(world.outside, { team: 'Island' }, 20),
      () => findPeople(world.outside, {}, 20),
      () => readNameable(world.outside, 'West', { ranks: true }, { q: 'hana' }),
    ];
    meter.watch(world.outside.table.client);
    for (const read of reads) {
      const { result, usage } = await meter.measure(() => costOf(world.outside.table, read));
      costs.push({ calls: result.cost.calls, units: usage.readUnits });
    }
    world.outside.table.client.middlewareStack.remove('rungs-meter');
  }

  test('a walk through 1,000 namesakes comes to the end, and meets each once', async () => {
    for (const odc of ['West', 'East'])
      await store(
        Array.from({ length: 70 }, (_, at) => person(`lead-${odc}-${at}`.toLowerCase(), { odc, roles: ['tech-lead'] })),
      );
    await measure();
    await store(namesakes);
    const { ids, pages } = await walk({ q: 'nguyen an' });
    expect(ids.length).toBe(1000);
    expect(new Set(ids).size).toBe(1000);
    expect(pages).toBeLessThanOrEqual(51);
    expect((await walk({ q: 'nguyen', active: true })).ids.length).toBe(namesakes.filter((one) => one.active).length);
    // Whoever knows the id goes straight to one of them.
    expect(await idsBy({ q: 'anna nguyen 777' })).toEqual(['anna-nguyen-777']);
  });

  test('a search that finds few looks at 500 people, says how far it came, and goes on from there', async () => {
    const { searchedTo, people, next } = await findPeople(world.outside, { q: 'nguyen', role: 'hr' }, 20);
    expect([people, next !== null, searchedTo]).toEqual([[], true, 'Anna Nguyễn']);
    const { ids, pages } = await walk({ q: 'nguyen', role: 'hr' });
    expect(ids).toEqual([]);
    expect(pages).toBeLessThanOrEqual(3);
    const few = await walk({ q: 'nguyen', role: 'tech-lead', odc: 'South', team: 'Team 10' });
    expect(few.ids.toSorted()).toEqual(
      namesakes
        .filter((one) => one.team === 'Team 10')
        .map((one) => one.id)
        .toSorted(),
    );
  });

  test('lists and pickers cost the same calls and read units at 100 and at 2,000 people', async () => {
    const more = Array.from({ length: 900 }, (_, at) =>
      person(`west-more-${at}`, { odc: 'West', roles: ['tech-lead'] }),
    );
    await store(more);
    await measure();
    const half = costs.length / 2;
    for (const [at, { calls, units }] of costs.slice(half).entries()) {
      expect(calls).toBe(costs[at]?.calls);
      // Names differ in length.
      expect(Math.abs(units - (costs[at]?.units ?? 0))).toBeLessThanOrEqual(1);
      expect(calls).toBeLessThanOrEqual(3);
      expect(units).toBeLessThan(20);
    }
  });
});

test('a record that changes at the same moment is not put into the index as it was', async () => {
  const { table } = world.outside;
  const tess = await loadPerson(table, 'tess-lead');
  if (!tess) throw new Error('Tess is missing');
  const write = writesOf(table);
  const stale = write.checkVersion('guard', keys.profile(tess.id), tess.version + 1);
  expect((await transact(table, [stale, ...foundWrites(write, null, { ...tess, name: 'Old Name' })])).ok).toBe(false);
  expect(await idsBy({ q: 'old name' })).toEqual([]);
});
