import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Role } from '#shared/contract/ladder-fields.ts';
import { putCycle } from '#shared/cycles/execute.ts';
import { signInIdOf } from '#shared/identity/sign-in-id.ts';
import { askForExport, makeExport } from '#shared/importing/export.ts';
import { uploadMove } from '#shared/importing/move.ts';
import { workOnMove } from '#shared/importing/move-work.ts';
import { uploadPeople } from '#shared/importing/upload.ts';
import { workOnImport } from '#shared/importing/work.ts';
import { headShape } from '#shared/store/case-shapes.ts';
import { loadCycle } from '#shared/store/cycles.ts';
import { loadPerson } from '#shared/store/directory.ts';
import { keys } from '#shared/store/keys.ts';
import { loadLadderRecord } from '#shared/store/ladders.ts';
import { transact, writesOf } from '#shared/store/transaction.ts';
import { actorOf } from '#test/support/actor.ts';
import { cycleInput } from '#test/support/cycles.ts';
import { nextOf, textOf } from '#test/support/drafts.ts';
import { closedWith } from '#test/support/head-of-case.ts';
import { softwareEngineerTrack as first } from '#test/support/ladders.ts';
import { person, smallOrganisation } from '#test/support/people.ts';
import { issuer, signInOf } from '#test/support/sign-ins.ts';
import { changeOf, propose } from '#test/support/two-people.ts';
import { startWorld } from '#test/support/world.ts';
import { linksOf } from './crawl.ts';
import { expectGuarded } from './guarded.ts';
import { type HrVisitor, hrVisitor, proposed } from './hr.ts';
import { fieldsOf, pageOf, type Site, startSite, wordsOf } from './visit.ts';

const second = nextOf(first, { summary: 'Said in other words.' });
const others = Role.options.filter((role) => role !== 'hr');

let site: Site;
let hugo: HrVisitor;
let proposalId: string;
let importId: string;
let moveId: string;
let exportId: string;
const closed = closedWith('promoted');
beforeAll(async () => {
  const oneOfEach = others.map((role) => person(`only-${role}`, { roles: [role] }));
  site = await startSite({}, await startWorld([...smallOrganisation, ...oneOfEach]));
  hugo = await hrVisitor(site, 'hugo-hr');
  await proposed(hugo, second, '2026-03-03');
  const meta = { idempotencyKey: 'annual', requestId: 'test' };
  await putCycle(
    site.world.outside,
    await actorOf(site.world.outside, 'hugo-hr'),
    { id: 'annual-2026', input: cycleInput() },
    meta,
  );
  const { outside } = site.world;
  const head = { ...headShape.content(closed), ...keys.head(closed.id) };
  await transact(outside.table, [writesOf(outside.table).putNew('head', head)]);
  await signInOf(outside, 'erin-engineer');
  const bytes = Buffer.from('Name,Mail,Team,ODC\nNina New,nina@example.com,Harbour,North');
  const uploaded = { fileName: 'Hugo.csv', isFull: false, addsPlaces: false, bytes };
  const asHugo = await actorOf(outside, 'hugo-hr');
  importId = (await uploadPeople(outside, asHugo, uploaded, { ...meta, idempotencyKey: 'file' })).result.importId;
  await workOnImport(outside, importId);
  const mapping = { fileName: '', issuer: 'https://new.example.com', bytes: Buffer.from('Id,Subject\nhugo-hr,h-1') };
  moveId = (await uploadMove(outside, asHugo, mapping, { idempotencyKey: 'mapping' })).result.moveId;
  await workOnMove(outside, moveId);
  exportId = (await askForExport(outside, asHugo, { idempotencyKey: 'everybody' })).result.exportId;
  await makeExport(outside, exportId);
  proposalId = await propose(outside, 'hugo-hr', await changeOf(outside, 'erin-engineer', { level: 'L3' }));
});
afterAll(() => site.stop());

/** Every route of HR's pages, from the app itself, each with the address of an existing page. */
function addresses(): { method: string; address: string }[] {
  const ids: [string, string][] = [
    ['/hr/people', 'erin-engineer'],
    ['/hr/cycles', 'annual-2026'],
    ['/hr/proposals', proposalId],
    ['/hr/imports', importId],
    ['/hr/moves', moveId],
    ['/hr/exports', exportId],
    ['/hr/corrections', closed.id],
  ];
  const names = {
    ':account': signInIdOf(issuer, 'erin-engineer'),
    ':level': 'L3',
    ':competency': 'technical-mastery',
    ':transition': 'L2-L3',
    ':odc': 'North',
  };
  return site.hr.routes
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => ({
      method,
      address: Object.entries(names)
        .reduce((address, [name, value]) => address.replace(name, value), path)
        .replace(':id', ids.find(([start]) => path.startsWith(start))?.[1] ?? first.id),
    }));
}

const draftForm = { key: 'forced', type: 'confirm-publication', hash: second.hash };

test('HR can open every page of HR, with the same headers as other pages', async () => {
  const pages = addresses().filter(({ method }) => method === 'GET');
  expect(pages.length).toBeGreaterThan(10);
  for (const { address } of pages) {
    const page = await hugo.get(address);
    // The outcome of this case cannot be corrected, and the page says why.
    expect([address, page.status]).toEqual([address, address.startsWith('/hr/corrections/') ? 409 : 200]);
    expectGuarded(page);
  }
});

/**
 * A draft gets 404, as if it did not exist, and so does a proposal for delivery directors, until it is their step. They
 * can open the list of the proposals that are; a form of another page is refused as it is to HR. All other pages get 403.
 */
function closedStatus(role: Role, method: string, address: string): number {
  // Everybody asks HR for their own leave.
  if (address === '/hr/leave') return method === 'GET' ? 200 : 422;
  if (address.includes('/draft') && method === 'GET') return 404;
  // So does a file, until a director has to confirm it.
  if (
    role === 'delivery-director' &&
    method === 'GET' &&
    [`/hr/imports/${importId}`, `/hr/moves/${moveId}`].includes(address)
  )
    return 404;
  if (role !== 'delivery-director' || !address.startsWith('/hr/proposals')) return 403;
  if (method === 'POST') return 422;
  return address === '/hr/proposals' ? 200 : 404;
}

describe('a person who is not of HR', () => {
  test.each(others)('as %s can open no page of HR, send no form, and see no draft', async (role) => {
    const visitor = await hrVisitor(site, `only-${role}`);
    const before = await kept();
    for (const { method, address } of addresses()) {
      const page =
        method === 'GET'
          ? await visitor.get(address)
          : await visitor.post(address, { ...draftForm, text: textOf(second), version: '1' });
      expect([method, address, page.status]).toEqual([method, address, closedStatus(role, method, address)]);
      // Whom one can name as one's deputy is public.
      if (address !== '/hr/leave') expect(wordsOf(page.html)).not.toMatch(/Hugo/);
      expect(wordsOf(page.html)).not.toMatch(/version 2|other words/);
      expectGuarded(page);
    }
    expect(await kept()).toEqual(before);
  });

  test('sees no links to them', async () => {
    const [engineer, hr] = await Promise.all(['erin-engineer', 'hedy-hr'].map((id) => site.visitor(id)));
    const ways = async (visitor = engineer!) =>
      linksOf(await visitor.get('/people')).filter((href) => href.startsWith('/hr/'));
    expect(await ways()).toEqual([]);
    expect(await ways(hr)).toEqual(
      expect.arrayContaining([
        '/hr/ladders',
        '/hr/people/erin-engineer',
        '/hr/people/new',
        '/hr/calendars',
        '/hr/places',
        '/hr/seats',
        '/hr/imports',
        '/hr/sign-ins',
        '/hr/proposals',
      ]),
    );
    expect(wordsOf((await hr!.get('/')).html)).toContain('Publishing');
  });
});

/** The stored ladder, person and cycle of the addresses. */
const kept = () => {
  const { table } = site.world.outside;
  return Promise.all([
    loadLadderRecord(table, first.id),
    loadPerson(table, 'erin-engineer'),
    loadCycle(table, 'annual-2026'),
  ]);
};

test('a visitor who is not signed in is asked to sign in, and then gets the page', async () => {
  for (const { address } of addresses().filter(({ method }) => method === 'GET')) {
    const page = await pageOf(await site.hr.request(`${site.origin}${address}`));
    expect([page.status, page.location]).toEqual([303, `/sign-in?to=${encodeURIComponent(address)}`]);
    expectGuarded(page);
  }
});

const foreign: Record<string, string>[] = [
  { origin: 'https://evil.example.com' },
  { 'sec-fetch-site': 'cross-site' },
  {},
];

test('every form from another site is refused, and nothing changes', async () => {
  const posts = addresses().filter(({ method }) => method === 'POST');
  expect(posts).toHaveLength(20);
  const before = await kept();
  const file = new FormData();
  file.append('file', new Blob([textOf(second)]), 'ladder.yaml');
  file.append('key', 'foreign');
  for (const { address } of posts)
    for (const said of foreign)
      for (const body of [new URLSearchParams(draftForm), file]) {
        const headers = { cookie: hugo.cookie, ...said };
        const page = await pageOf(await site.hr.request(`${site.origin}${address}`, { method: 'POST', headers, body }));
        expect([address, page.status]).toEqual([address, 403]);
        expectGuarded(page);
      }
  expect(await kept()).toEqual(before);
});

test('unknown pages and ids get 404', async () => {
  for (const address of [
    '/hr/nothing',
    '/hr/ladders/none',
    '/hr/ladders/none/draft',
    '/hr/ladders/A_B',
    '/hr/people/nobody-at-all',
    '/hr/calendars/Nowhere',
    `/hr/calendars/${'x'.repeat(3000)}`,
    '/hr/cycles/none',
    '/hr/cycles/none/close',
    '/hr/cycles/A_B',
    '/hr/corrections/A_B',
    '/hr/corrections/case_01KN44ARM0DKXQ0JTHY3K8ATPK',
    '/hr/proposals/A_B',
    '/hr/proposals/prop_01KN44ARM0DKXQ0JTHY3K8ATPK',
    `/hr/people/${'x'.repeat(3000)}`,
    `/hr/ladders/${'x'.repeat(3000)}`,
  ]) {
    const page = await hugo.get(address);
    expect([address, page.status]).toEqual([address, 404]);
    expectGuarded(page);
  }
  const upload = fieldsOf((await hugo.get('/hr/ladders/new')).html);
  expect((await hugo.upload('/hr/ladders/none', textOf({ ...second, id: 'x' }), upload)).status).toBe(404);
});
