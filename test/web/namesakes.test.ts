import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Case } from '#shared/contract/events.ts';
import { putCycle } from '#shared/cycles/execute.ts';
import { type OpenStep, openSteps } from '#shared/domain/case/progress/open-steps.ts';
import { calledAmong } from '#shared/domain/people.ts';
import { wait } from '#shared/domain/seats/seats.ts';
import { loadCase } from '#shared/store/cases.ts';
import { listSeats, seatsWrite } from '#shared/store/seats.ts';
import { transact, writesOf } from '#shared/store/transaction.ts';
import { root, sourcesOf } from '#test/architecture/imports.ts';
import { actorOf } from '#test/support/actor.ts';
import { adoptedBy, ratingsOf, selfAssessment } from '#test/support/commands.ts';
import { cycleInput } from '#test/support/cycles.ts';
import { line, person, smallOrganisation } from '#test/support/people.ts';
import { commandFor, missingPieces } from '#test/support/step-commands.ts';
import { changeOf, propose } from '#test/support/two-people.ts';
import { startWorld } from '#test/support/world.ts';
import { hrVisitor } from './hr.ts';
import { open } from './turns.ts';
import { type Site, startSite, wordsOf } from './visit.ts';

/** Three people have one name. Two of them are in the same team. */
const namesakes = [
  person('anna-berg', { name: 'Anna Berg', level: 'L2', team: 'Harbour', ...line }),
  person('anna-berg-2', { name: 'Anna Berg', level: 'L2', team: 'Harbour', ...line }),
  person('anna-berg-3', { name: 'anna berg', level: 'L2', team: 'Lighthouse', ...line }),
];

test.each(['ZOE  LI', 'Zoe\u200b Li', 'Zo\u00eb\u00a0Li', 'z\u200boe li'])('%j looks like Zoë Li', (name) => {
  const people = [
    { id: 'zoe-li', name: 'Zoë Li', team: 'Harbor' },
    { id: 'zoe-two', name, team: 'Island' },
  ];
  expect(people.map(calledAmong(people))).toEqual(['Zoë Li (Harbor)', `${name} (Island)`]);
});

test('a person is called by their name, with the team or the id only if somebody else in the list has that name', () => {
  const other = person('carl-berg', { name: 'Carl Berg', team: 'Harbour' });
  const called = calledAmong([...namesakes, other]);
  expect([...namesakes, other].map(called)).toEqual([
    'Anna Berg (anna-berg)',
    'Anna Berg (anna-berg-2)',
    'anna berg (Lighthouse)',
    'Carl Berg',
  ]);
  const [first = other] = namesakes;
  expect(calledAmong([first, first, other])(first)).toBe('Anna Berg');
  const bare = namesakes.map(({ id, name }) => ({ id, name }));
  expect(bare.map(calledAmong(bare))).toEqual([
    'Anna Berg (anna-berg)',
    'Anna Berg (anna-berg-2)',
    'anna berg (anna-berg-3)',
  ]);
});

/** More of them, who are about to be promoted to L4. People of another team are asked about their work. */
const seniors = [
  person('berta-holm', { name: 'Berta Holm', level: 'L3', team: 'Harbour', ...line }),
  person('berta-holm-2', { name: 'Berta Holm', level: 'L3', team: 'Harbour', ...line }),
  person('berta-holm-3', { name: 'berta holm', level: 'L3', team: 'Lighthouse', ...line }),
  // They ask a person of their own name.
  person('omid-two', { name: 'Omid Other', level: 'L3', team: 'Harbour', ...line }),
];

const cycleId = 'annual-2026';
let site: Site;
beforeAll(async () => {
  site = await startSite({}, await startWorld([...smallOrganisation, ...namesakes, ...seniors]));
  const { world } = site;
  const hugo = await actorOf(world.outside, 'hugo-hr');
  await putCycle(
    world.outside,
    hugo,
    { id: cycleId, input: cycleInput() },
    { idempotencyKey: cycleId, requestId: 'test' },
  );
  for (const { id } of namesakes) {
    const caseId = await open(site, id, 'L2-L3', cycleId);
    await world.act(id, caseId, selfAssessment(ratingsOf(world.ladder, 3)));
    await world.step(caseId);
    const change = await changeOf(world.outside, id, { roles: ['engineer', 'tech-lead'] });
    await propose(world.outside, 'hugo-hr', change);
  }
  for (const { id } of seniors) await askOthers(id);
  await haveWaitForSeats(namesakes.map((one) => one.id));
});
afterAll(() => site.stop());

/** An engineer hands their portfolio in, and somebody of another team is asked whether it has adopted the work. */
async function askOthers(engineerId: string): Promise<void> {
  const { world } = site;
  const { ladder, people } = world;
  const caseId = await open(site, engineerId, 'L3-L4');
  for (let owed: OpenStep | undefined; ; await world.step(caseId)) {
    const state = (await loadCase(world.outside.table, caseId)) as Case;
    owed = openSteps(state.head, ladder).find((step) => step.personId === engineerId);
    if (!owed) return;
    const context = { state, ladder, people, now: world.clock.now().toISOString() };
    const pieces = owed.type === 'submit-portfolio' ? missingPieces(context) : [];
    for (const one of pieces) await world.act(engineerId, caseId, one.adoption ? adoptedBy('omid-other', one) : one);
    await world.act(engineerId, caseId, commandFor(owed, context));
  }
}

async function haveWaitForSeats(ids: readonly string[]): Promise<void> {
  const { outside, ladder } = site.world;
  const of = { ladder: ladder.id, level: 'L5' };
  const seats =
    (await listSeats(outside.table)).find((one) => one.ladder === of.ladder && one.level === of.level) ?? null;
  const waiting = ids.reduce<typeof seats>(
    (before, personId) => wait(before, of, { personId, caseId: null, since: '2026-02-27T09:00:00.000Z' }),
    seats,
  );
  if (waiting) await transact(outside.table, [seatsWrite(writesOf(outside.table), seats, waiting)]);
}

const wordsOn = async (who: string, path: string) => {
  const visitor = await (path.startsWith('/hr') ? hrVisitor(site, who) : site.visitor(who));
  return wordsOf((await visitor.get(path)).html);
};
const calledOnPages = ['Anna Berg (anna-berg)', 'Anna Berg (anna-berg-2)', 'anna berg (Lighthouse)'];

test.each([
  ['hugo-hr', '/cases'],
  ['hedy-hr', '/'],
  ['tess-lead', '/'],
  ['tess-lead', '/open'],
  ['tess-lead', '/away'],
  ['hugo-hr', `/hr/cycles/${cycleId}`],
  ['hugo-hr', `/hr/cycles/${cycleId}/close`],
  ['hugo-hr', '/hr/seats'],
  ['hedy-hr', '/hr/proposals'],
])('%s can tell them apart on %s', async (who, path) => {
  const words = await wordsOn(who, path);
  for (const called of calledOnPages) expect(words).toContain(called);
  expect(words.toLowerCase()).not.toMatch(/anna berg(?! \()/);
});

test('a person who is asked about the work of several people can tell them apart', async () => {
  const words = await wordsOn('omid-other', '/');
  for (const called of ['(berta-holm)', '(berta-holm-2)', '(Lighthouse)'])
    expect(words.toLowerCase()).toContain(`, by berta holm ${called.toLowerCase()}`);
});

test('people of one name are told apart also if they are in two lists of a page', async () => {
  await open(site, 'omid-other', 'L2-L3');
  const words = await wordsOn('omid-other', '/');
  expect(words).toContain(', by Omid Other (Harbour)');
  expect(words).toContain('Omid Other (Island), L2');
});

test('no page writes the bare name of a person beside others', () => {
  // The page of a question names one person, with their team.
  const single = ['functions/web/views/confirmation.tsx'];
  const bare = sourcesOf('functions/web').filter((file) =>
    /\b(engineer|author|standIn|people\[[^\]]+\])\??\.name\b/.test(readFileSync(join(root, file), 'utf8')),
  );
  expect(bare).toEqual(single);
});

test('the directory and a choice of people show what tells them apart', async () => {
  const hugo = await site.visitor('hugo-hr');
  const words = wordsOf((await hugo.get('/people')).html);
  for (const { id, name, team } of namesakes) expect(words).toContain(`${name} ${id} L2 ${team}`);
});
