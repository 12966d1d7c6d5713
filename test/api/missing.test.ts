import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadHead } from '#shared/store/cases.ts';
import { type ApiUnderTest, apiOn } from '#test/support/api.ts';
import { attest, portfolioForL3, readyForL3, review, selfAssessment } from '#test/support/commands.ts';
import { startWorld, type World } from '#test/support/world.ts';

let world: World;
let api: ApiUnderTest;
let caseId: string;
beforeAll(async () => {
  world = await startWorld();
  api = await apiOn(world);
  caseId = await world.open('erin-engineer');
  await world.step(caseId);
});
afterAll(() => world.stop());

interface Gap {
  code: string;
  place: string;
  sentence: string;
}

async function missing(who = 'erin-engineer') {
  const answer = await api.get(who, `/api/cases/${caseId}/missing`);
  expect(answer.status).toBe(200);
  return answer.body as unknown as { note: string; blocking: Gap[]; advisory: Gap[]; coverage: { covered: number }[] };
}

const places = (gaps: Gap[], code: string) => gaps.filter((gap) => gap.code === code).map((gap) => gap.place);
const requirements = portfolioForL3.map((one) => one.requirement);

test('the engineer’s list of what is missing shrinks, from the first day to a complete portfolio', async () => {
  const first = await missing();
  expect(first.note).toMatch(/^Covering everything here is necessary, but not sufficient/);
  expect(places(first.blocking, 'dimension-not-rated')).toHaveLength(41);
  expect(places(first.blocking, 'requirement-not-met')).toEqual(requirements);
  expect(first.coverage.map((one) => one.covered)).toEqual(Array(8).fill(0));

  await world.act('erin-engineer', caseId, selfAssessment({ ...readyForL3(world.ladder), debugging: 1 }));
  const rated = await missing();
  expect(places(rated.blocking, 'dimension-not-rated')).toEqual([]);
  const [criterion] = rated.advisory.filter((gap) => gap.code === 'criterion-not-met');
  expect(criterion).toMatchObject({
    place: 'technical-mastery-at-l4',
    sentence: expect.stringContaining('This would pass with Debugging at 3 (now 1).'),
  });

  await world.step(caseId);
  await world.act('tess-lead', caseId, attest('owns-a-module', 'no'));
  await world.act('tess-lead', caseId, attest('mentoring-readiness'));
  await world.act('tess-lead', caseId, review(readyForL3(world.ladder)));
  // The tech lead's answers and ratings stay hidden until they are released.
  expect(await missing()).toEqual(rated);

  await world.step(caseId);
  for (const evidence of portfolioForL3.slice(1)) await world.act('erin-engineer', caseId, evidence);
  const some = await missing();
  expect(places(some.blocking, 'requirement-not-met')).toEqual(requirements.slice(0, 1));
  expect(places(some.advisory, 'evidence-shows-nothing')).toEqual(['e1', 'e2', 'e3']);

  const whole = { ...portfolioForL3[0]!, shows: ['debugging'], workedOn: '2026-01-15', project: 'Payments' };
  await world.act('erin-engineer', caseId, whole);
  const last = await missing();
  expect(last.blocking).toEqual([]);
  expect(last.coverage.map((one) => one.covered)).toEqual([1, 0, 0, 0, 0, 0, 0, 0]);
  expect(places(last.advisory, 'evidence-not-corroborated')).toEqual(['technical-mastery']);
});

test('a saved draft counts until the self-assessment is submitted', async () => {
  const own = await world.open('eli-engineer');
  await world.step(own);
  const head = await loadHead(world.outside.table, own);
  expect(head?.stage).toBe('self-assessment');
  const put = await api.raw(`/api/cases/${own}/drafts/self-assessment`, {
    method: 'PUT',
    headers: { authorization: 'Bearer eli-engineer', 'content-type': 'application/json' },
    body: JSON.stringify({ ratings: { debugging: 3 }, notes: {} }),
  });
  expect(put.status).toBe(200);
  const unrated = async () => {
    const { body } = await api.get('eli-engineer', `/api/cases/${own}/missing`);
    return places(body.blocking as Gap[], 'dimension-not-rated');
  };
  expect(await unrated()).toHaveLength(40);
  expect(await unrated()).not.toContain('debugging');
  await world.act('eli-engineer', own, selfAssessment(readyForL3(world.ladder)));
  expect(await unrated()).toEqual([]);
});

test.each([
  ['the reviewer and signer', 'tess-lead'],
  ['another signer', 'omar-odc'],
  ['HR', 'hugo-hr'],
  ['another engineer', 'eli-engineer'],
  ['a lead of other people', 'olga-odc'],
])('%s gets the same 404 as for an unknown case, and learns nothing about the case', async (_, who) => {
  const answer = await api.get(who, `/api/cases/${caseId}/missing`);
  const unknown = await api.get(who, `/api/cases/case_01JAAAAAAAAAAAAAAAAAAAAAAA/missing`);
  expect([answer.status, unknown.status]).toEqual([404, 404]);
  const { requestId: _a, instance: _b, ...body } = answer.body;
  const { requestId: _c, instance: _d, ...unknownBody } = unknown.body;
  expect(body).toEqual(unknownBody);
  expect(JSON.stringify(body)).not.toMatch(/erin|debugging|Payments|L2/i);
});
