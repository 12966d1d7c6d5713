import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiUnderTest, apiOn } from '#test/support/api.ts';
import { cycleInput } from '#test/support/cycles.ts';
import { startWorld, type World } from '#test/support/world.ts';

let world: World;
let api: ApiUnderTest;
beforeAll(async () => {
  world = await startWorld();
  api = await apiOn(world);
});
afterAll(() => world.stop());

const path = '/api/hr/cycles/annual-2026';

test('HR opens a cycle, then changes and closes it with the version they read, and everybody can see it', async () => {
  const opened = await api.put('hugo-hr', path, cycleInput(), { 'idempotency-key': 'open' });
  expect([opened.status, opened.headers.get('etag'), opened.body.type]).toEqual([201, '"1"', 'cycle-opened']);
  const again = await api.put('hugo-hr', path, cycleInput(), { 'idempotency-key': 'open' });
  expect([again.body, again.headers.get('idempotent-replayed')]).toEqual([opened.body, 'true']);
  const read = await api.get('hedy-hr', path);
  expect([read.headers.get('etag'), read.body]).toMatchObject(['"1"', { ...cycleInput(), version: 1, openCases: [] }]);

  const change = cycleInput({ name: 'Annual 2026' });
  expect((await api.put('hedy-hr', path, change)).status).toBe(428);
  expect((await api.put('hedy-hr', path, change, { 'if-match': '"7"' })).status).toBe(412);
  expect((await api.put('hedy-hr', path, change, { 'if-match': 'x' })).status).toBe(400);
  const changed = await api.put('hedy-hr', path, change, { 'if-match': '"1"' });
  expect([changed.status, changed.body]).toMatchObject([200, { type: 'cycle-changed', version: 2 }]);

  const listed = { id: 'annual-2026', ...change, closedAt: null };
  expect((await api.get('erin-engineer', '/api/cycles')).body).toEqual({ items: [listed], next: null });
  expect((await api.get('hugo-hr', '/api/hr/cycles')).body.items).toMatchObject([{ ...listed, version: 2 }]);

  expect((await api.post('hedy-hr', `${path}/close`, '')).status).toBe(428);
  const closed = await api.post('hedy-hr', `${path}/close`, '', { 'if-match': '"2"', 'idempotency-key': 'close' });
  expect([closed.status, closed.body]).toMatchObject([200, { type: 'cycle-closed', version: 3, openCases: [] }]);
  const twice = await api.post('hedy-hr', `${path}/close`, '', { 'if-match': '"2"', 'idempotency-key': 'close' });
  expect([twice.body, twice.headers.get('idempotent-replayed')]).toEqual([closed.body, 'true']);
  const late = await api.put('hugo-hr', path, change, { 'if-match': '"3"' });
  expect([late.status, late.body.code]).toEqual([409, 'already-done']);

  const { items } = (await api.get('hugo-hr', `${path}/events`)).body as { items: { type: string }[] };
  expect(items.map((one) => one.type)).toEqual(['cycle-opened', 'cycle-changed', 'cycle-closed']);
  expect((await api.get('hugo-hr', `${path}/verification`)).body).toMatchObject({ verified: true, events: 3 });
});

test('other people cannot write or read cycles here', async () => {
  for (const who of ['erin-engineer', 'tess-lead', 'omar-odc', 'hana-head', 'dario-director']) {
    expect((await api.put(who, '/api/hr/cycles/other', cycleInput())).status).toBe(403);
    expect((await api.post(who, `${path}/close`, '', { 'if-match': '"1"' })).status).toBe(403);
    for (const part of ['/api/hr/cycles', path, `${path}/events`, `${path}/verification`])
      expect([part, (await api.get(who, part)).status]).toEqual([part, 403]);
  }
  expect((await api.raw('/api/cycles')).status).toBe(401);
});

test('a wrong field is named, and an unknown cycle gives 404', async () => {
  const bad = await api.put('hugo-hr', '/api/hr/cycles/other', cycleInput({ to: '2025-12-31', kind: 'quarterly' }));
  expect([bad.status, bad.body.faults?.map((fault) => fault.path)]).toMatchObject([422, ['to', ...windowFaults]]);
  const shape = { ...cycleInput(), kind: 'weekly', from: '2026-02-30', windows: { lunch: {} }, more: 1 };
  const refused = await api.put('hugo-hr', '/api/hr/cycles/other', shape);
  expect(refused.body.faults?.map((fault) => fault.path).sort()).toEqual(['from', 'kind', 'more', 'windows.lunch']);
  for (const id of ['X', '..%2f', 'nothing', 'a'.repeat(300)]) {
    for (const part of ['', '/events', '/verification'])
      expect([id, (await api.get('hugo-hr', `/api/hr/cycles/${id}${part}`)).status]).toEqual([id, 404]);
    expect((await api.post('hugo-hr', `/api/hr/cycles/${id}/close`, '', { 'if-match': '"1"' })).status).toBe(404);
  }
  expect((await api.put('hugo-hr', '/api/hr/cycles/A_B', cycleInput())).status).toBe(404);
  expect(((await api.get('hugo-hr', '/api/hr/cycles')).body.items as unknown[]).length).toBe(1);
});

const windowFaults = ['calibration', 'sign-off'].flatMap((stage) => [`windows.${stage}.from`, `windows.${stage}.to`]);
