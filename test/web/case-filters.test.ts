import { afterAll, beforeAll, expect, test } from 'vitest';
import { headItem, unitOf } from '#shared/store/case-lists.ts';
import { writeAll, writesOf } from '#shared/store/transaction.ts';
import { closedWith, headIn } from '#test/support/head-of-case.ts';
import { fieldsOf, type Site, startSite, type Visitor, wordsOf } from './visit.ts';

let site: Site;
let hugo: Visitor;
const idOf = (at: number) => `case_01J${String(at).padStart(23, '0')}`;
beforeAll(async () => {
  site = await startSite();
  hugo = await site.visitor('hugo-hr');
  const { table } = site.world.outside;
  const erin = site.world.people.find(({ id }) => id === 'erin-engineer');
  if (!erin) throw new Error('Erin is gone');
  const heads = [
    ...Array.from({ length: 25 }, (_, at) => headIn('portfolio', { id: idOf(at) })),
    headIn('calibration', { id: idOf(30) }),
    closedWith('promoted', { id: idOf(31), cycleId: 'annual-2026' }),
  ];
  await writeAll(
    table,
    heads.map((head) => writesOf(table).put('head', headItem(head, unitOf(erin)))),
  );
});
afterAll(() => site.stop());

/** The fields of the form, which a browser puts into the address. */
const chosenIn = (html: string) => fieldsOf(html.replace('method="get"', 'method="post"'));
const casesOn = (html: string) => [...html.matchAll(/href="\/cases\/(case_\w+)"/g)].map(([, id]) => id);

test('HR sees the open cases first, twenty at a time, with a form that works without script', async () => {
  const page = await hugo.get('/cases');
  expect([page.status, casesOn(page.html).length]).toEqual([200, 20]);
  expect(page.html).toMatch(/<form method="get" action="\/cases">/);
  expect(Object.keys(chosenIn(page.html))).toEqual(
    expect.arrayContaining(['state', 'stage', 'turn', 'engineerId', 'leadId', 'odc', 'team', 'closed', 'sort']),
  );
  const [, more = ''] = /href="(\/cases\?cursor=[^"]+)">More/.exec(page.html) ?? [];
  expect(casesOn((await hugo.get(more)).html)).toHaveLength(6);
});

test('the chosen filters are shown, each with a link that clears it and keeps the others', async () => {
  const page = await hugo.get('/cases?stage=calibration&leadId=omar-odc&team=');
  expect(casesOn(page.html)).toEqual([idOf(30)]);
  expect(wordsOf(page.html)).toMatch(/Stage: Calibration Clear the filter Stage Calibration lead: Omar Odc Clear/);
  expect(wordsOf(page.html)).not.toMatch(/Team: /);
  const cleared = [...page.html.matchAll(/<a href="(\/cases\?[^"]*)">\s*Clear/g)].map(([, href]) => href);
  expect(cleared).toEqual(['/cases?leadId=omar-odc', '/cases?stage=calibration']);
  expect(chosenIn(page.html)).toMatchObject({ stage: 'calibration', leadId: 'omar-odc' });
});

test('the cases of the people whom somebody leads, and those that are due on some days, are filters of their own', async () => {
  const [erin] = [site.world.people.find(({ id }) => id === 'erin-engineer')];
  const due = headIn('portfolio');
  const day = due.status === 'open' ? due.dueAt.slice(0, 10) : '';
  const query = new URLSearchParams({ supervisorId: erin?.techLeadId ?? '', dueFrom: day, dueTo: day });
  const page = await hugo.get(`/cases?${query}&stage=portfolio`);
  expect(casesOn(page.html)).toHaveLength(20);
  expect(wordsOf(page.html)).toMatch(/Lead of the engineer: Tess Lead Clear/);
  expect(wordsOf(page.html)).toMatch(/Due from: \d+ \w+ \d{4} Clear/);
  expect(casesOn((await hugo.get('/cases?supervisorId=olga-odc&leadId=tess-lead')).html)).toEqual([]);
  expect(wordsOf((await hugo.get('/cases?dueTo=soon')).html)).toMatch(/Due up to: Choose a day/);
});

test('the fields are folded away while filters are chosen, because these stand above them', async () => {
  for (const query of ['', '?state=closed', '?stage=portfolio&sort=name'])
    expect((await hugo.get(`/cases${query}`)).html).not.toMatch(/<details open/);
  expect((await hugo.get('/cases?closed=March')).html).toMatch(/<details open/);
});

test('a filter by what only closed cases have shows closed cases', async () => {
  for (const query of ['state=closed', 'outcome=promoted', 'stage=closed', 'closed=2026-03'])
    expect([query, casesOn((await hugo.get(`/cases?${query}`)).html)]).toEqual([query, [idOf(31)]]);
});

test('a list of open and closed cases goes on by itself where no open case matches', async () => {
  const page = await hugo.get('/cases?state=any&cycle=annual-2026');
  expect(page.status).toBe(302);
  const closed = await hugo.get(page.location ?? '');
  expect([closed.status, casesOn(closed.html)]).toEqual([200, [idOf(31)]]);
  expect(wordsOf(closed.html)).not.toMatch(/None of these cases match|Search on/);
  // A list that is empty as a whole ends.
  const none = await hugo.get((await hugo.get('/cases?state=any&cycle=annual-1999')).location ?? '');
  expect([none.status, wordsOf(none.html).includes('There are no cases.')]).toEqual([200, true]);
});

test('a wrong filter is said beside its field, and what was chosen stays', async () => {
  const page = await hugo.get('/cases?closed=March&stage=portfolio');
  expect(casesOn(page.html)).toEqual([]);
  expect(wordsOf(page.html)).toMatch(/Closed in the month: Give a month, such as 2026-11/);
  expect(chosenIn(page.html)).toMatchObject({ closed: 'March', stage: 'portfolio' });
  expect(wordsOf((await hugo.get('/cases?turn=Not an id')).html)).toMatch(/Whose turn: Choose a person/);
});

test('a person is searched in the form without script, and what else was chosen stays', async () => {
  const first = await hugo.get('/cases?stage=calibration');
  expect(wordsOf(first.html)).toContain('Search by name for Calibration lead');
  // The desk of HR and the viewer are suggested, because their turn is asked for most.
  expect(first.html).toMatch(/<option value="@hr"/);
  const typed = { 'leadId.~q': 'oma', 'leadId.~was': '', 'turn.~q': '', 'turn.~was': '' };
  const search = new URLSearchParams({ stage: 'calibration', turn: '@hr', leadId: '', ...typed, find: 'leadId' });
  const found = await hugo.get(`/cases?${search}`);
  expect(wordsOf(found.html)).toContain('1 found for ‘oma’. Choose above.');
  expect(found.html).toMatch(/<option value="omar-odc"/);
  expect(found.html).toMatch(/<details open/);
  expect([chosenIn(found.html), casesOn(found.html)]).toMatchObject([{ stage: 'calibration', turn: '@hr' }, []]);
  // What was found is chosen, and the form is sent.
  const chosen = { stage: 'calibration', turn: '', leadId: 'omar-odc', ...typed, 'leadId.~was': 'oma' };
  expect(casesOn((await hugo.get(`/cases?${new URLSearchParams(chosen)}`)).html)).toEqual([idOf(30)]);
});

test('nobody else gets the form', async () => {
  const page = await (await site.visitor('erin-engineer')).get('/cases?state=closed');
  expect(page.html).not.toMatch(/<form method="get"/);
});
