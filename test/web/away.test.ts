import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadHead } from '#shared/store/cases.ts';
import { loadEverybody } from '#shared/store/directory.ts';
import { caseAt } from './cases.ts';
import { fieldsOf, type Site, startSite, type Visitor, wordsOf } from './visit.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.stop());

const absence = { to: 'olga-odc', until: '2026-03-20', reason: 'leave' };

async function fill(visitor: Visitor, fields: Record<string, string>) {
  const form = { ...fieldsOf((await visitor.get('/away')).html), ...fields };
  return { form, page: await visitor.post('/away', form) };
}
const delegations = async (caseId: string) =>
  (await loadHead(site.world.outside.table, caseId))?.delegations.map(({ by, to, slots, until }) => [
    by,
    to,
    slots,
    until,
  ]);

test('a person who will be away can delegate all their cases to one person at once', async () => {
  const [one, two] = [await caseAt(site, 'portfolio'), await caseAt(site, 'sign-off')];
  const omar = await site.visitor('omar-odc');
  expect((await omar.get('/')).html).toContain('href="/away"');
  const asked = wordsOf((await omar.get('/away')).html);
  expect(asked).toContain('The 2 cases with a part of yours');
  const { form, page } = await fill(omar, absence);
  expect(page.status).toBe(200);
  expect(wordsOf(page.html)).toContain('Olga Odc can act for you in 2 cases.');
  const made = [['omar-odc', 'olga-odc', ['sign-off.odc-lead'], '2026-03-21T00:00:00.000Z']];
  expect(await delegations(one.caseId)).toEqual(made);
  expect(await delegations(two.caseId)).toEqual(made);
  expect((await omar.post('/away', form)).status).toBe(200);
  expect(await delegations(one.caseId)).toEqual(made);

  const olga = await site.visitor('olga-odc');
  const home = await olga.get('/');
  expect(wordsOf(home.html)).toMatch(/Sign off Ada Number \d+, L2 to L3, for Omar Odc/);
  expect(home.html).toContain(`/cases/${two.caseId}/steps/sign-off`);
});

test('a last day before the first is a fault of that field', async () => {
  await caseAt(site, 'sign-off');
  const omar = await site.visitor('omar-odc');
  for (const days of [
    { from: '2026-03-20', until: '2026-03-19' },
    { from: '', until: '2026-01-01' },
    { from: '2026-01-01', until: '2026-01-02' },
  ]) {
    const { page } = await fill(omar, { ...absence, ...days });
    expect(page.status).toBe(422);
    expect(page.html).toMatch(/href="#[^"]*until"/);
    expect(wordsOf(page.html)).toContain('Last day: Choose a day that is not before the first day');
  }
});

test('the page offers the people who can act, and says why a case could not be delegated', async () => {
  const { caseId } = await caseAt(site, 'sign-off');
  const tess = await site.visitor('tess-lead');
  const { html } = await tess.get('/away');
  const offered = [...html.matchAll(/<option value="([^"]+)"/g)].map(([, id]) => id);
  expect(offered).toContain('olga-odc');
  for (const id of ['tess-lead', 'erin-engineer', 'hugo-hr']) expect(offered).not.toContain(id);
  // Omar signs this case himself, so he cannot also sign for Tess.
  const { page } = await fill(tess, { ...absence, to: 'omar-odc' });
  expect(page.status).toBe(422);
  expect(wordsOf(page.html)).toContain(
    'Nothing was delegated: they have another part in this case, and nobody fills two.',
  );
  // The form comes back with what was written.
  expect(page.html).toContain(absence.reason);
  const self = await fill(tess, { ...absence, to: 'tess-lead' });
  expect(wordsOf(self.page.html)).toContain('name another person: these parts are yours.');
  expect(await delegations(caseId)).toEqual([]);
});

test('a person with many cases delegates some of them with each request, and goes on until all are', async () => {
  for (let at = 0; at < 51; at++) await caseAt(site, 'opening');
  const tess = await site.visitor('tess-lead');
  const open = Number(/The (\d+) cases/.exec(wordsOf((await tess.get('/away')).html))?.[1]);
  expect(open).toBeGreaterThan(50);
  const { page } = await fill(tess, { ...absence, to: 'olga-odc' });
  expect(page.status).toBe(200);
  expect(wordsOf(page.html)).toContain('These are not all your cases yet.');
  const again = await tess.post('/away', fieldsOf(page.html));
  expect(again.status).toBe(200);
  const casesOn = ({ html }: { html: string }) => [...html.matchAll(/href="\/cases\/(case_\w+)"/g)].map(([, id]) => id);
  expect(casesOn(page)).toHaveLength(50);
  expect(new Set([...casesOn(page), ...casesOn(again)]).size).toBe(open);
  expect(again.html).not.toContain('Go on with the others');
}, 120_000);

test('a missing field is marked, and the written text stays', async () => {
  const tess = await site.visitor('tess-lead');
  const { page } = await fill(tess, { to: '', until: '', reason: 'On leave & away' });
  expect(page.status).toBe(422);
  for (const field of ['to', 'until']) expect(page.html).toContain(`<a href="#f-${field}">`);
  expect(page.html).toContain('On leave &amp; away');
});

test('a person without a part in a case gets no form', async () => {
  const lena = await site.visitor('lena-senior');
  expect((await lena.get('/')).html).not.toContain('href="/away"');
  const page = await lena.get('/away');
  expect(wordsOf(page.html)).toContain('You have no unfinished part in an open case.');
  expect(page.html).not.toContain('name="until"');
});

test('a person for whom nobody can act gets no form, but the reason and what to do', async () => {
  const { caseId } = await caseAt(site, 'sign-off');
  const { table } = site.world.outside;
  const everybody = await loadEverybody(table);
  for (const one of everybody) if (one.id !== 'tess-lead') await site.change({ ...one, active: false });
  const tess = await site.visitor('tess-lead');
  const page = await tess.get('/away');
  expect(page.html).toContain(`/cases/${caseId}`);
  expect(wordsOf(page.html)).toContain('Nobody can act for you at the moment: everybody who could fill these parts');
  expect(page.html).not.toContain('name="until"');
});
