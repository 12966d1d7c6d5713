import { afterAll, beforeAll, expect, test } from 'vitest';
import { executeSystem } from '#shared/cases/system.ts';
import { letterOf, tell } from '#shared/cases/telling.ts';
import type { Confirmation } from '#shared/contract/confirmations.ts';
import { loadEvents, loadHead } from '#shared/store/cases.ts';
import { changes } from '#test/store/guarded-rows.ts';
import { type ApiUnderTest, apiOn } from '#test/support/api.ts';
import type { World } from '#test/support/world.ts';
import { fieldsOf, type Site, startSite, wordsOf } from '#test/web/visit.ts';
import { cast, engineerAt } from './cast.ts';
import { wholePath } from './ladder.ts';
import { caseAt, startSecurityWorld } from './places.ts';

/**
 * A person who is asked whether their team has adopted a piece of work learns the work and its author, and nothing of the
 * case that the answer is for: not that there is one, not of which level, ladder or promotion.
 */

const words = /\bcases?\b|caseId|levels?\b|ladder|promot|transition|L3|L4|portfolio/i;

let world: World;
let api: ApiUnderTest;
let site: Site;
let caseId: string;
beforeAll(async () => {
  world = await startSecurityWorld();
  api = await apiOn(world);
  site = await startSite({}, world);
  caseId = await caseAt(world, 'panel-vacant');
});
afterAll(() => world.stop());

async function questions(who: string): Promise<Confirmation[]> {
  const { status, body } = await api.get(who, '/api/confirmations');
  expect(status).toBe(200);
  return body.items as Confirmation[];
}

/** The person who is asked goes to another team. */
const moved = (team: string) => changes(cast.asked, { team })(world.outside, []);

const says = (who: string, id: string, answer: string, headers = {}) =>
  api.post(who, `/api/confirmations/${id}`, { answer }, headers);

test('the question names the work, its author and the team, and nothing of the case', async () => {
  const [question, ...others] = await questions(cast.asked);
  expect(others).toEqual([]);
  expect(question).toMatchObject({
    author: { id: engineerAt('panel-vacant'), team: 'Harbour' },
    team: 'Ledger',
    since: '2026-01-05',
    answer: null,
  });
  const { body } = await api.get(cast.asked, `/api/confirmations/${question?.id}`);
  expect(body).toEqual(question);
  for (const said of [JSON.stringify(question), question?.id ?? '']) {
    expect(said).not.toMatch(words);
    expect(said).not.toContain(caseId);
    expect(said).not.toContain(wholePath.id);
  }
});

test('notice, mail and page say nothing of the case either, and the page of the case is not there', async () => {
  const events = await loadEvents(world.outside.table, caseId);
  const asked = events.find((event) => event.type === 'adoption-asked');
  const posting = { origin: site.origin, deskAddress: undefined, companyZone: 'UTC', now: world.clock.now() };
  const { notices, ...told } = await tell(world.outside, caseId, asked?.seq ?? 0);
  const letters = notices.map((notice) => letterOf({ notices: [notice], ...told }, posting)?.text ?? '');
  expect(letters).toHaveLength(1);
  const { body: list } = await api.get(cast.asked, '/api/notices');
  const [question] = await questions(cast.asked);
  const visitor = await site.visitor(cast.asked);
  const page = await visitor.get(`/confirmations/${question?.id}`);
  expect(page.status).toBe(200);
  for (const said of [...letters, JSON.stringify(list), page.html]) {
    expect(said).not.toMatch(words);
    expect(said).not.toContain(caseId);
  }
  expect(letters[0]).toContain(`/confirmations/${question?.id}`);
  expect((await api.get(cast.asked, `/api/cases/${caseId}`)).status).toBe(404);
  expect((await visitor.get(`/cases/${caseId}`)).status).toBe(404);
});

test('whoever is asked reads the text of the work, and nobody else does at this address', async () => {
  const [question] = await questions(cast.asked);
  expect(question?.hasText).toBe(true);
  const path = `/confirmations/${question?.id}/text`;
  const { status, body } = await api.get(cast.asked, `/api${path}`);
  expect([status, body.id, body.format]).toEqual([200, question?.id, 'markdown']);
  expect(body.content).toContain('What was decided');
  expect(JSON.stringify(body)).not.toMatch(words);
  const visitor = await site.visitor(cast.asked);
  expect((await visitor.get(`/confirmations/${question?.id}`)).html).toContain(`href="${path}"`);
  const page = await visitor.get(path);
  expect(page.html).toContain('<p>What was decided, and why it was decided so.</p>');
  expect(page.html).not.toMatch(words);
  for (const who of [cast.lead, cast.hr, cast['other-engineer'], engineerAt('panel-vacant')]) {
    expect((await api.get(who, `/api${path}`)).status).toBe(404);
    expect((await (await site.visitor(who)).get(path)).status).toBe(404);
  }
});

test('the question, its page and the list of steps say when it is overdue', async () => {
  const [question] = await questions(cast.asked);
  const paths = ['/', `/confirmations/${question?.id}`];
  const pages = async () => {
    const visitor = await site.visitor(cast.asked);
    return Promise.all(paths.map(async (path) => (await visitor.get(path)).html));
  };
  expect(question?.overdue).toBe(false);
  for (const page of await pages()) expect(page).not.toMatch(/overdue/i);
  const now = world.clock.now().toISOString();
  world.clock.set(question?.dueAt ?? '');
  expect((await questions(cast.asked))[0]?.overdue).toBe(true);
  for (const page of await pages()) expect(page).toMatch(/overdue/i);
  world.clock.set(now);
});

test('nobody else finds the question, whoever they are to the case', async () => {
  const [question] = await questions(cast.asked);
  for (const who of [cast.lead, cast.hr, engineerAt('panel-vacant'), cast['other-engineer']]) {
    expect(await questions(who)).toEqual([]);
    expect((await says(who, question?.id ?? '', 'yes')).status).toBe(404);
  }
});

test('somebody who has left the team is offered only to say that they cannot say, and reads why', async () => {
  const [question] = await questions(cast.asked);
  const path = `/confirmations/${question?.id}`;
  await moved('Quay');
  expect((await questions(cast.asked))[0]?.answers).toEqual(['not-mine']);
  const refused = await says(cast.asked, question?.id ?? '', 'yes');
  expect([refused.status, refused.body.faults]).toEqual([
    422,
    [{ path: 'answer', reason: 'you cannot answer for this team any more: say that you cannot say' }],
  ]);
  const { html } = await (await site.visitor(cast.asked)).get(path);
  expect(html).not.toContain('value="yes"');
  expect(wordsOf(html)).toContain('You cannot answer for Ledger any more');
  // The same on the page, for somebody whose page is older than their change of team.
  const visitor = await site.visitor(cast.asked);
  const sent = await visitor.post(path, { ...fieldsOf(html), answer: 'yes' });
  expect([sent.status, wordsOf(sent.html).includes('You cannot answer for this team any more')]).toEqual([422, true]);
  for (const said of [JSON.stringify(refused.body), html, sent.html]) expect(said).not.toMatch(words);
  await moved('Ledger');
  expect((await questions(cast.asked))[0]?.answers).toEqual(['yes', 'no', 'not-mine']);
});

test('an answer is carried out once, can be changed, and goes to the next person if it is not theirs', async () => {
  const [question] = await questions(cast.asked);
  const id = question?.id ?? '';
  const key = { 'idempotency-key': 'the-answer' };
  expect((await says(cast.asked, id, 'yes', key)).body).toEqual({ id, answer: 'yes' });
  const again = await says(cast.asked, id, 'yes', key);
  expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([200, 'true']);
  expect((await says(cast.asked, id, 'yes')).body.code).toBe('already-done');
  expect((await questions(cast.asked))[0]?.answer).toBe('yes');
  expect((await says(cast.asked, id, 'no')).status).toBe(200);
  expect((await says(cast.asked, id, 'maybe')).status).toBe(422);
  // What somebody said before they left the team stands, and the page asks nothing of them.
  await moved('Quay');
  expect((await questions(cast.asked))[0]).toMatchObject({ answer: 'no', answers: [] });
  for (const answer of ['yes', 'not-mine']) expect((await says(cast.asked, id, answer)).status).toBe(422);
  const { html } = await (await site.visitor(cast.asked)).get(`/confirmations/${id}`);
  expect(html).not.toContain('name="answer"');
  expect(wordsOf(html)).toContain('You have answered no. It stands.');
  await moved('Ledger');
  expect((await says(cast.asked, id, 'not-mine')).status).toBe(200);
  expect(await questions(cast.asked)).toEqual([]);
  // The step of the engineer has a due day of its own: ten working days from now.
  const { body: inbox } = await api.get(engineerAt('panel-vacant'), '/api/inbox');
  const steps = inbox.items as { type: string; caseId: string; dueAt: string }[];
  const owed = steps.find((one) => one.type === 'name-confirmer');
  const events = await loadEvents(world.outside.table, caseId);
  const last = events.findLast((event) => event.type === 'adoption-answered');
  expect(owed).toMatchObject({ caseId, dueAt: last?.data.nameBy });
  await world.act(engineerAt('panel-vacant'), caseId, {
    type: 'name-confirmer',
    evidence: 'e2',
    confirmerId: 'carla-confirmer',
  });
  const [next] = await questions('carla-confirmer');
  expect(next?.id).not.toBe(id);
  expect((await api.get(cast.asked, `/api/confirmations/${id}/text`)).status).toBe(404);
  // Who was asked still reads on the page what it was about. Nobody else learns that there was a question.
  const past = await (await site.visitor(cast.asked)).get(`/confirmations/${id}`);
  expect(past.status).toBe(200);
  expect(past.html).toContain('You have answered that you cannot say.');
  expect(past.html).not.toMatch(words);
  expect(past.html).not.toContain(caseId);
  const unknown = `/confirmations/q_${'0'.repeat(32)}`;
  for (const who of [cast.lead, cast.hr, 'carla-confirmer', engineerAt('panel-vacant')]) {
    const visitor = await site.visitor(who);
    const [other, none] = [await visitor.get(`/confirmations/${id}`), await visitor.get(unknown)];
    expect([other.status, wordsOf(other.html)]).toEqual([404, wordsOf(none.html)]);
  }
  const late = await says(cast.asked, id, 'no');
  expect([late.status, late.body.code]).toEqual([409, 'already-decided']);
  expect(JSON.stringify(late.body)).not.toMatch(/promot|ladder|level/i);
});

test('a question whose time is over is said to be over once another person is asked', async () => {
  const [question] = await questions('carla-confirmer');
  const now = world.clock.now().toISOString();
  world.clock.set(question?.dueAt ?? '');
  const generation = (await loadHead(world.outside.table, caseId))?.generation ?? 0;
  await executeSystem(world.outside, caseId, { type: 'remind', generation }, 'workflow', 'test');
  const page = await (await site.visitor('carla-confirmer')).get(`/confirmations/${question?.id}`);
  expect(page.status).toBe(200);
  expect(wordsOf(page.html)).toMatch(
    /The time to answer ended on \d+ \w+ \d+( \([^)]+\))?\. Nothing more is asked of you here\./,
  );
  expect(page.html).not.toMatch(words);
  world.clock.set(now);
});

test('the question ends with the case', async () => {
  await world.act(engineerAt('panel-vacant'), caseId, { type: 'withdraw', reason: 'Not this year.' });
  expect(await questions('carla-confirmer')).toEqual([]);
});
