import { afterAll, beforeAll, expect, test } from 'vitest';
import { pickerPolicy } from '#functions/runtime/headers.ts';
import { PeoplePage } from '#functions/web/views/people.tsx';
import { person } from '#test/support/people.ts';
import { caseAt } from './cases.ts';
import { fieldsOf, type Site, startSite, type Visitor, wordsOf } from './visit.ts';

/** People are searched on the page of all people, and in every form that names somebody. */

let site: Site;
beforeAll(async () => {
  site = await startSite({});
  for (let at = 0; at < 25; at++)
    await site.change(
      person(`bo-${at}`, { name: `Bo Björk ${at}`, level: 'L4', team: 'Shore', odc: 'South', roles: ['odc-lead'] }),
    );
  const kims = { 1: 'Ann Kim', 2: 'Kim Ann', 3: 'Kimberly Ann', 4: 'Ann Kimberly', 5: 'Kim Zed' };
  for (const [at, name] of Object.entries(kims))
    await site.change(person(`kim-${at}`, { name, active: at !== '5', roles: ['engineer'] }));
});
afterAll(() => site.stop());

const idsIn = (html: string) => [...html.matchAll(/<span class="soft">([a-z0-9-]+)<\/span>/g)].map(([, id]) => id);
const optionsOf = (html: string, name: string) => {
  const [, options = ''] = new RegExp(`<select[^>]* name="${name}"[^>]*>([\\s\\S]*?)</select>`).exec(html) ?? [];
  return [...options.matchAll(/<option value="([^"]*)"/g)].map(([, value]) => value);
};

/** Presses the button to search, with what else the form has. */
async function search(visitor: Visitor, path: string, fields: Record<string, string>) {
  const form = await visitor.get(path);
  expect(form.headers.get('content-security-policy')).toBe(pickerPolicy);
  const answer = await visitor.send(path, {
    method: 'POST',
    headers: { origin: site.origin, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ ...fieldsOf(form.html), ...fields }).toString(),
  });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-security-policy')).toBe(pickerPolicy);
  return answer.html;
}

test('the page of all people finds them, 20 at a time, and goes on', async () => {
  const erin = await site.visitor('erin-engineer');
  const { html } = await erin.get('/people?q=bjork');
  expect(idsIn(html).length).toBe(20);
  const [, more = ''] = /href="(\/people\?q=bjork&amp;cursor=[^"]+)"/.exec(html) ?? [];
  expect(idsIn((await erin.get(more.replace('&amp;', '&'))).html).length).toBe(5);
  expect(wordsOf((await erin.get('/people?q=nobody')).html)).toContain('Nobody was found.');
  expect(idsIn((await erin.get('/people?team=shore&q=bo')).html).length).toBe(20);
});

test('only HR has the fields for role and ODC, and gets an answer to them', async () => {
  const [erin, hugo] = [await site.visitor('erin-engineer'), await site.visitor('hugo-hr')];
  expect((await erin.get('/people')).html).not.toContain('name="role"');
  expect((await erin.get('/people?role=hr')).status).toBe(403);
  expect((await hugo.get('/people')).html).toContain('name="role"');
  expect(idsIn((await hugo.get('/people?role=hr&odc=north')).html)).toEqual(['hedy-hr', 'hugo-hr']);
  expect((await hugo.get('/people?role=king')).status).toBe(400);
});

test('somebody of HR who is limited to several ODCs chooses one of them to search by role', async () => {
  const [own, other] = ['North', 'South'];
  await site.change(person('lars-limited', { roles: ['hr'], hrUnits: [own, other], odc: own }));
  await site.change(person('lotte-limited', { roles: ['hr'], hrUnits: [own], odc: own }));
  const [lars, lotte] = [await site.visitor('lars-limited'), await site.visitor('lotte-limited')];
  const page = await lars.get('/people?role=odc-lead&q=bo');
  expect(page.status).toBe(403);
  expect(wordsOf(page.html)).toContain('Search by role within one of your ODCs: North, South.');
  expect(page.html).toMatch(/<p class="fault" id="f-odc-fault">Choose one of your ODCs: North, South/);
  expect(page.html).not.toContain('Nobody was found');
  expect([optionsOf(page.html, 'odc'), fieldsOf(page.html.replace('method="get"', 'method="post"'))]).toMatchObject([
    ['', own, other],
    { q: 'bo', role: 'odc-lead' },
  ]);
  expect(idsIn((await lars.get('/people?role=odc-lead&q=bo&odc=South')).html).length).toBe(20);
  // An ODC of somebody else in the address is said beside the field too.
  expect((await lars.get('/people?odc=West')).html).toContain('f-odc-fault');
  // With one ODC that one is meant.
  expect((await lotte.get('/people?role=odc-lead')).status).toBe(200);
});

test('the list of everybody has 20 people on a page', async () => {
  const { html } = await (await site.visitor('erin-engineer')).get('/people');
  expect(idsIn(html).length).toBe(20);
});

test('who begins with the words comes first, and who has left last, on each page', async () => {
  const { html } = await (await site.visitor('erin-engineer')).get('/people?q=kim');
  expect(idsIn(html)).toEqual(['kim-2', 'kim-3', 'kim-1', 'kim-4', 'kim-5']);
});

test('a form of a step searches on its own page and keeps what was filled in, without a script', async () => {
  const { caseId } = await caseAt(site, 'sign-off');
  const hugo = await site.visitor('hugo-hr');
  const path = `/cases/${caseId}/steps/reassign`;
  const html = await search(hugo, path, {
    find: 'to',
    'to.~q': 'björk 7',
    reason: 'They are away.',
    slot: 'sign-off.odc-lead',
  });
  expect(optionsOf(html, 'to')).toEqual(['', 'bo-7']);
  expect(html).toContain('They are away.');
  expect(html).toMatch(/value="sign-off.odc-lead" checked/);
  // Whoever cannot take the part is there with the reason.
  const tess = await search(hugo, path, { find: 'to', 'to.~q': 'eli eng', slot: 'sign-off.odc-lead' });
  expect(tess).toMatch(/<option value="eli-engineer" disabled[^>]*>[^<]*: this part is for/);
  // Pressing the button of the form with a new name typed searches too, and decides nothing.
  const unsearched = await search(hugo, path, {
    'to.~q': 'björk 8',
    to: 'bo-7',
    reason: 'Away.',
    slot: 'sign-off.odc-lead',
  });
  expect(optionsOf(unsearched, 'to')).toEqual(['', 'bo-7', 'bo-8']);
  const done = await hugo.post(path, { ...fieldsOf(unsearched), to: 'bo-8', slot: 'sign-off.odc-lead' });
  expect(done.location).toBe(`/cases/${caseId}?done=reassign`);
});

test('a stand-in for a time away is found by name', async () => {
  await caseAt(site, 'sign-off');
  const tess = await site.visitor('tess-lead');
  const html = await search(tess, '/away', { find: 'to', 'to.~q': 'bjork 12', until: '2030-01-01' });
  expect(optionsOf(html, 'to')).toEqual(['', 'bo-12']);
  expect(html).toContain('value="2030-01-01"');
});

test('HR finds the lead of a person by name, and what was changed in the form is kept', async () => {
  const hugo = await site.visitor('hugo-hr');
  const path = '/hr/people/erin-engineer';
  const page = await site.hr.request(`${site.origin}${path}`, { headers: { cookie: hugo.cookie } });
  const form = fieldsOf(await page.text());
  const post = async (fields: Record<string, string>) =>
    (
      await site.hr.request(`${site.origin}${path}`, {
        method: 'POST',
        headers: { cookie: hugo.cookie, origin: site.origin, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ ...form, ...fields }).toString(),
      })
    ).text();
  const found = await post({ find: 'odcLeadId', 'odcLeadId.~q': 'bjork 3', name: 'Erin Other' });
  expect(optionsOf(found, 'odcLeadId')).toEqual(['', 'omar-odc', 'bo-3']);
  expect(found).toContain('value="Erin Other"');
  expect(found).toContain(`name="version" value="${form.version}"`);
  expect(await post({ find: 'techLeadId', 'techLeadId.~q': 'bjork 3' })).toContain(
    'they do not have the role tech lead',
  );
});

test('the page to open a case shows 20 engineers of a lead, goes on, and finds one by name', async () => {
  const tess = await site.visitor('tess-lead');
  const first = await tess.get('/open');
  const choices = (html: string) => [...html.matchAll(/name="opening" value="([^/"]+)/g)].map(([, id]) => id);
  expect(new Set(choices(first.html)).size).toBeGreaterThan(10);
  const found = await tess.get('/open?q=number+41');
  // Her own cases stay, and of the engineers it is the one.
  expect(choices(found.html).filter((id) => id !== 'tess-lead')).toEqual(['ada-number-41']);
  expect(wordsOf(first.html)).toContain('The next engineers');
});

test('the page says how far the search came, and goes on from there', async () => {
  const viewer = person('erin-engineer');
  const page = { person: viewer, people: [], next: 'abc', searchedTo: 'Bo Z', sought: { q: 'bo', team: 'Shore' } };
  const html = String(PeoplePage(page));
  expect(wordsOf(html)).toContain('Nobody was found so far. Searched up to Bo Z. Search on');
  expect(html).toContain('href="/people?q=bo&amp;team=Shore&amp;cursor=abc"');
});
