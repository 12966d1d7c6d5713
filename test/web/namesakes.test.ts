import { afterAll, beforeAll, expect, test } from 'vitest';
import { calledAmong } from '#shared/domain/people.ts';
import { ratingsOf, selfAssessment } from '#test/support/commands.ts';
import { line, person, smallOrganisation } from '#test/support/people.ts';
import { startWorld } from '#test/support/world.ts';
import { type Site, startSite, wordsOf } from './visit.ts';

/** Three people have one name. Two of them are in the same team. */
const namesakes = [
  person('anna-berg', { name: 'Anna Berg', level: 'L2', team: 'Harbour', ...line }),
  person('anna-berg-2', { name: 'Anna Berg', level: 'L2', team: 'Harbour', ...line }),
  person('anna-berg-3', { name: 'anna berg', level: 'L2', team: 'Lighthouse', ...line }),
];

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

let site: Site;
beforeAll(async () => {
  site = await startSite({}, await startWorld([...smallOrganisation, ...namesakes]));
  const { world } = site;
  for (const { id } of namesakes) {
    const caseId = await world.open(id);
    await world.step(caseId);
    await world.act(id, caseId, selfAssessment(ratingsOf(world.ladder, 3)));
    await world.step(caseId);
  }
});
afterAll(() => site.stop());

const calledOnPages = ['Anna Berg (anna-berg)', 'Anna Berg (anna-berg-2)', 'anna berg (Lighthouse)'];

test.each([
  ['hugo-hr', '/cases'],
  ['tess-lead', '/'],
  ['tess-lead', '/open'],
  ['tess-lead', '/away'],
])('%s can tell them apart on %s', async (who, path) => {
  const words = wordsOf((await (await site.visitor(who)).get(path)).html);
  for (const called of calledOnPages) expect(words).toContain(called);
});

test('the directory and a choice of people show what tells them apart', async () => {
  const hugo = await site.visitor('hugo-hr');
  const words = wordsOf((await hugo.get('/people')).html);
  for (const { id, name, team } of namesakes) expect(words).toContain(`${name} ${id} L2 ${team}`);
});
