import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fileLimits } from '#shared/contract/file-names.ts';
import { makeExport } from '#shared/importing/export.ts';
import { workOnImport } from '#shared/importing/work.ts';
import { loadPerson } from '#shared/store/directory.ts';
import { linksOf } from './crawl.ts';
import { fieldsOfCommand, type HrVisitor, hrVisitor } from './hr.ts';
import { fieldsOf, type Page, type Site, startSite, wordsOf } from './visit.ts';

/** HR's pages of files of people. test/importing has what a file does. */

let site: Site;
let hugo: HrVisitor;
let hedy: HrVisitor;
beforeAll(async () => {
  site = await startSite({});
  [hugo, hedy] = await Promise.all([hrVisitor(site, 'hugo-hr'), hrVisitor(site, 'hedy-hr')]);
});
afterAll(() => site.stop());

const words = ({ html }: Page) => wordsOf(html);

/** Chooses a file and sends the form, as a browser does. */
async function send(
  content: string | null,
  ticks: Record<string, string> = {},
  { who = hugo, name = 'joiners.csv' } = {},
): Promise<Page> {
  const form = new FormData();
  const { key = '' } = fieldsOf((await who.get('/hr/imports')).html);
  form.set('key', key);
  for (const [name, value] of Object.entries(ticks)) form.set(name, value);
  form.set('file', new File(content === null ? [] : [content], content === null ? '' : name, { type: 'text/csv' }));
  const request = new Request('http://localhost', { method: 'POST', body: form });
  const headers = { origin: site.origin, 'content-type': request.headers.get('content-type') ?? '' };
  return who.send('/hr/imports', { method: 'POST', headers, body: await request.arrayBuffer() });
}

async function worked(path: string): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await workOnImport(site.world.outside, path.split('/').at(-1) ?? '');
}

async function checked(content: string, ticks: Record<string, string> = {}): Promise<string> {
  const { status, location } = await send(content, ticks);
  expect([status, location]).toEqual([303, expect.stringMatching(/^\/hr\/imports\/imp_/)]);
  await worked(location!);
  return location!;
}

const head = 'Name,Mail,Team,ODC,Shoe size';

test('HR sends a file, reads what it does, proposes it, and a second person confirms it', async () => {
  const begun = await send([head, 'Nina New,nina@example.com,Harbour,North,38'].join('\n'));
  const path = begun.location!;
  expect(words(await hugo.get(path))).toContain('The file is being checked.');
  await worked(path);
  const page = await hugo.get(path);
  for (const said of [
    'Checked, not carried out',
    '1 person is added.',
    'These columns were not read: E (Shoe size).',
    'Nina New nina-new, row 2',
  ])
    expect(words(page)).toContain(said);
  const unsaid = await hugo.post(path, { ...fieldsOf(page.html), reason: '' });
  expect([unsaid.status, words(unsaid)]).toEqual([422, expect.stringContaining('Say why, for the second person')]);
  const { status, location } = await hugo.post(path, { ...fieldsOf(page.html), reason: 'Joiners of March.' });
  expect([status, location]).toEqual([303, expect.stringMatching(/^\/hr\/proposals\/prop_/)]);
  const proposal = location!.split('?')[0]!;
  expect(words(await hugo.get(path))).toContain('Hugo Hr proposes to carry it out.');
  const shown = await hedy.get(proposal);
  for (const said of ['File of people ‘joiners.csv’', '1 person is added.', 'Joiners of March.'])
    expect(words(shown)).toContain(said);
  expect(linksOf(shown)).toContain(path);
  expect((await hedy.post(proposal, fieldsOfCommand(shown, 'confirm'))).status).toBe(303);
  expect(words(await hugo.get(path))).toContain('Carried out so far: 0 of 1');
  await worked(path);
  expect(words(await hugo.get(path))).toContain('1 row was carried out.');
  expect(words(await hedy.get(proposal))).toContain('has carried out what it could');
  expect(await loadPerson(site.world.outside.table, 'nina-new')).toMatchObject({ name: 'Nina New', team: 'Harbour' });
  expect(words(await hugo.get('/hr/imports'))).toContain('joiners.csv Carried out');
});

describe('a file that cannot be carried out', () => {
  test('shows its faults by row and column, and no form', async () => {
    const path = await checked(
      [head, 'Noah New,no address,Harbour,North,', 'Nora New,nora@example.com,Nowhere,North,'].join('\n'),
    );
    const page = await hugo.get(path);
    expect(words(page)).toContain('Row 2, column B (Mail): Give a mail address, such as ada@example.com.');
    expect(page.html).not.toContain('name="reason"');
  });

  test('says a fault of many rows once, with the name and the rows', async () => {
    const row = (at: number) => `Nina ${at},nina-${at}@example.com,Nowhere,North,engineer`;
    const of = (count: number) =>
      ['Name,Mail,Team,ODC,Roles', ...Array.from({ length: count }, (_, at) => row(at))].join('\n');
    const said = async (count: number) => words(await hugo.get(await checked(of(count))));
    expect(await said(3)).toContain('Rows 2, 3 and 4, column C (Team): No team is called ‘Nowhere’');
    expect(await said(26)).toContain('Rows 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 16 more, column C (Team)');
  });

  test('says which columns it could not read, so that a missing one can be found', async () => {
    const page = await hugo.get(
      await checked('Name;E-Mail-Adresse;Team;ODC;Roles\nRené New;r@example.com;Harbour;North;engineer'),
    );
    expect(words(page)).toContain('No heading says who a row is about');
    expect(words(page)).toContain('These columns were not read: B (E-Mail-Adresse).');
  });

  test('comes back if none was chosen, with what was ticked', async () => {
    const page = await send(null, { 'says.isFull': 'yes' });
    expect([page.status, words(page)]).toEqual([422, expect.stringContaining('Choose a file')]);
    expect(fieldsOf(page.html)).toMatchObject({ 'says.isFull': 'yes' });
  });

  test('that is empty is not taken for none', async () => {
    const page = await send('');
    expect([page.status, words(page)]).toEqual([422, expect.stringContaining('This file is empty.')]);
  });

  test('whose name has hidden characters, which a list would show in another order, is refused at its field', async () => {
    const page = await send(head, {}, { name: 'people\u202evsc.csv' });
    expect([page.status, words(page)]).toEqual([422, expect.stringContaining('Give the file another name')]);
    expect(page.html).toMatch(/<input id="f-file"[^>]*aria-invalid="true"/);
  });
  test('that is too large is refused with what to do', async () => {
    const page = await send(`${head}\n${'x'.repeat(fileLimits.uploadBytes + 8192)}`);
    expect([page.status, words(page)]).toEqual([413, expect.stringContaining('Pack it with gzip')]);
  });
});

test('whoever is missing from a file of everybody is listed as somebody who may have left', async () => {
  const path = await checked([head, 'Erin Engineer,erin-engineer@example.com,Harbour,North,'].join('\n'), {
    'says.isFull': 'yes',
  });
  const page = await hugo.get(`${path}?list=absent`);
  expect(words(page)).toContain('have they left?');
  expect(linksOf(page)).toContain('/hr/people/eli-engineer');
});

test('HR gets a file of everybody, and an empty one with all headings', async () => {
  const { key = '' } = fieldsOf((await hugo.get('/hr/imports')).html);
  const { status, location } = await hugo.post('/hr/exports', { key });
  expect([status, location]).toEqual([303, expect.stringMatching(/^\/hr\/exports\/exp_/)]);
  expect(words(await hugo.get(location!))).toContain('The file is being made.');
  expect((await hugo.get(`${location}/people.csv`)).status).toBe(404);
  await makeExport(site.world.outside, location!.split('/').at(-1)!);
  expect(linksOf(await hugo.get(location!))).toContain(`${location}/people.csv`);
  const answer = await site.hr.request(`${site.origin}${location}/people.csv`, { headers: { cookie: hugo.cookie } });
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="people.csv"');
  expect(String(gunzipSync(await answer.arrayBuffer()))).toContain('erin-engineer@example.com');
  const template = await site.hr.request(`${site.origin}/hr/imports/template.csv`, {
    headers: { cookie: hugo.cookie },
  });
  expect((await template.text()).trim()).toMatch(/^\ufeff?Id,Name,Mail,/);
});
