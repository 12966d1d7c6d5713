import { afterAll, beforeAll, expect, test } from 'vitest';
import { type HrVisitor, hrVisitor } from './hr.ts';
import { fieldsOf, type Page, type Site, startSite, wordsOf } from './visit.ts';

let site: Site;
let erin: HrVisitor;
let hugo: HrVisitor;
beforeAll(async () => {
  site = await startSite({});
  [erin, hugo] = await Promise.all([hrVisitor(site, 'erin-engineer'), hrVisitor(site, 'hugo-hr')]);
});
afterAll(() => site.stop());

const path = '/hr/leave';
const words = ({ html }: Page) => wordsOf(html);
async function ask(fields: Record<string, string>): Promise<Page> {
  const { html } = await erin.get(path);
  const form = html.split(/(?=<form )/).find((part) => part.includes('name="from"')) ?? '';
  return erin.post(path, { ...fieldsOf(form), ...fields });
}

test('an engineer asks for leave on the page, follows it, and HR enters it', async () => {
  expect((await (await site.visitor('erin-engineer')).get('/away')).html).toContain(`href="${path}"`);
  const asked = await ask({ from: '2026-03-10', to: '2026-03-20', deputyId: 'tess-lead' });
  expect([asked.status, asked.location]).toEqual([303, `${path}?done=asked`]);
  const page = await erin.get(`${path}?done=asked`);
  expect(words(page)).toContain('HR is asked.');
  expect(words(page)).toContain('Away from 10 March 2026 to 20 March 2026, while Tess Lead acts for them.');
  const proposal = /href="(\/hr\/proposals\/[^"]+)"/.exec(page.html)?.[1] ?? '';
  expect(words(await erin.get(proposal))).toContain('Waits for a second person');
  const seen = await hugo.get(proposal);
  expect(words(seen)).toContain('Leave of Erin Engineer');
  expect(words(seen)).toContain('Cases follow when the leave begins, each within an hour');
  expect(words(seen)).not.toContain('The change is made at once.');
  expect((await hugo.command(seen, proposal, 'confirm')).status).toBe(303);
  expect(words(await erin.get(path))).toMatch(/What HR knows of From 10 March 2026 to 20 March 2026/);
  expect(words(await hugo.get('/hr/people/erin-engineer'))).toContain('Away is now from 10 March 2026');
});

test('they can ask to take it out again, and withdraw that', async () => {
  const page = await erin.get(path);
  const drop = page.html.split(/(?=<form )/).find((part) => part.includes('name="drop"')) ?? '';
  expect((await erin.post(path, fieldsOf(drop))).status).toBe(303);
  const after = await erin.get(path);
  expect(words(after)).toContain('No longer away from 10 March 2026 to 20 March 2026');
  const proposal = /href="(\/hr\/proposals\/[^"]+)"/.exec(after.html)?.[1] ?? '';
  expect((await erin.command(await erin.get(proposal), proposal, 'withdraw')).status).toBe(303);
  expect(words(await erin.get(path))).not.toContain('What waits for HR');
});

test.each<[string, Record<string, string>, string]>([
  ['without a first day', { from: '', to: '2026-04-02' }, 'First day'],
  ['with days that are taken', { from: '2026-03-15', to: '2026-03-16' }, 'each day in one of them'],
  ['that ends before it begins', { from: '2026-05-02', to: '2026-05-01' }, 'not before the first one'],
])('a request %s comes back with what was written', async (_what, fields, said) => {
  const page = await ask(fields);
  expect(page.status).toBe(422);
  expect(words(page)).toContain(said);
  if (fields.from) expect(page.html).toContain(`value="${fields.from}"`);
});

test('HR enters leave in the form of a person, and a line that cannot be read is a fault there', async () => {
  const form = '/hr/people/eli-engineer';
  const fields = fieldsOf((await hugo.get(form)).html);
  const refused = await hugo.post(form, { ...fields, leave: '2026-03-10 until 2026-03-12' });
  expect([refused.status, words(refused)]).toEqual([422, expect.stringContaining('Away: Write each time')]);
  const saved = await hugo.post(form, { ...fields, leave: '2026-03-10/2026-03-12 tess-lead\n2026-06-01' });
  expect(saved.status).toBe(303);
  expect(fieldsOf((await hugo.get(form)).html).leave).toBe('2026-03-10/2026-03-12 tess-lead\n2026-06-01/2026-06-01');
});
