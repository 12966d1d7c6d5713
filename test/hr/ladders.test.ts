import { readFileSync } from 'node:fs';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { Role } from '#shared/contract/ladder-fields.ts';
import { ladderLimits } from '#shared/contract/names.ts';
import { type ApiUnderTest, apiOn } from '#test/support/api.ts';
import { nextOf, textOf } from '#test/support/drafts.ts';
import { softwareEngineerTrack as first } from '#test/support/ladders.ts';
import { person, smallOrganisation } from '#test/support/people.ts';
import { startWorld, type World } from '#test/support/world.ts';

const roleOf = (role: Role) => `only-${role}`;
const oneOfEach = Role.options.map((role) => person(roleOf(role), { roles: [role] }));
const path = `/api/hr/ladders/${first.id}`;
const second = nextOf(first, { title: 'Software Engineer Track, revised' });
const { hash } = second;

let world: World;
let api: ApiUnderTest;
const worlds: World[] = [];
beforeEach(async () => {
  world = await startWorld([...smallOrganisation, ...oneOfEach]);
  worlds.push(world);
  api = await apiOn(world);
});
afterAll(() => Promise.all(worlds.map((one) => one.stop())));

const command = (who: string, type: string, more = {}, headers = {}) =>
  api.post(who, `${path}/commands`, { type, hash, ...more }, headers);
const upload = (who: string, text = textOf(second), headers = {}) => api.put(who, `${path}/draft`, text, headers);

test('a draft is uploaded, compared, proposed, confirmed by a second person, and in force from its day', async () => {
  const yaml = stringify(JSON.parse(textOf(second)));
  const saved = await upload('hugo-hr', yaml, { 'content-type': 'application/yaml; charset=utf-8' });
  expect([saved.status, saved.body]).toMatchObject([200, { type: 'save-draft', version: 2, hash, revision: 2 }]);
  const draft = await api.get('hedy-hr', `${path}/draft`);
  expect(draft.body).toMatchObject({ hash, ladder: { version: 2 }, against: { version: 1 } });
  expect(draft.body.changes).toContainEqual(expect.objectContaining({ place: 'title' }));
  expect((await command('hugo-hr', 'propose-publication', { from: '2026-03-03' })).status).toBe(200);
  expect((await command('hugo-hr', 'confirm-publication')).body.code).toBe('forbidden');
  expect((await command('hedy-hr', 'confirm-publication')).body).toMatchObject({
    type: 'confirm-publication',
    version: 2,
  });
  expect((await api.get('hedy-hr', path)).body).toMatchObject({ revision: 4, draft: null });

  const listed = async () => (await api.get('erin-engineer', `/api/ladders/${first.id}`)).body.version;
  expect(await listed()).toBe(1);
  world.clock.set('2026-03-03T00:00:00.000Z');
  expect(await listed()).toBe(2);
  const versions = await api.get('erin-engineer', `/api/ladders/${first.id}/versions`);
  expect(versions.body.items).toEqual([
    { version: 1, hash: first.hash, title: first.title, from: '2026-03-02', publishedAt: '2026-03-02T09:00:00.000Z' },
    { version: 2, hash, title: second.title, from: '2026-03-03', publishedAt: '2026-03-02T09:00:00.000Z' },
  ]);
  const events = (await api.get('hedy-hr', `${path}/events`)).body.items as { type: string }[];
  expect(events.map((one) => one.type)).toEqual([
    'ladder-published',
    'draft-saved',
    'publication-proposed',
    'ladder-published',
  ]);
  expect((await api.get('hedy-hr', `${path}/verification`)).body).toMatchObject({ verified: true, events: 4 });
});

test('a running case stays on its version after the next version is in force', async () => {
  const opening = { ladderId: first.id, transition: 'L2-L3' };
  const open = (who: string) => api.post(who, '/api/cases', { engineerId: who, ...opening });
  const running = String((await open('erin-engineer')).body.id);
  await upload('hugo-hr');
  await command('hugo-hr', 'propose-publication', { from: '2026-03-03' });
  await command('hedy-hr', 'confirm-publication');
  world.clock.advanceDays(1);
  const later = String((await open('eli-engineer')).body.id);
  const ladderOf = async (id: string) => (await api.get('hugo-hr', `/api/cases/${id}`)).body.ladder;
  expect(await ladderOf(running)).toEqual({ id: first.id, version: 1, hash: first.hash });
  expect(await ladderOf(later)).toEqual({ id: first.id, version: 2, hash });
  const pinned = await api.get('erin-engineer', `/api/ladders/${first.id}/versions/1`);
  expect(pinned.body).toEqual(JSON.parse(JSON.stringify(first)));
});

describe('without the role of HR', () => {
  test.each(Role.options.filter((role) => role !== 'hr'))(
    'a person with the role %s gets 403 everywhere',
    async (role) => {
      await upload('hugo-hr');
      const who = roleOf(role);
      const before = (await api.get('hugo-hr', path)).body;
      const answers = {
        list: await api.get(who, '/api/hr/ladders'),
        record: await api.get(who, path),
        events: await api.get(who, `${path}/events`),
        verification: await api.get(who, `${path}/verification`),
        lint: await api.post(who, '/api/hr/ladders/lint', textOf(second)),
        upload: await upload(who),
        nonsense: await upload(who, 'nonsense: ['),
        propose: await command(who, 'propose-publication', { from: '2026-03-03' }),
        confirm: await command(who, 'confirm-publication'),
        withdraw: await command(who, 'withdraw-proposal'),
        discard: await command(who, 'discard-draft'),
      };
      for (const [what, answer] of Object.entries(answers))
        expect([what, answer.status, answer.body.code]).toEqual([what, 403, 'forbidden']);
      // Only HR can know whether there is a draft, so the answer is the same as for an unknown ladder.
      const draft = await api.get(who, `${path}/draft`);
      const none = await api.get(who, '/api/hr/ladders/none/draft');
      expect([draft.status, { ...draft.body, requestId: '' }]).toEqual([404, { ...none.body, requestId: '' }]);
      expect(JSON.stringify(draft.body)).not.toContain(hash);
      expect((await api.get('hugo-hr', path)).body).toEqual(before);
    },
  );

  test('a request without a valid token gets 401', async () => {
    expect((await api.raw('/api/hr/ladders')).status).toBe(401);
    expect((await api.get('nobody', '/api/hr/ladders')).status).toBe(401);
  });
});

describe('an upload is refused and not stored, if it is', () => {
  const billion = () => {
    const ten = (name: string) => Array(10).fill(`*${name}`).join(', ');
    return ['a: &l0 [x, x]', ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((at) => `k${at}: &l${at} [${ten(`l${at - 1}`)}]`)].join(
      '\n',
    );
  };
  const source = readFileSync(new URL('../../shared/ladders/software-engineer-track.yaml', import.meta.url), 'utf8');
  /** Many texts, none of which is too long. */
  const tooLarge = () => {
    const long = (texts: Record<string, string>) =>
      Object.fromEntries(Object.keys(texts).map((step) => [step, 'x'.repeat(2000)]));
    const competencies = second.competencies.map((one) => ({
      ...one,
      dimensions: one.dimensions.map((dimension) => ({ ...dimension, descriptors: long(dimension.descriptors) })),
    }));
    return textOf({ ...second, competencies });
  };
  const yaml = { 'content-type': 'text/yaml' };
  const cases: [string, () => string, number, string, string?][] = [
    ['ten megabytes', () => 'x'.repeat(10_000_000), 413, 'body-too-large'],
    ['one byte too large', () => '#'.repeat(ladderLimits.uploadBytes + 1), 413, 'body-too-large'],
    ['a bomb of aliases', billion, 422, 'invalid-ladder', 'document'],
    ['a bomb of brackets', () => '['.repeat(200_000), 422, 'invalid-ladder', 'document'],
    ['text that is not YAML', () => 'levels: [', 422, 'invalid-ladder', 'line 1'],
    ['a ladder with an unknown field', () => `colour: red\n${source}`, 422, 'invalid-ladder', 'colour'],
    ['a version other than the next', () => textOf({ ...first, version: 7 }), 422, 'invalid-ladder', 'version'],
    ['the version in force', () => textOf(first), 422, 'invalid-ladder', 'version'],
    ['another ladder', () => textOf({ ...second, id: 'another' }), 422, 'invalid-ladder', 'id'],
    ['too large for an item of the table', tooLarge, 422, 'invalid-ladder', 'document'],
  ];
  test.each(cases)('%s', async (_what, text, status, code, place) => {
    const before = (await api.get('hugo-hr', path)).body;
    const answer = await upload('hugo-hr', text(), yaml);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    if (place) expect(answer.body.faults?.map((fault) => fault.path)).toContain(place);
    for (const fault of answer.body.faults ?? []) expect(fault.reason.length).toBeGreaterThan(10);
    expect((await api.get('hugo-hr', path)).body).toEqual(before);
    expect((await api.get('hugo-hr', `${path}/draft`)).status).toBe(404);
  });

  test('a document with several faults: each is named', async () => {
    const bad = JSON.stringify({ ...JSON.parse(textOf(second)), title: '', hireBar: 3, colour: 'red' });
    const answer = await upload('hugo-hr', bad);
    expect(answer.body.faults?.map((fault) => fault.path).sort()).toEqual(['colour', 'hireBar', 'title']);
  });

  test('of another content type or without an idempotency key', async () => {
    expect((await upload('hugo-hr', textOf(second), { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await upload('hugo-hr', textOf(second), { 'idempotency-key': '' })).body.code).toBe(
      'idempotency-key-missing',
    );
    expect((await command('hugo-hr', 'discard-draft', {}, { 'idempotency-key': '' })).status).toBe(400);
  });
});

test('a draft with errors is stored and shown, but cannot be published', async () => {
  const wrong = nextOf(first, { totalWeight: 12 });
  expect((await upload('hugo-hr', textOf(wrong))).status).toBe(200);
  const { findings } = (await api.get('hugo-hr', `${path}/draft`)).body as { findings: { place: string }[] };
  expect(findings.map((one) => one.place)).toContain('totalWeight');
  const more = { hash: wrong.hash, from: '2026-03-03' };
  const answer = await command('hugo-hr', 'propose-publication', more);
  expect([answer.status, answer.body.code]).toEqual([409, 'ladder-has-errors']);
  expect(answer.body.faults?.map((fault) => fault.path)).toContain('totalWeight');
});

test('a check gives the findings and changes of a document, valid or not, and stores nothing', async () => {
  const lint = (text: string) => api.post('hedy-hr', '/api/hr/ladders/lint', text, { 'content-type': 'text/yaml' });
  const before = (await api.get('hedy-hr', '/api/hr/ladders')).body;
  const checked = (await lint(textOf(second))).body;
  expect(checked).toMatchObject({ against: { version: 1 }, changes: [expect.objectContaining({ place: 'title' })] });
  expect((await lint('levels: [')).body).toMatchObject({ findings: [{ code: 'shape', place: 'line 1' }], changes: [] });
  const fresh = textOf({ ...first, id: 'fresh-ladder' });
  expect((await lint(fresh)).body).toMatchObject({ against: null });
  expect((await api.get('hedy-hr', '/api/hr/ladders')).body).toEqual(before);
});

test('a repeated request gives the same answer and says so, and another body with the same key is refused', async () => {
  const headers = { 'idempotency-key': 'once' };
  const done = await upload('hugo-hr', textOf(second), headers);
  const again = await upload('hugo-hr', textOf(second), headers);
  expect([again.status, again.body, again.headers.get('idempotent-replayed')]).toEqual([200, done.body, 'true']);
  expect(done.headers.get('idempotent-replayed')).toBeNull();
  const other = await command('hugo-hr', 'discard-draft', {}, headers);
  expect([other.status, other.body.code]).toEqual([422, 'idempotency-key-reused']);
});

test('an unknown ladder gives 404, an unknown command 422 and an unknown method 405', async () => {
  for (const id of ['none', 'X', '..%2f', 'constructor', 'a'.repeat(300)])
    for (const part of ['', '/draft', '/events', '/verification'])
      expect([id, part, (await api.get('hugo-hr', `/api/hr/ladders/${id}${part}`)).status]).toEqual([id, part, 404]);
  expect((await api.get('erin-engineer', '/api/ladders/none/versions')).status).toBe(404);
  const none = await command('hugo-hr', 'save-draft');
  expect([none.status, none.body.faults?.[0]?.path]).toEqual([422, 'type']);
  const method = await api.raw(path, { method: 'DELETE', headers: { authorization: 'Bearer hugo-hr' } });
  expect([method.status, method.headers.get('allow')]).toEqual([405, 'GET']);
  // For other people, a ladder that only has a draft does not exist.
  const fresh = nextOf(first, { id: 'fresh-ladder', version: 1 });
  await api.put('hugo-hr', '/api/hr/ladders/fresh-ladder/draft', textOf(fresh));
  for (const part of ['', '/versions', '/versions/1'])
    expect((await api.get('erin-engineer', `/api/ladders/fresh-ladder${part}`)).status).toBe(404);
});
