import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { pathStages } from '#shared/contract/names.ts';
import { putCycle } from '#shared/cycles/execute.ts';
import { headItem } from '#shared/store/case-lists.ts';
import { loadCycle } from '#shared/store/cycles.ts';
import { actorOf } from '#test/support/actor.ts';
import { cycleInput } from '#test/support/cycles.ts';
import { headAt } from '#test/support/head-of-case.ts';
import { smallOrganisation } from '#test/support/people.ts';
import { startWorld } from '#test/support/world.ts';
import { linksOf } from './crawl.ts';
import { type HrVisitor, hrVisitor } from './hr.ts';
import { asText, fieldsOf, type Page, type Site, startSite, wordsOf } from './visit.ts';

let site: Site;
let hugo: HrVisitor;
let hedy: HrVisitor;
const sites: Site[] = [];
beforeEach(async () => {
  site = await startSite({}, await startWorld(smallOrganisation));
  sites.push(site);
  [hugo, hedy] = [await hrVisitor(site, 'hugo-hr'), await hrVisitor(site, 'hedy-hr')];
});
afterAll(() => Promise.all(sites.map((one) => one.stop())));

const path = '/hr/cycles/annual-2026';
const now = () => loadCycle(site.world.outside.table, 'annual-2026');
const words = ({ html }: Page) => wordsOf(html);
const open = async (more = {}) =>
  putCycle(
    site.world.outside,
    await actorOf(site.world.outside, 'hugo-hr'),
    { id: 'annual-2026', input: cycleInput(more) },
    { idempotencyKey: 'open', requestId: 'test' },
  );

const filled = {
  id: 'annual-2026',
  name: 'Annual review 2026',
  kind: 'annual',
  from: '2026-01-01',
  joinUntil: '2026-09-30',
  to: '2026-12-31',
  'windows.calibration.from': '2026-02-01',
  'windows.calibration.to': '2026-02-28',
  'windows.sign-off.from': '2026-11-01',
  'windows.sign-off.to': '2026-12-15',
};

/** Stores a case of the cycle. */
async function putCase(): Promise<string> {
  const { table } = site.world.outside;
  const id = `case_${'0'.repeat(26)}`;
  const facts = { id, transition: 'L2-L3', cycleId: 'annual-2026', dueAt: '2026-04-01T09:00:00.000Z' };
  const item = headItem(headAt('portfolio', facts), null);
  await table.client.send(new PutCommand({ TableName: table.name, Item: item }));
  return id;
}

test('HR opens a cycle, a repeated form changes nothing, and everyone can see the days of the cycle', async () => {
  const sent = { ...fieldsOf((await hugo.get('/hr/cycles')).html), ...filled };
  const done = await hugo.post('/hr/cycles', sent);
  expect([done.status, done.location]).toEqual([303, `${path}?done=opened`]);
  expect((await hugo.post('/hr/cycles', sent)).location).toBe(done.location);
  expect(await now()).toMatchObject({ ...cycleInput(), version: 1 });
  expect(words(await hugo.get(done.location ?? ''))).toMatch(
    /The cycle is open: cases can join from now on\..*The cycle has no open cases\..*The record holds\..*The cycle was opened\. By Hugo Hr/,
  );
  const erin = await site.visitor('erin-engineer');
  const page = await erin.get('/cycles');
  expect(words(page)).toMatch(
    /Annual review 2026 annual 1 January 2026 to 31 December 2026 Cases can join until 30 September 2026\. Calibration 1 February 2026 to 28 February 2026 Sign-off 1 November 2026 to 15 December 2026/,
  );
  expect(linksOf(page).filter((href) => href.startsWith('/hr/'))).toEqual([]);
  expect(linksOf(await (await site.visitor('hedy-hr')).get('/cycles'))).toContain('/hr/cycles');
});

test('the form of a cycle asks for a window of every stage of a path, and of nothing else', async () => {
  const fields = Object.keys(fieldsOf((await hugo.get('/hr/cycles')).html)).filter((name) => /^windows\./.test(name));
  expect(fields).toEqual(pathStages.flatMap((stage) => [`windows.${stage}.from`, `windows.${stage}.to`]));
});

test('a cycle shows whether cases can still join it', async () => {
  await open();
  const at = async (day: string) => {
    site.world.clock.set(`${day}T12:00:00.000Z`);
    return words(await (await site.visitor('erin-engineer')).get('/cycles'));
  };
  expect(await at('2026-10-01')).toContain('Cases could join until 30 September 2026. HR can let a case join late');
  expect(await at('2027-01-01')).toContain('It is over. HR will close it.');
});

describe('an invalid cycle comes back filled in, with each fault beside its field', () => {
  const sendFilled = async (more: Record<string, string>) => {
    const page = await hugo.post('/hr/cycles', {
      ...fieldsOf((await hugo.get('/hr/cycles')).html),
      ...filled,
      ...more,
    });
    const faulty = [...page.html.matchAll(/id="f-([^"]+)-fault"/g)].map(([, field]) => field);
    return { page, faulty };
  };

  test.each([
    [
      'nothing but a name',
      { id: '', kind: '', from: '', joinUntil: '', to: '' },
      ['id', 'kind', 'from', 'joinUntil', 'to'],
    ],
    ['half a window', { 'windows.portfolio.from': '2026-05-01' }, ['windows-portfolio-to']],
    [
      'days that do not fit',
      { to: '2025-12-31' },
      ['to', 'windows-calibration-from', 'windows-calibration-to', 'windows-sign-off-from', 'windows-sign-off-to'],
    ],
  ])('%s', async (_what, more, fields) => {
    const { page, faulty } = await sendFilled(more);
    expect([page.status, faulty.sort()]).toEqual([422, fields.sort()]);
    const { kind: _chosen, ...written } = more as Record<string, string>;
    expect(fieldsOf(page.html)).toMatchObject({ name: filled.name, ...written });
    expect(await now()).toBeNull();
  });

  test('an id that another cycle has, open or closed', async () => {
    await open();
    const { page, faulty } = await sendFilled({ name: 'Another' });
    expect([page.status, faulty]).toEqual([422, ['id']]);
    expect(words(page)).toContain('Another cycle has this id: choose a different one.');
    await hedy.post(`${path}/close`, fieldsOf((await hedy.get(`${path}/close`)).html));
    const again = await sendFilled({ name: 'Another' });
    expect([again.page.status, words(again.page).includes('This cycle is closed.')]).toEqual([409, true]);
    expect((await now())?.name).toBe('Annual review 2026');
  });
});

describe('an open cycle', () => {
  test('can be changed, and its page shows what changed', async () => {
    await open();
    const fields = fieldsOf((await hedy.get(path)).html);
    const sent = { ...fields, name: 'Annual 2026', 'windows.sign-off.from': '', 'windows.sign-off.to': '' };
    expect((await hedy.post(path, sent)).location).toBe(`${path}?done=changed`);
    expect(await now()).toMatchObject({
      name: 'Annual 2026',
      windows: { calibration: cycleInput().windows.calibration },
    });
    expect(words(await hugo.get(path))).toContain(
      'The name is now Annual 2026, was Annual review 2026. The window of Sign-off is now none, was 1 November 2026 to 15 December 2026. By Hedy Hr',
    );
  });

  test('is not changed by a form that is sent as it was', async () => {
    await open();
    const before = await now();
    const page = await hedy.post(path, fieldsOf((await hedy.get(path)).html));
    expect([page.status, words(page).includes('Nothing was changed: the record says this already.')]).toEqual([
      409,
      true,
    ]);
    expect(await now()).toEqual(before);
  });

  test('refuses to change a window that has ended', async () => {
    await open();
    const fields = fieldsOf((await hedy.get(path)).html);
    const page = await hedy.post(path, { ...fields, 'windows.calibration.to': '2026-03-31' });
    expect([page.status, page.html.includes('id="f-windows-calibration-from-fault"')]).toEqual([422, true]);
    expect(words(page)).toContain('This window has ended: keep it from 1 February 2026 to 28 February 2026.');
  });

  test('keeps the changes of a colleague when a form that was opened earlier is saved again', async () => {
    await open();
    const seen = fieldsOf((await hugo.get(path)).html);
    await hedy.post(path, { ...seen, key: 'hedys', joinUntil: '2026-10-31' });
    const late = await hugo.post(path, { ...seen, name: 'Annual 2026' });
    expect(late.status).toBe(412);
    expect(words(late)).toContain('The last day for joining is now 31 October 2026, was 30 September 2026: Hedy Hr');
    expect((await hugo.post(path, fieldsOf(late.html))).status).toBe(303);
    expect(await now()).toMatchObject({ name: 'Annual 2026', joinUntil: '2026-10-31', version: 3 });
  });

  test('is closed on a page that shows its open cases', async () => {
    await open();
    const caseId = await putCase();
    const ask = await hedy.get(`${path}/close`);
    expect(words(ask)).toMatch(
      /nobody can change it or open it again\..*1 case is open\. Erin Engineer, L2 to L3 Portfolio, due 1 April 2026/,
    );
    expect(linksOf(ask)).toContain(`/cases/${caseId}`);
    expect((await now())?.closedAt).toBeNull();
    const sent = fieldsOf(ask.html);
    expect((await hedy.post(`${path}/close`, sent)).location).toBe(`${path}?done=closed`);
    expect((await hedy.post(`${path}/close`, sent)).location).toBe(`${path}?done=closed`);
    const page = await hedy.get(`${path}?done=closed`);
    expect(words(page)).toMatch(/The cycle is closed\..*Closed on 2 March 2026\..*1 case is open\..*By Hedy Hr/);
    expect(page.html).not.toContain(`action="${path}"`);
  });

  test('is not closed if it changed after the person opened the page', async () => {
    await open();
    const ask = await hedy.get(`${path}/close`);
    await hugo.post(path, { ...fieldsOf((await hugo.get(path)).html), name: 'Annual 2026' });
    const late = await hedy.post(`${path}/close`, fieldsOf(ask.html));
    expect([late.status, words(late).includes('This cycle has changed since you read it.')]).toEqual([412, true]);
    expect((await now())?.closedAt).toBeNull();
    expect((await hedy.post(`${path}/close`, fieldsOf(late.html))).status).toBe(303);
  });
});

test('the name of a cycle is escaped on every page', async () => {
  const name = '"\'></title><script>alert(1)</script><img src=x onerror=alert(2)>&lt;';
  await open({ name });
  for (const address of ['/hr/cycles', path, `${path}/close`]) {
    const { html } = await hugo.get(address);
    expect([address, /<script|<img/i.test(html), asText(html).includes(name)]).toEqual([address, false, true]);
  }
  const { html } = await (await site.visitor('erin-engineer')).get('/cycles');
  expect([/<script|<img/i.test(html), asText(html).includes(name)]).toEqual([false, true]);
});
