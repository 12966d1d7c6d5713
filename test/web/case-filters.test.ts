import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaseHead } from '#shared/contract/case.ts';
import { headItem, unitOf } from '#shared/store/case-lists.ts';
import { loadHead } from '#shared/store/cases.ts';
import { keys } from '#shared/store/keys.ts';
import { writeAll, writesOf } from '#shared/store/transaction.ts';
import { closedWith, headIn } from '#test/support/head-of-case.ts';
import { caseAt } from './cases.ts';
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
  expect([none.status, /No more cases fit the filters\. Clear all filters/.test(wordsOf(none.html))]).toEqual([
    200,
    true,
  ]);
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
  // A name of which nobody was chosen is no filter that is passed over.
  const unchosen = new URLSearchParams({ stage: 'calibration', turn: '', leadId: '', ...typed, 'leadId.~was': 'oma' });
  const again = await hugo.get(`/cases?${unchosen}`);
  expect(wordsOf(again.html)).toContain('Choose one of the people who were found, or empty the search');
  expect(casesOn(again.html)).toEqual([]);
  // What was found is chosen, and the form is sent.
  const chosen = { stage: 'calibration', turn: '', leadId: 'omar-odc', ...typed, 'leadId.~was': 'oma' };
  expect(casesOn((await hugo.get(`/cases?${new URLSearchParams(chosen)}`)).html)).toEqual([idOf(30)]);
});

test('a list that is empty because of its filters says so, with a link that clears them and keeps the order', async () => {
  const { html } = await hugo.get('/cases?stage=trial&sort=name');
  expect(wordsOf(html)).toContain('No cases fit the filters. Clear all filters');
  expect(html).toMatch(/<a href="\/cases\?sort=name">\s*Clear all filters/);
  const nobody = await site.visitor('olga-odc');
  expect(wordsOf((await nobody.get('/cases')).html)).toContain('There are no cases.');
  expect(wordsOf((await nobody.get('/cases?state=open')).html)).toContain('No cases fit the filters.');
});

test('a month is chosen in a field for months, and typed as its hint says where a browser has none', async () => {
  const { html } = await hugo.get('/cases?closed=2026-03');
  expect(html).toMatch(/<input[^>]* name="closed"[^>]* type="month" pattern="[^"]+" value="2026-03"/);
});

describe('everybody else', () => {
  let erin: Visitor;
  let tess: Visitor;
  let own: string;
  beforeAll(async () => {
    [erin, tess] = [await site.visitor('erin-engineer'), await site.visitor('tess-lead')];
    const { table } = site.world.outside;
    own = (await caseAt(site, 'calibration')).caseId;
    const head = await loadHead(table, own);
    if (!head) throw new Error('There is no case');
    // Three cases of the same engineer and people, one of them closed, and one that is due before the first.
    const heads = [
      { ...head, id: idOf(41), dueAt: '2026-02-01T00:00:00.000Z', awayUntil: '2126-03-12' },
      closedWith('promoted', { id: idOf(42), engineerId: head.engineerId, slots: head.slots, cycleId: 'annual-2026' }),
    ];
    const write = writesOf(table);
    await writeAll(
      table,
      heads.flatMap((one) => [
        write.put('head', headItem(one as CaseHead, null)),
        ...[head.engineerId, 'tess-lead'].map((id) =>
          write.put('other', { caseId: one.id, engineerId: head.engineerId, ...keys.relation(id, one.id) }),
        ),
      ]),
    );
  });

  test('sees their own cases, late first, then closed ones, and filters them', async () => {
    const page = await tess.get('/cases');
    expect(casesOn(page.html)).toEqual([idOf(41), own, idOf(42)]);
    for (const [query, found] of [
      ['state=closed', [idOf(42)]],
      ['state=open&sort=name', [own, idOf(41)].sort()],
      ['stage=calibration&dueTo=2026-02-02', [idOf(41)]],
      ['outcome=promoted', [idOf(42)]],
      // It is not in their form, but a link can have it.
      ['cycle=annual-2026', [idOf(42)]],
      ['engineerId=eli-engineer', []],
    ] as const) {
      const { html } = await tess.get(`/cases?${query}`);
      expect([query, casesOn(html)]).toEqual([query, found]);
      expect([query, wordsOf(html).includes('No cases fit the filters.')]).toEqual([query, found.length === 0]);
    }
  });

  test('has the fields that help with few cases, and keeps another filter of the address', async () => {
    const fields = Object.keys(chosenIn((await erin.get('/cases')).html)).filter((name) => !name.includes('.'));
    const few = ['state', 'stage', 'turn', 'engineerId', 'outcome', 'dueFrom', 'dueTo', 'closed', 'sort'];
    expect(fields.sort()).toEqual(few.sort());
    const led = await tess.get('/cases?supervisorId=tess-lead&cycle=annual-2026');
    expect(wordsOf(led.html)).toContain('Lead of the engineer: You Clear');
    expect(chosenIn(led.html)).toMatchObject({ supervisorId: 'tess-lead', cycle: 'annual-2026' });
  });

  test('is told beside the field that a filter is for HR', async () => {
    for (const [query, label] of [
      ['odc=North', 'ODC'],
      ['supervisorId=olga-odc', 'Lead of the engineer'],
    ]) {
      const { status, html } = await tess.get(`/cases?${query}`);
      expect([query, status, casesOn(html)]).toEqual([query, 200, []]);
      expect(wordsOf(html)).toContain(`Leave out the ${label === 'ODC' ? label : 'lead of the engineer'}`);
    }
  });

  test('reads in every list until when a case is paused, and no reason', async () => {
    for (const path of ['/cases', '/']) {
      const words = wordsOf((await tess.get(path)).html);
      expect([path, words.match(/paused until [^.,]*? 2126/g)]).toEqual([path, ['paused until 12 March 2126']]);
    }
    expect(wordsOf((await tess.get('/cases')).html)).not.toMatch(/leave|away/i);
    expect(wordsOf((await hugo.get('/cases')).html)).toContain('paused until 12 March 2126');
  });
});
