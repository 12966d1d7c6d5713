import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addPlaces } from '#shared/directory/kept-places.ts';
import { addCalendars } from '#shared/directory/setup.ts';
import { loadCalendars } from '#shared/store/calendars.ts';
import { queryAll } from '#shared/store/items.ts';
import { keys, slugOf } from '#shared/store/keys.ts';
import { type ApiUnderTest, apiOn } from '#test/support/api.ts';
import { startWorld, type World } from '#test/support/world.ts';

/** The ODCs of this file. Calendars name only ODCs that are known. */
const named = ['North', 'Nowhere', 'Hồ Chí Minh', 'Ho Chi Minh', 'São Paulo / Sul', 'ハノイ', 'Δέλτα 2', '!?'];

let world: World;
let api: ApiUnderTest;
beforeAll(async () => {
  world = await startWorld();
  await addPlaces(world.outside, {
    teams: [],
    odcs: [...named, ...Array.from({ length: 40 }, (_, at) => `Odc ${at}`)],
  });
  api = await apiOn(world);
});
afterAll(() => world.stop());

const list = '/api/hr/calendars';
const north = { timeZone: 'Europe/Lisbon', weekend: [6, 7], holidays: ['2026-04-25', '2026-06-10'] };
let next = 0;
const newOdc = () => `Odc ${next++}`;

test('HR writes a calendar and changes it with the version they read; the chain records both', async () => {
  const path = `${list}/North`;
  const mixed = { ...north, weekend: [7, 6, 7], holidays: ['2026-06-10', '2026-04-25', '2026-06-10'] };
  const written = await api.put('hugo-hr', path, mixed, { 'idempotency-key': 'write' });
  expect([written.status, written.headers.get('etag'), written.body]).toEqual([
    201,
    '"1"',
    { odc: 'North', version: 1, at: '2026-03-02T09:00:00.000Z' },
  ]);
  const again = await api.put('hugo-hr', path, mixed, { 'idempotency-key': 'write' });
  expect([again.body, again.headers.get('idempotent-replayed')]).toEqual([written.body, 'true']);
  const read = await api.get('hedy-hr', path);
  expect([read.headers.get('etag'), read.body]).toEqual(['"1"', { odc: 'North', ...north, version: 1 }]);

  const change = { ...north, holidays: [] };
  expect((await api.put('hedy-hr', path, change)).status).toBe(428);
  expect((await api.put('hedy-hr', path, change, { 'if-match': '"7"' })).status).toBe(412);
  expect((await api.put('hedy-hr', `${list}/Nowhere`, change, { 'if-match': '"1"' })).status).toBe(412);
  const changed = await api.put('hedy-hr', path, change, { 'if-match': '"1"' });
  expect([changed.status, changed.body]).toMatchObject([200, { version: 2 }]);
  expect((await api.get('hugo-hr', list)).body.items).toContainEqual({ odc: 'North', ...change, version: 2 });
  expect((await loadCalendars(world.outside.table)).North).toEqual({ odc: 'North', ...change, version: 2 });

  const { items } = (await api.get('hedy-hr', `${path}/events`)).body as { items: Record<string, unknown>[] };
  expect(items).toMatchObject([
    { type: 'calendar-changed', actor: { personId: 'hugo-hr' }, data: { odc: 'North', ...north } },
    { type: 'calendar-changed', actor: { personId: 'hedy-hr' }, data: { holidays: [] } },
  ]);
  expect((await api.get('hedy-hr', `${path}/verification`)).body).toMatchObject({ verified: true, events: 2 });
});

test.each([
  ['an unknown time zone', { timeZone: 'Europe/Atlantis' }, 'timeZone'],
  ['an offset instead of a time zone', { timeZone: '+07:00' }, 'timeZone'],
  ['a week without a working day', { weekend: [1, 2, 3, 4, 5, 6, 7] }, 'weekend'],
  ['an eighth day of the week', { weekend: [8] }, 'weekend.0'],
  ['a day that does not exist', { holidays: ['2026-02-30'] }, 'holidays.0'],
  ['another name for the ODC', { odc: 'South' }, 'odc'],
])('%s is refused with the name of the field, and nothing is written', async (_what, more, place) => {
  const odc = newOdc();
  const refused = await api.put('hugo-hr', `${list}/${odc}`, { ...north, ...more });
  expect([refused.status, refused.body.faults?.map((one) => one.path)]).toEqual([422, [place]]);
  expect((await loadCalendars(world.outside.table))[odc]).toBeUndefined();
});

test('other people cannot write or read calendars here, and an unknown calendar gives 404', async () => {
  const path = `${list}/${newOdc()}`;
  for (const who of ['erin-engineer', 'tess-lead', 'omar-odc', 'hana-head', 'dario-director']) {
    expect((await api.put(who, path, north)).status).toBe(403);
    for (const part of ['', '/Any', '/Any/events', '/Any/verification'])
      expect([who, part, (await api.get(who, `${list}${part}`)).status]).toEqual([who, part, 403]);
  }
  for (const name of ['Nobody', '%20', 'x'.repeat(300)])
    for (const part of ['', '/events', '/verification'])
      expect([name, (await api.get('hugo-hr', `${list}/${name}${part}`)).status]).toEqual([name, 404]);
});

test('the name of an ODC can be in any script, but a name too similar to another is refused', async () => {
  for (const odc of ['Hồ Chí Minh', 'São Paulo / Sul', 'ハノイ', 'Δέλτα 2']) {
    const path = `${list}/${encodeURIComponent(odc)}`;
    expect([odc, (await api.put('hugo-hr', path, north)).status]).toEqual([odc, 201]);
    expect((await api.get('hugo-hr', path)).body).toMatchObject({ odc });
    expect((await api.get('hugo-hr', `${path}/verification`)).body).toMatchObject({ verified: true, events: 1 });
  }
  const similar = await api.put('hugo-hr', `${list}/Ho%20Chi%20Minh`, north);
  expect([similar.status, similar.body.faults?.map((one) => one.path)]).toEqual([422, ['odc']]);
  expect((await api.get('hugo-hr', `${list}/Ho%20Chi%20Minh`)).status).toBe(404);
  expect((await api.put('hugo-hr', `${list}/${encodeURIComponent('!?')}`, north)).status).toBe(422);
  expect(['Hồ Chí Minh', 'ハノイ', '!?'].map(slugOf)).toEqual(['ho-chi-minh', '30cf-30ce-30a4', '']);
});

test('if two people change a calendar at the same time, one change is made', async () => {
  const path = `${list}/${newOdc()}`;
  await api.put('hugo-hr', path, north);
  const answers = await Promise.all(
    ['hugo-hr', 'hedy-hr'].map((who) => api.put(who, path, { ...north, holidays: [] }, { 'if-match': '"1"' })),
  );
  expect(answers.map((one) => one.status).sort()).toEqual([200, 412]);
  expect((await api.get('hugo-hr', `${path}/verification`)).body).toMatchObject({ verified: true, events: 2 });
});

test('calendars of the first setup have a chain too, and a second setup does not change them', async () => {
  const odc = newOdc();
  await addCalendars(world.outside, [{ odc, ...north }]);
  await addCalendars(world.outside, [{ odc, ...north, timeZone: 'UTC' }]);
  expect((await loadCalendars(world.outside.table))[odc]).toEqual({ odc, ...north, version: 1 });
  const { body } = await api.get('hugo-hr', `${list}/${odc}/events`);
  expect(body.items).toMatchObject([{ actor: { personId: null, relation: 'setup' } }]);
  expect((await api.get('hugo-hr', `${list}/${odc}/verification`)).body).toMatchObject({ verified: true, events: 1 });
});

describe('the chain of a calendar does not verify after', () => {
  const tampered: [string, (odc: string) => [{ pk: string; sk: string }, Record<string, unknown>], string][] = [
    ['a holiday is removed from the calendar', (odc) => [keys.calendar(odc), { holidays: [] }], 'the calendar is not'],
    [
      'a time zone is changed in an event',
      (odc) => [keys.chainEvent(`calendar:${slugOf(odc)}`, 1), { data: { odc, ...north, timeZone: 'UTC' } }],
      'event 1 is not what was recorded',
    ],
  ];
  test.each(tampered)('%s', async (_what, tamper, fault) => {
    const odc = newOdc();
    await api.put('hugo-hr', `${list}/${odc}`, north);
    const { table } = world.outside;
    const [{ pk, sk }, more] = tamper(odc);
    const [item] = await queryAll(table, {
      KeyConditionExpression: 'pk = :pk AND sk = :sk',
      ExpressionAttributeValues: { ':pk': pk, ':sk': sk },
    });
    if (!item) throw new Error('nothing to tamper with');
    await table.client.send(new PutCommand({ TableName: table.name, Item: { ...item, ...more } }));
    const { body } = await api.get('hedy-hr', `${list}/${odc}/verification`);
    expect(body).toMatchObject({ verified: false });
    expect(String(body.faults)).toContain(fault);
  });
});
