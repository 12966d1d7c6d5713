import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadCalendars } from '#shared/store/calendars.ts';
import { person, smallOrganisation } from '#test/support/people.ts';
import { startWorld } from '#test/support/world.ts';
import { linksOf } from './crawl.ts';
import { type HrVisitor, hrVisitor } from './hr.ts';
import { fieldsOf, type Page, type Site, startSite, wordsOf } from './visit.ts';

let site: Site;
let hugo: HrVisitor;
let hedy: HrVisitor;
beforeAll(async () => {
  const elsewhere = ['São Paulo / Sul', 'East', 'West', 'South'].map((odc, at) => person(`one-${at}`, { odc }));
  site = await startSite({}, await startWorld([...smallOrganisation, ...elsewhere]));
  [hugo, hedy] = [await hrVisitor(site, 'hugo-hr'), await hrVisitor(site, 'hedy-hr')];
});
afterAll(() => site.stop());

const words = ({ html }: Page) => wordsOf(html);
const stored = async (odc: string) => (await loadCalendars(site.world.outside.table))[odc];

test('HR finds every ODC, creates and changes its calendar, and the page shows what changed', async () => {
  const list = await hugo.get('/hr/calendars');
  expect(linksOf(list)).toEqual(
    expect.arrayContaining(['/hr/calendars/North', `/hr/calendars/${encodeURIComponent('São Paulo / Sul')}`]),
  );
  expect(words(list)).toContain(
    'North No calendar yet: Monday to Friday in the time zone of the company, without holidays.',
  );

  const path = '/hr/calendars/North';
  const first = fieldsOf((await hugo.get(path)).html);
  expect(first).toMatchObject({ timeZone: 'UTC', 'weekend.6': 'yes', 'weekend.7': 'yes', holidays: '', version: '' });
  const sent = await hugo.post(path, {
    ...first,
    timeZone: ' Europe/Lisbon ',
    holidays: '2026-06-10\r\n\r\n 2026-04-25',
  });
  expect([sent.status, sent.location]).toEqual([303, `${path}?done=yes`]);
  expect(await stored('North')).toEqual({
    odc: 'North',
    timeZone: 'Europe/Lisbon',
    weekend: [6, 7],
    holidays: ['2026-04-25', '2026-06-10'],
    version: 1,
  });

  const { 'weekend.7': _sunday, ...second } = fieldsOf((await hedy.get(path)).html);
  expect(second.holidays).toBe('2026-04-25\n2026-06-10');
  await hedy.post(path, { ...second, 'weekend.5': 'yes', holidays: '2026-06-10\n2026-12-25' });
  expect(await stored('North')).toMatchObject({ weekend: [5, 6], version: 2 });
  const page = await hedy.get(`${path}?done=yes`);
  expect(words(page)).toContain('The calendar is saved.');
  expect(words(page)).toMatch(
    /The record holds\..*Days off in every week are now Friday and Saturday, were Saturday and Sunday\. Holidays added: 25 December 2026\. Holidays removed: 25 April 2026\. By Hedy Hr .*The calendar was created\. By Hugo Hr/,
  );
  expect(words(await hugo.get('/hr/calendars'))).toContain(
    'North Europe/Lisbon. Off every week: Friday and Saturday. 2 holidays.',
  );
});

test('an ODC with special characters in its name has a page', async () => {
  const path = `/hr/calendars/${encodeURIComponent('São Paulo / Sul')}`;
  const fields = fieldsOf((await hugo.get(path)).html);
  expect((await hugo.post(path, { ...fields, timeZone: 'America/Sao_Paulo' })).location).toBe(`${path}?done=yes`);
  expect(await stored('São Paulo / Sul')).toMatchObject({ timeZone: 'America/Sao_Paulo' });
});

test('an invalid calendar comes back filled in, with each fault beside its field, and nothing is stored', async () => {
  const path = '/hr/calendars/East';
  const fields = fieldsOf((await hugo.get(path)).html);
  const week = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((day) => [`weekend.${day}`, 'yes']));
  const shape = await hugo.post(path, { ...fields, ...week, holidays: '2026-12-25\n30 February' });
  expect(shape.status).toBe(422);
  expect(words(shape)).toContain('“30 February” is not a day: write it like 2026-12-25.');
  expect(words(shape)).toContain('Leave at least one working day in the week.');
  expect(fieldsOf(shape.html).holidays).toBe('2026-12-25\n30 February');
  const zone = await hugo.post(path, { ...fields, timeZone: 'Mars/Base' });
  expect(zone.status).toBe(422);
  expect(zone.html).toContain('id="f-timeZone-fault"');
  expect(words(zone)).toContain('Give the name of a time zone, such as Europe/Lisbon or Asia/Ho_Chi_Minh.');
  expect(await stored('East')).toBeUndefined();
});

test('changes that a colleague saved meanwhile are shown and kept, and saving again keeps both', async () => {
  const path = '/hr/calendars/West';
  const fields = fieldsOf((await hugo.get(path)).html);
  await hedy.post(path, { ...fieldsOf((await hedy.get(path)).html), timeZone: 'America/Sao_Paulo' });
  const late = await hugo.post(path, { ...fields, holidays: '2026-09-07' });
  expect(late.status).toBe(412);
  expect(words(late)).toContain('The calendar was created: Hedy Hr, 2 March 2026');
  expect((await hugo.post(path, fieldsOf(late.html))).status).toBe(303);
  const both = { timeZone: 'America/Sao_Paulo', holidays: ['2026-09-07'], version: 2 };
  expect(await stored('West')).toMatchObject(both);

  const again = await hugo.post(path, { ...fields, version: '1', holidays: '' });
  expect(again.status).toBe(412);
  expect(words(again)).toContain('Holidays added: 7 September 2026: Hugo Hr');
  expect(await stored('West')).toMatchObject(both);
});

test('a calendar that is sent twice is stored once', async () => {
  const path = '/hr/calendars/South';
  const fields = { ...fieldsOf((await hugo.get(path)).html), timeZone: 'Asia/Ho_Chi_Minh' };
  expect([(await hugo.post(path, fields)).status, (await hugo.post(path, fields)).status]).toEqual([303, 303]);
  expect(await stored('South')).toMatchObject({ version: 1 });
});

test('a calendar that is sent as it is stored changes nothing, and its page says so', async () => {
  const path = '/hr/calendars/South';
  await hugo.post(path, { ...fieldsOf((await hugo.get(path)).html), timeZone: 'Asia/Bangkok' });
  const before = await stored('South');
  const page = await hugo.post(path, fieldsOf((await hugo.get(path)).html));
  expect([page.status, words(page).includes('Nothing was changed: the record says this already.')]).toEqual([
    409,
    true,
  ]);
  expect(await stored('South')).toEqual(before);
});
