import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadPerson } from '#shared/store/directory.ts';
import { patchOp, type ScimClient, scimOn } from '#test/scim/client.ts';
import { linksOf } from './crawl.ts';
import { fieldsOfCommand, type HrVisitor, hrVisitor } from './hr.ts';
import { fieldsOf, type Page, type Site, startSite, wordsOf } from './visit.ts';

/** What identity systems pushed, as HR sees it and decides on it. */

let site: Site;
let scim: ScimClient;
let hugo: HrVisitor;
let hedy: HrVisitor;
beforeAll(async () => {
  site = await startSite({});
  scim = await scimOn(site.world);
  [hugo, hedy] = await Promise.all([hrVisitor(site, 'hugo-hr'), hrVisitor(site, 'hedy-hr')]);
});
afterAll(() => site.stop());

const words = ({ html }: Page) => wordsOf(html);
const path = '/hr/scim';
const active = (id: string, is: boolean) =>
  scim.send('PATCH', `/Users/${id}`, patchOp({ op: 'replace', path: 'active', value: is }));
const record = (id: string) => loadPerson(site.world.outside.table, id);

test('nothing waits at first, and the list of people leads there', async () => {
  expect(words(await hugo.get(path))).toContain('Nothing waits.');
  const { cookie } = await site.visitor('hugo-hr');
  const people = await site.app.request(`${site.origin}/people`, { headers: { cookie } });
  expect(await people.text()).toContain(`href="${path}"`);
});

test('HR reads who is said to have left, turns it into a proposal, and another person of HR confirms it', async () => {
  const tess = await site.visitor('tess-lead');
  expect((await tess.get('/')).status).toBe(200);
  await active('tess-lead', false);
  expect((await tess.get('/')).location).toContain('/sign-in');
  const page = await hugo.get(path);
  expect(words(page)).toContain('Tess Lead Does not work here any more.');
  expect(words(page)).toContain('they cannot sign in until HR decides');
  expect(words(page)).toContain('By the machine identity-system, since');
  expect(linksOf(page)).toContain('/hr/people/tess-lead?pushed=yes');
  const form = await hugo.get('/hr/people/tess-lead?pushed=yes');
  const fields = fieldsOf(form.html);
  expect([fields.active, fields.name]).toEqual(['no', 'Tess Lead']);
  expect(fieldsOf((await hugo.get('/hr/people/tess-lead')).html).active).toBe('yes');
  const proposed = await hugo.post('/hr/people/tess-lead', { ...fields, reason: 'She has left.' });
  expect(proposed.location).toContain('/hr/proposals/');
  const proposal = (proposed.location ?? '').split('?')[0] ?? '';
  const confirm = fieldsOfCommand(await hedy.get(proposal), 'confirm');
  expect((await hedy.post(proposal, { ...confirm, type: 'confirm' })).status).toBe(303);
  expect((await record('tess-lead'))?.active).toBe(false);
  expect(words(await hugo.get(path))).toContain('Nothing waits.');
  const history = words(await hugo.get('/hr/people/tess-lead'));
  expect(history).toContain('the machine identity-system ended everything that was open, and kept the person out.');
  expect(history).toContain('Hedy Hr let the person in again.');
});

test('HR sets a push aside with a reason, and without one is told so', async () => {
  await active('omar-odc', false);
  const form = fieldsOfCommand(await hugo.get(path), 'set-aside');
  const empty = await hugo.post(path, { ...form, reason: ' ' });
  expect([empty.status, words(empty)]).toEqual([422, expect.stringContaining('Say why')]);
  expect((await hugo.post(path, { ...form, reason: 'He is on leave.' })).status).toBe(303);
  expect(words(await hugo.get(path))).toContain('Nothing waits.');
  expect((await scim.send('GET', '/Users/omar-odc')).body.active).toBe(true);
  const history = words(await hugo.get('/hr/people/omar-odc'));
  expect(history).toContain('Pushed, and waits for HR: Does not work here any more.');
  expect(history).toContain('Set aside what was pushed: whether they work here. Why: He is on leave.');
  // The page was drawn before that.
  const late = await hedy.post(path, { ...form, key: 'another', reason: 'Late.' });
  expect([late.status, words(late)]).toEqual([412, expect.stringContaining('has changed since you read it')]);
});

test('HR completes and confirms somebody who joined', async () => {
  const joiner = { userName: 'nina@example.com', displayName: 'Nina New', emails: [{ value: 'nina@example.com' }] };
  await scim.send('POST', '/Users', joiner);
  const first = await hugo.get(path);
  expect(words(first)).toContain('Joined by the machine identity-system on');
  expect(words(first)).toContain('complete their record');
  expect(words(await hugo.get('/hr/people/nina-new'))).toContain('came from an identity system');
  const fields = fieldsOf((await hugo.get('/hr/people/nina-new')).html);
  await hugo.post('/hr/people/nina-new', { ...fields, team: 'Harbour', odc: 'North' });
  const form = fieldsOfCommand(await hugo.get(path), 'confirm-address');
  expect((await hugo.post(path, form)).status).toBe(303);
  expect(words(await hugo.get(path))).toContain('Nothing waits.');
  expect(words(await hugo.get('/hr/people/nina-new'))).toContain('will be theirs');
});

test('HR finds by name of whom something waits, and what is refused leaves them on the page of that person', async () => {
  await Promise.all(['olga-odc', 'omar-odc'].map((id) => active(id, false)));
  const all = words(await hugo.get(path));
  expect([all.includes('Olga Odc'), all.includes('Omar Odc')]).toEqual([true, true]);
  const typed = new URLSearchParams({ personId: '', 'personId.~q': 'oma', 'personId.~was': '', find: 'personId' });
  const found = await hugo.get(`${path}?${typed}`);
  expect(words(found)).toContain('1 found for ‘oma’. Choose above.');
  const chosen = new URLSearchParams({ personId: 'omar-odc', 'personId.~q': 'oma', 'personId.~was': 'oma' });
  const one = await hugo.get(`${path}?${chosen}`);
  expect(linksOf(one).filter((link) => link.endsWith('?pushed=yes'))).toEqual(['/hr/people/omar-odc?pushed=yes']);
  const refused = await hugo.post(path, { ...fieldsOfCommand(one, 'set-aside'), reason: '' });
  expect(refused.status).toBe(422);
  expect(linksOf(refused).filter((link) => link.endsWith('?pushed=yes'))).toEqual(['/hr/people/omar-odc?pushed=yes']);
  expect(words(await hugo.get(`${path}?personId=erin-engineer`))).toContain('Nothing of this person waits.');
  await Promise.all(['olga-odc', 'omar-odc'].map((id) => active(id, true)));
});

test('nobody decides on what concerns themselves, and nobody but HR sees the page', async () => {
  await scim.send(
    'PATCH',
    '/Users/hugo-hr',
    patchOp({ op: 'replace', path: 'emails', value: [{ value: 'h@example.com' }] }),
  );
  const page = await hugo.get(path);
  expect(words(page)).toContain('Another person of HR decides on what concerns you.');
  expect(fieldsOfCommand(page, 'set-aside')).toEqual({});
  const form = fieldsOfCommand(await hedy.get(path), 'set-aside');
  expect((await hugo.post(path, { ...form, reason: 'Mine.' })).status).toBe(403);
  const lena = await hrVisitor(site, 'lena-senior');
  expect((await lena.get(path)).status).toBe(403);
  expect((await lena.post(path, { ...form, reason: 'Why not.' })).status).toBe(403);
});
