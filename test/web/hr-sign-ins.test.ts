import { afterAll, beforeAll, expect, test } from 'vitest';
import { enter } from '#shared/identity/first-sign-in.ts';
import { signInOf } from '#test/support/sign-ins.ts';
import { linksOf } from './crawl.ts';
import { type HrVisitor, hrVisitor } from './hr.ts';
import { fieldsOf, type Page, type Site, startSite, wordsOf } from './visit.ts';

/** How people sign in, as HR sees it. */

let site: Site;
let hugo: HrVisitor;
let hedy: HrVisitor;
beforeAll(async () => {
  site = await startSite({});
  [hugo, hedy] = await Promise.all([hrVisitor(site, 'hugo-hr'), hrVisitor(site, 'hedy-hr')]);
});
afterAll(() => site.stop());

const words = ({ html }: Page) => wordsOf(html);
const come = (subject: string, value: string) =>
  enter(
    site.world.outside,
    { issuer: 'https://login.example.com/', subject, claim: 'email', value },
    { isVerified: true, requestId: 'test' },
  );

test('the page of a person says whether they have signed in, and how', async () => {
  const path = '/hr/people/eli-engineer';
  expect(words(await hugo.get(path))).toContain('Eli Engineer has never signed in.');
  await come('sub-eli', 'eli-engineer@example.com');
  const page = words(await hugo.get(path));
  expect(page).toContain('of https://login.example.com/, found by email, since');
  expect(page).toContain('Eli Engineer signed in for the first time by this account.');
});

test('HR proposes to end a sign-in with a reason, another person of HR confirms it, and the person is out at once', async () => {
  const id = 'erin-engineer';
  const erin = await site.visitor(id);
  const signIn = await signInOf(site.world.outside, id);
  const path = `/hr/people/${id}/sign-ins/${signIn}`;
  expect(linksOf(await hugo.get(`/hr/people/${id}`))).toContain(path);
  const form = fieldsOf((await hugo.get(path)).html);
  const refused = await hugo.post(path, { ...form, reason: ' ' });
  expect([refused.status, words(refused)]).toEqual([422, expect.stringContaining('Say why, for the second person')]);
  const proposed = await hugo.post(path, { ...form, reason: 'The laptop was stolen.' });
  expect([proposed.status, (await erin.get('/')).status]).toEqual([303, 200]);
  const proposal = (proposed.location ?? '').split('?')[0] ?? '';
  const page = await hedy.get(proposal);
  expect(words(page)).toContain('counts no more.');
  expect(words(page)).toContain('It ends a way in which a person signs in.');
  expect((await hedy.post(proposal, { ...fieldsOf(page.html), type: 'confirm' })).status).toBe(303);
  expect((await erin.get('/')).location).toContain('/sign-in');
  const after = words(await hugo.get(`/hr/people/${id}`));
  expect(after).toContain('ended');
  expect(after).toContain('Hedy Hr ended it.');
  expect(words(await hugo.get(path))).not.toContain('Propose to end it');
  expect((await hugo.get(`/hr/people/${id}/sign-ins/${'0'.repeat(32)}`)).status).toBe(404);
});

test('nobody of HR ends their own sign-in, and nobody else sees these pages', async () => {
  const own = await signInOf(site.world.outside, 'hugo-hr');
  expect(linksOf(await hugo.get('/hr/people/hugo-hr'))).not.toContain(`/hr/people/hugo-hr/sign-ins/${own}`);
  const path = `/hr/people/hugo-hr/sign-ins/${own}`;
  const form = fieldsOf((await hugo.get(path)).html);
  expect((await hugo.post(path, { ...form, reason: 'Mine.' })).status).toBe(403);
  const tess = await hrVisitor(site, 'tess-lead');
  for (const address of ['/hr/sign-ins', path]) expect((await tess.get(address)).status).toBe(403);
});

test('accounts that were not let in are listed with what HR can do', async () => {
  expect(words(await hugo.get('/hr/sign-ins'))).toContain('Nobody was refused.');
  await come('sub-other', 'eli-engineer@example.com');
  await come('sub-nobody', 'nobody@example.com');
  const page = await hugo.get('/hr/sign-ins');
  expect(words(page)).toContain('eli-engineer@example.com: the person comes in by another account.');
  expect(words(page)).toContain('nobody@example.com: nobody in the directory has this mail address.');
  expect(linksOf(page)).toContain('/hr/people/eli-engineer');
});
