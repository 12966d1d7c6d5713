import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApi } from '#functions/api/app.ts';
import { openApiDocument } from '#functions/api/openapi/document.ts';
import { routes } from '#functions/api/openapi/routes.ts';
import { createHr } from '#functions/hr/app.ts';
import { apiDocs } from '#functions/web/pages/api-docs.tsx';
import { type ApiUnderTest, apiOn } from '#test/support/api.ts';
import { ratingsOf, readyForL3 } from '#test/support/commands.ts';
import { startWorld, type World } from '#test/support/world.ts';

let world: World;
let api: ApiUnderTest;
beforeAll(async () => {
  world = await startWorld();
  api = await apiOn(world);
});
afterAll(() => world.stop());

test('only the health check works without a sign-in', async () => {
  expect((await api.raw('/api/health')).body).toEqual({ status: 'ok', version: '0.0.0' });
  for (const path of ['/api/me', '/api/inbox', '/api/people', '/api/ladders', '/api/cases'])
    expect((await api.raw(path)).status).toBe(401);
});

test('everyone sees name, level and team of all people; only HR sees the whole record', async () => {
  const page = await api.get('erin-engineer', '/api/people?limit=100');
  const items = page.body.items as Record<string, unknown>[];
  expect(items).toHaveLength(world.people.length);
  expect(Object.keys(items[0] ?? {}).sort()).toEqual(['id', 'level', 'name', 'team']);
  expect(Object.keys((await api.get('erin-engineer', '/api/people/tess-lead')).body).sort()).toEqual([
    'id',
    'level',
    'name',
    'team',
  ]);
  expect((await api.get('hugo-hr', '/api/people/tess-lead')).body).toMatchObject({
    email: 'tess-lead@example.com',
    roles: ['tech-lead'],
  });
  expect((await api.get('erin-engineer', '/api/people/nobody')).status).toBe(404);
});

test('the pages of a list neither repeat nor skip a person', async () => {
  const ids: string[] = [];
  let cursor = '';
  do {
    const { body } = await api.get('erin-engineer', `/api/people?limit=4${cursor && `&cursor=${cursor}`}`);
    ids.push(...(body.items as { id: string }[]).map((one) => one.id));
    cursor = (body.next as string | null) ?? '';
  } while (cursor);
  expect(ids).toEqual(world.people.map((one) => one.id).sort());
});

test('people in a case and HR can list it, with filters and in pages', async () => {
  const first = await world.open('erin-engineer');
  const second = await world.open('eli-engineer');
  await world.step(first);
  const idsFor = async (who: string, query = '') =>
    ((await api.get(who, `/api/cases${query}`)).body.items as { id: string }[]).map((one) => one.id);
  expect(await idsFor('erin-engineer')).toEqual([first]);
  for (const who of ['tess-lead', 'omar-odc', 'hugo-hr'])
    expect((await idsFor(who)).sort()).toEqual([first, second].sort());
  expect(await idsFor('olga-odc')).toEqual([]);
  expect(await idsFor('hugo-hr', '?engineerId=eli-engineer')).toEqual([second]);
  expect(await idsFor('hugo-hr', '?stage=portfolio')).toEqual([]);
  for (const who of ['hugo-hr', 'tess-lead']) {
    const page = await api.get(who, '/api/cases?limit=1');
    const rest = await api.get(who, `/api/cases?limit=5&cursor=${page.body.next}`);
    const seen = [...(page.body.items as { id: string }[]), ...(rest.body.items as { id: string }[])].map(
      (one) => one.id,
    );
    expect(seen.sort()).toEqual([first, second].sort());
    // HR's open cases come first, and it is not known yet that there are no closed ones.
    const end = who === 'hugo-hr' ? await api.get(who, `/api/cases?cursor=${rest.body.next}`) : rest;
    expect(end.body.next).toBeNull();
    if (who === 'hugo-hr') expect(end.body.items).toEqual([]);
  }
  for (const query of ['?stage=nowhere', '?limit=0', '?colour=red', '?cursor=nonsense'])
    expect((await api.get('hugo-hr', `/api/cases${query}`)).body.code).toBe('invalid-input');

  const steps = (await api.get('erin-engineer', '/api/inbox')).body.items as { caseId: string; type: string }[];
  expect(steps.map((step) => [step.caseId, step.type])).toEqual([[first, 'submit-self-assessment']]);
  const read = await api.get('erin-engineer', `/api/cases/${first}`);
  expect(read.body).toMatchObject({
    id: first,
    engineerId: 'erin-engineer',
    transition: 'L2-L3',
    stage: 'self-assessment',
    outcome: null,
  });
  expect(read.headers.get('etag')).toBe(`"${read.body.version}"`);
  const again = await api.get('erin-engineer', `/api/cases/${first}`, {
    'if-none-match': read.headers.get('etag') ?? '',
  });
  expect(again.status).toBe(304);
});

test('ratings can be scored, with repairs for failing criteria', async () => {
  const path = `/api/ladders/${world.ladder.id}/score`;
  const whole = await api.post('erin-engineer', path, { ratings: readyForL3(world.ladder), transition: 'L2-L3' });
  expect(whole.body).toMatchObject({ overall: { value: 3.2, band: 'L3' } });
  expect((whole.body.criteria as { verdict: string }[]).map((one) => one.verdict)).toEqual([
    'pass',
    'pass',
    'unknown',
    'unknown',
  ]);
  expect(whole.body.repairs).toEqual({});
  const low = await api.post('erin-engineer', path, {
    ratings: { ...readyForL3(world.ladder), debugging: 1 },
    transition: 'L2-L3',
  });
  expect((low.body.repairs as Record<string, unknown[]>)['technical-mastery-at-l4']?.[0]).toEqual({
    changes: [{ kind: 'rating', dimension: 'debugging', from: 1, to: 3 }],
    sentence: 'This would pass with Debugging at 3 (now 1).',
  });
  const { debugging: _missing, ...ratings } = ratingsOf(world.ladder, 3);
  const part = await api.post('erin-engineer', path, { ratings, transition: 'L2-L3' });
  expect(part.body).toMatchObject({ overall: { value: null, band: null } });
  const [technicalMastery] = part.body.competencies as { id: string; value: number | null }[];
  expect([technicalMastery?.id, technicalMastery?.value]).toEqual(['technical-mastery', null]);
  const bad = await api.post('erin-engineer', path, { ratings: { charm: 3, debugging: 0 } });
  expect((bad.body.faults ?? []).map((fault) => fault.path)).toEqual(['ratings.charm', 'ratings.debugging']);
  const ladder = await api.get('erin-engineer', `/api/ladders/${world.ladder.id}/versions/1`);
  expect(ladder.body).toMatchObject({ id: world.ladder.id, version: 1, hash: world.ladder.hash, totalWeight: 11.5 });
  for (const unknown of [
    '/api/ladders/none',
    `/api/ladders/${world.ladder.id}/versions/2`,
    `/api/ladders/${world.ladder.id}/versions/x`,
  ])
    expect((await api.get('erin-engineer', unknown)).status).toBe(404);
});

test('a malformed id gets 404', async () => {
  for (const id of ['x', 'case_', `case_${'A'.repeat(3000)}`, '%00', '..', 'constructor'])
    for (const path of [`/api/cases/${id}`, `/api/cases/${id}/events`, `/api/people/${id}`, `/api/ladders/${id}`])
      expect([path, (await api.get('erin-engineer', path)).status]).toEqual([path, 404]);
});

test('an unknown address gets its own code, and a wrong method gets the list of allowed methods', async () => {
  expect((await api.get('erin-engineer', '/api/nothing')).body.code).toBe('no-such-route');
  const answer = await api.raw('/api/cases', { method: 'DELETE', headers: { authorization: 'Bearer erin-engineer' } });
  expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, POST']);
});

test('every reference in the description of the API leads to a part of it', () => {
  const document = openApiDocument('1');
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path = '']) => path);
  const at = (path: string) =>
    path.split('/').reduce<unknown>((part, name) => (part as Record<string, unknown> | undefined)?.[name], document);
  expect(references.length).toBeGreaterThan(100);
  expect(references.filter((path) => at(path) === undefined)).toEqual([]);
});

test('the committed description of the API is up to date, and lists exactly the routes that exist', async () => {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const committed = JSON.parse(
    readFileSync(new URL('../../functions/api/openapi/openapi.json', import.meta.url), 'utf8'),
  );
  expect(committed).toEqual(JSON.parse(JSON.stringify(openApiDocument(version))));
  const deps = {
    outside: world.outside,
    origin: 'https://a.example',
    version,
    identify: async () => null,
    log: console as never,
  };
  const served = [...createApi(deps).routes, ...createHr(deps).routes]
    // SCIM describes itself, at /scim/v2/Schemas.
    .filter((route) => route.method !== 'ALL' && !route.path.startsWith('/scim/'))
    .map((route) => `${route.method.toLowerCase()} ${route.path.replace(/:(\w+)/g, '{$1}')}`);
  expect([...new Set(served)].sort()).toEqual(routes.map((route) => `${route.method} ${route.path}`).sort());
  expect(await (await apiDocs.request('/openapi.json')).json()).toEqual(committed);
  const page = await apiDocs.request('/docs');
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=UTF-8']);
  const text = await page.text();
  for (const { path } of routes) expect(text).toContain(path);
});
