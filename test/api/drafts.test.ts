import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadHead } from '#shared/store/cases.ts';
import { keepDraft, loadDraft } from '#shared/store/drafts.ts';
import { queryAll } from '#shared/store/items.ts';
import { keys } from '#shared/store/keys.ts';
import { type Answered, type ApiUnderTest, apiOn } from '#test/support/api.ts';
import { readyForL3, selfAssessment } from '#test/support/commands.ts';
import { person, smallOrganisation } from '#test/support/people.ts';
import { startWorld, type World } from '#test/support/world.ts';

let world: World;
let api: ApiUnderTest;
let taken = 0;
const [erin] = smallOrganisation;
const engineers = Array.from({ length: 20 }, (_, at) =>
  person(`ada-${at}`, { ...erin, id: `ada-${at}`, name: `Ada ${at}`, email: `ada-${at}@example.com` }),
);
beforeAll(async () => {
  world = await startWorld([...smallOrganisation, ...engineers]);
  api = await apiOn(world);
});
afterAll(() => world.stop());

type Place = 'opening' | 'self-assessment' | 'calibration' | 'closed';

async function caseAt(place: Place): Promise<{ engineer: string; caseId: string; path: string }> {
  const engineer = engineers[taken++]!.id;
  const caseId = await world.open(engineer);
  if (place !== 'opening') await world.step(caseId);
  if (place === 'calibration') {
    await world.act(engineer, caseId, selfAssessment(readyForL3(world.ladder)));
    await world.step(caseId);
  }
  if (place === 'closed') {
    await world.act(engineer, caseId, { type: 'withdraw', reason: 'Not this year.' });
    await world.step(caseId);
  }
  return { engineer, caseId, path: `/api/cases/${caseId}/drafts/self-assessment` };
}

const put = (who: string, path: string, body: unknown, ifMatch?: string): Promise<Answered> =>
  api.raw(path, {
    method: 'PUT',
    headers: {
      authorization: `Bearer ${who}`,
      'content-type': 'application/json',
      ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
    },
    body: JSON.stringify(body),
  });

const draft = { ratings: { debugging: 3, tooling: 2 }, notes: { debugging: 'The outage in May.' } };

test('an incomplete draft can be saved, read again, and replaced by whoever sends its version', async () => {
  const { engineer, path } = await caseAt('self-assessment');
  expect((await api.get(engineer, path)).status).toBe(404);
  const first = await put(engineer, path, draft);
  expect([first.status, first.headers.get('etag')]).toEqual([200, '"1"']);
  expect(first.body).toEqual({ ...draft, version: 1, savedAt: world.clock.now().toISOString() });
  const read = await api.get(engineer, path);
  expect([read.status, read.headers.get('etag'), read.body]).toEqual([200, '"1"', first.body]);
  const second = await put(engineer, path, { ratings: {} }, '"1"');
  expect(second.body).toMatchObject({ ratings: {}, notes: {}, version: 2 });
  expect((await api.get(engineer, path)).body).toEqual(second.body);
});

test('a save with a wrong version is refused, and the stored draft stays', async () => {
  const { engineer, path } = await caseAt('self-assessment');
  const tooEarly = await put(engineer, path, draft, '"1"');
  await put(engineer, path, draft);
  const blind = await put(engineer, path, { ratings: {} });
  const stale = await put(engineer, path, { ratings: {} }, '"3"');
  const unreadable = await put(engineer, path, { ratings: {} }, '*');
  expect([tooEarly, blind, stale, unreadable].map(({ status, body }) => [status, body.code])).toEqual([
    [412, 'precondition-failed'],
    [428, 'precondition-required'],
    [412, 'precondition-failed'],
    [400, 'if-match-unreadable'],
  ]);
  expect((await api.get(engineer, path)).body).toMatchObject(draft);
});

test('when two drafts are saved at once, one is kept and the other is refused', async () => {
  const { engineer, path } = await caseAt('self-assessment');
  const both = await Promise.all([1, 2].map((step) => put(engineer, path, { ratings: { debugging: step } })));
  expect(both.map(({ status }) => status).sort()).toEqual([200, 428]);
});

describe('who can save a draft, and when', () => {
  const table: [Place, who: string, status: number, code: string | undefined][] = [
    ['opening', 'engineer', 200, undefined],
    ['self-assessment', 'engineer', 200, undefined],
    ['calibration', 'engineer', 409, 'wrong-stage'],
    ['closed', 'engineer', 409, 'already-decided'],
    ...(['tess-lead', 'omar-odc', 'hugo-hr', 'eli-engineer', 'hana-head'] as const).flatMap((who) =>
      (['opening', 'self-assessment', 'calibration', 'closed'] as const).map(
        (place): [Place, string, number, string] => [place, who, 404, 'not-found'],
      ),
    ),
  ];
  test.each(table)('at %s, %s gets status %s', async (place, who, status, code) => {
    const { engineer, caseId, path } = await sharedCaseAt(place);
    const before = await world.everything(caseId);
    const id = who === 'engineer' ? engineer : who;
    const answer = await put(id, path, draft);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect((await api.get(id, path)).status).toBe(status === 200 ? 200 : 404);
    // A saved draft changes nothing in the case, and neither does a refused one.
    expect(await world.everything(caseId)).toEqual(before);
    if (status === 404) {
      const none = await put(id, path.replace(caseId, 'case_00000000000000000000000000'), draft);
      expect({ ...none.body, requestId: '' }).toEqual({ ...answer.body, requestId: '' });
    }
  });

  /** One case for each place. A refused request changes nothing, so the tests can share a case. */
  const shared = new Map<Place, ReturnType<typeof caseAt>>();
  function sharedCaseAt(place: Place): ReturnType<typeof caseAt> {
    const found = shared.get(place) ?? caseAt(place);
    shared.set(place, found);
    return found;
  }

  test('a request without a sign-in is refused', async () => {
    const { path } = await sharedCaseAt('self-assessment');
    expect((await api.raw(path)).status).toBe(401);
    expect((await api.raw(path, { method: 'PUT', body: '{}' })).status).toBe(401);
  });
});

test('ratings that the ladder does not know are refused, and each fault names its place', async () => {
  const { engineer, path } = await caseAt('self-assessment');
  const wrong = { ratings: { charm: 3, debugging: 6, tooling: 'not-applicable' }, notes: { charm: 'x' } };
  const answer = await put(engineer, path, wrong);
  expect([answer.status, answer.body.faults?.map((fault) => fault.path)]).toEqual([
    422,
    ['ratings.charm', 'ratings.debugging', 'ratings.tooling', 'notes.charm'],
  ]);
  for (const shape of [
    {},
    { ratings: { debugging: 2.5 } },
    { ...draft, by: 'tess-lead' },
    { ratings: {}, notes: { debugging: 'x'.repeat(1001) } },
  ])
    expect((await put(engineer, path, shape)).status).toBe(422);
  expect((await api.get(engineer, path)).status).toBe(404);
});

test('a draft never appears in the case, for any reader, and does not change the version or ETag of the case', async () => {
  const { engineer, caseId, path } = await caseAt('self-assessment');
  const readers = [engineer, 'tess-lead', 'omar-odc', 'hugo-hr'];
  const readAll = () =>
    Promise.all(
      readers.flatMap((who) =>
        ['', '/events', '/verify'].map(async (part) => {
          const { status, headers, body } = await api.get(who, `/api/cases/${caseId}${part}`);
          return { status, etag: headers.get('etag'), body };
        }),
      ),
    );
  const before = await readAll();
  const everything = await world.everything(caseId);
  await put(engineer, path, draft);
  expect(await readAll()).toEqual(before);
  expect(await world.everything(caseId)).toEqual(everything);
  for (const who of readers.slice(1)) expect((await api.get(who, path)).status).toBe(404);
});

describe('a draft is deleted', () => {
  const draftsOf = (caseId: string) =>
    queryAll(world.outside.table, {
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': keys.draft(caseId, '', '').pk },
      ConsistentRead: true,
    });

  test('when the self-assessment is submitted, and the draft does not affect what is submitted', async () => {
    const { engineer, caseId, path } = await caseAt('self-assessment');
    await put(engineer, path, draft);
    expect(await draftsOf(caseId)).toHaveLength(1);
    await world.act(engineer, caseId, selfAssessment(readyForL3(world.ladder)));
    expect(await draftsOf(caseId)).toEqual([]);
    expect((await api.get(engineer, path)).status).toBe(404);
    const { body } = await api.get(engineer, `/api/cases/${caseId}`);
    expect(body.selfAssessment).toMatchObject({ ratings: readyForL3(world.ladder), notes: {} });
  });

  test('when the case is withdrawn', async () => {
    const { engineer, caseId, path } = await caseAt('self-assessment');
    await put(engineer, path, draft);
    await world.act(engineer, caseId, { type: 'withdraw', reason: 'Not this year.' });
    expect(await draftsOf(caseId)).toEqual([]);
  });

  test('and a save that was under way at that time does not bring it back', async () => {
    const { engineer, caseId } = await caseAt('self-assessment');
    const { table } = world.outside;
    const read = (await loadHead(table, caseId))!;
    await world.act(engineer, caseId, selfAssessment(readyForL3(world.ladder)));
    const saved = { ...draft, version: 1, savedAt: world.clock.now().toISOString() };
    expect(await keepDraft(table, read, engineer, 'self-assessment', saved)).toEqual({ ok: false, lost: ['head'] });
    expect(await loadDraft(table, caseId, engineer, 'self-assessment')).toBeNull();
  });
});
