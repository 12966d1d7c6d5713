import { afterAll, beforeAll, expect, test } from 'vitest';
import { inputOf } from '#shared/domain/directory/person-input.ts';
import { type ApiUnderTest, apiOn } from '#test/support/api.ts';
import { person } from '#test/support/people.ts';
import { startWorld, type World } from '#test/support/world.ts';

let world: World;
let api: ApiUnderTest;
beforeAll(async () => {
  world = await startWorld();
  api = await apiOn(world);
});
afterAll(() => world.stop());

const nina = inputOf(person('nina-new', { level: 'L1', techLeadId: 'tess-lead', odcLeadId: 'omar-odc' }));
const path = '/api/hr/people/nina-new';

test('HR adds a person, changes them with the version they read, and reads the events', async () => {
  const added = await api.put('hugo-hr', path, nina, { 'idempotency-key': 'add' });
  expect([added.status, added.headers.get('etag')]).toEqual([201, '"1"']);
  const again = await api.put('hugo-hr', path, nina, { 'idempotency-key': 'add' });
  expect([again.body, again.headers.get('idempotent-replayed')]).toEqual([added.body, 'true']);
  const read = await api.get('hedy-hr', '/api/people/nina-new');
  expect([read.body.email, read.headers.get('etag')]).toEqual(['nina-new@example.com', '"1"']);
  const change = { ...nina, team: 'Island' };
  expect((await api.put('hedy-hr', path, change)).status).toBe(428);
  expect((await api.put('hedy-hr', path, change, { 'if-match': '"7"' })).status).toBe(412);
  expect((await api.put('hedy-hr', path, change, { 'if-match': 'x' })).status).toBe(400);
  const changed = await api.put('hedy-hr', path, change, { 'if-match': '"1"' });
  expect([changed.status, changed.body]).toMatchObject([200, { type: 'person-changed', version: 2 }]);
  const { items } = (await api.get('hedy-hr', `${path}/events`)).body as { items: Record<string, unknown>[] };
  expect(items).toMatchObject([
    { type: 'person-added', data: { team: 'Harbour' }, body: { name: 'Nina New' } },
    { type: 'person-changed', data: { team: 'Island' } },
  ]);
  expect((await api.get('hedy-hr', `${path}/verification`)).body).toMatchObject({ verified: true, events: 2 });
  expect((await api.get('erin-engineer', '/api/people/nina-new')).body).toEqual({
    id: 'nina-new',
    name: 'Nina New',
    level: 'L1',
    team: 'Island',
  });
});

test('an employee number is for one person, in whatever case, and for the eyes of HR alone', async () => {
  const known = { ...nina, email: 'nell@example.com', externalId: 'A-0042' };
  const address = '/api/hr/people/nell-number';
  expect((await api.put('hugo-hr', address, known)).status).toBe(201);
  expect((await api.get('hedy-hr', '/api/people/nell-number')).body.externalId).toBe('A-0042');
  for (const who of ['erin-engineer', 'tess-lead', 'dario-director'])
    expect(JSON.stringify((await api.get(who, '/api/people/nell-number')).body)).not.toContain('A-0042');
  const other = { ...nina, email: 'nat@example.com', externalId: ' a-0042 ' };
  const refused = await api.put('hugo-hr', '/api/hr/people/nat-number', other);
  expect([refused.status, refused.body.faults?.map(({ path }) => path)]).toEqual([422, ['externalId']]);
  const { items } = (await api.get('hugo-hr', `${address}/events`)).body as { items: Record<string, unknown>[] };
  // It names a person, so it lies beside the chain, where it can be erased.
  expect(items[0]).toMatchObject({ body: { externalId: 'A-0042' } });
  expect(JSON.stringify((items[0] as { data: unknown }).data)).not.toContain('A-0042');
  expect((await api.put('hugo-hr', address, { ...known, externalId: 'B-1' }, { 'if-match': '"1"' })).status).toBe(200);
  expect((await api.put('hugo-hr', '/api/hr/people/nat-number', other)).status).toBe(201);
  expect((await api.get('hugo-hr', `${address}/verification`)).body).toMatchObject({ verified: true, events: 2 });
  for (const externalId of ['', 'x'.repeat(65), 'two\nlines'])
    expect((await api.put('hugo-hr', '/api/hr/people/no-number', { ...other, externalId })).status).toBe(422);
});

test('one person of HR clears no day that a waiting time counts from, neither by null nor by leaving it out', async () => {
  const days = { levelSince: '2025-06-01', trackChangedOn: '2026-01-01' };
  const known = { ...nina, email: 'dana-days@example.com', ...days };
  const address = '/api/hr/people/dana-days';
  expect((await api.put('hugo-hr', address, known)).status).toBe(201);
  const { trackChangedOn: _, ...without } = known;
  for (const input of [without, { ...known, trackChangedOn: null }, { ...known, levelSince: '2020-01-01' }]) {
    const refused = await api.put('hugo-hr', address, input, { 'if-match': '"1"' });
    expect([refused.status, refused.body.code]).toEqual([409, 'takes-two-people']);
  }
  expect((await api.put('hugo-hr', address, { ...known, team: 'Island' }, { 'if-match': '"1"' })).status).toBe(200);
});

test('other people cannot change or read the records, and a wrong field is named', async () => {
  for (const who of ['erin-engineer', 'tess-lead', 'omar-odc', 'hana-head', 'dario-director']) {
    expect((await api.put(who, '/api/hr/people/eli-engineer', nina, { 'if-match': '"1"' })).status).toBe(403);
    for (const part of ['events', 'verification'])
      expect((await api.get(who, `/api/hr/people/eli-engineer/${part}`)).status).toBe(403);
  }
  const other = { ...nina, email: 'other-new@example.com' };
  const bad = { ...other, techLeadId: 'eli-engineer', level: 'L7' };
  const refused = await api.put('hugo-hr', '/api/hr/people/other-new', bad);
  expect(refused.body.faults?.map((fault) => fault.path)).toEqual(['techLeadId', 'level']);
  const shape = await api.put('hugo-hr', '/api/hr/people/other-new', { ...nina, email: 'x', version: 3, salary: 1 });
  expect(shape.body.faults?.map((fault) => fault.path).sort()).toEqual(['email', 'salary', 'version']);
  expect((await api.get('hugo-hr', '/api/people/other-new')).status).toBe(404);
  for (const id of ['X', '..%2f', 'nobody', 'a'.repeat(300)])
    expect([id, (await api.get('hugo-hr', `/api/hr/people/${id}/events`)).status]).toEqual([id, 404]);
  expect((await api.put('hugo-hr', '/api/hr/people/X', nina)).status).toBe(404);
  const own = await api.put('hugo-hr', '/api/hr/people/hugo-hr', nina, { 'if-match': '"1"' });
  expect([own.status, own.body.code]).toEqual([403, 'forbidden']);
});

test('a person can have an id that every object of JavaScript has something under', async () => {
  const own = '/api/hr/people/constructor';
  expect((await api.get('hugo-hr', `${own}/verification`)).status).toBe(404);
  const led = inputOf(person('led-new', { level: 'L1', techLeadId: 'constructor', odcLeadId: 'omar-odc' }));
  const refused = await api.put('hugo-hr', '/api/hr/people/led-new', led);
  expect([refused.status, refused.body.faults?.map((fault) => fault.path)]).toEqual([422, ['techLeadId']]);
  const input = { ...nina, email: 'constructor@example.com' };
  expect((await api.put('hugo-hr', own, input)).status).toBe(201);
  expect((await api.get('hugo-hr', `${own}/verification`)).body).toMatchObject({ verified: true, events: 1 });
});
