import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadPerson } from '#shared/store/directory.ts';
import { type HrVisitor, hrVisitor } from './hr.ts';
import { fieldsOf, type Page, type Site, startSite, wordsOf } from './visit.ts';

let site: Site;
let hugo: HrVisitor;
beforeAll(async () => {
  site = await startSite({});
  hugo = await hrVisitor(site, 'hugo-hr');
});
afterAll(() => site.stop());

const path = '/hr/places';
const words = ({ html }: Page) => wordsOf(html);
const adds = async (kind: string, name: string) =>
  hugo.post(path, { ...fieldsOf((await hugo.get(path)).html), kind, name });

test('HR adds a team, which the form of a person then offers; the page says who added it', async () => {
  const person = '/hr/people/erin-engineer';
  expect((await hugo.get(person)).html).not.toContain('<option value="Signal">');
  const added = await adds('team', 'Signal');
  expect([added.status, added.location]).toEqual([303, '/hr/places?done=yes']);
  const page = words(await hugo.get(added.location ?? ''));
  expect(page).toContain('It is added.');
  expect(page).toContain('Added teams: Signal. By Hugo Hr');
  const { html } = await hugo.get(person);
  expect(html).toContain('<option value="Signal">');
  expect((await hugo.post(person, { ...fieldsOf(html), team: 'Signal' })).status).toBe(303);
  expect(await loadPerson(site.world.outside.table, 'erin-engineer')).toMatchObject({ team: 'Signal' });
});

test('an ODC that HR adds gets a page for its calendar', async () => {
  expect((await hugo.get('/hr/calendars/Newport')).status).toBe(404);
  await adds('odc', 'Newport');
  expect((await hugo.get('/hr/calendars/Newport')).status).toBe(200);
});

test.each([
  ['', 'New One', 'kind', 'Choose one of the two'],
  ['team', ' ', 'name', 'Give a name'],
  ['team', 'HARBOUR ', 'name', 'Harbour is known already'],
])('kind %j and name %j are refused beside the field', async (kind, name, field, said) => {
  const page = await adds(kind, name);
  expect(page.status).toBe(422);
  expect(page.html).toContain(`id="f-${field}-fault"`);
  expect(words(page)).toContain(said);
});
