import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Outside } from '#shared/cases/outside.ts';
import type { CaseHead } from '#shared/contract/case.ts';
import type { PersonInput } from '#shared/contract/directory.ts';
import { type CaseStage, caseStages, hrDesk } from '#shared/contract/names.ts';
import type { Notice } from '#shared/contract/notices.ts';
import type { Person } from '#shared/contract/people.ts';
import type { ScimRecord } from '#shared/contract/scim.ts';
import type { RefusedSignIn } from '#shared/contract/sign-ins.ts';
import { inputOf } from '#shared/domain/directory/person-input.ts';
import { decidePropose } from '#shared/domain/proposals/decide.ts';
import { evolveProposal } from '#shared/domain/proposals/evolve.ts';
import { sealRecord } from '#shared/ledger/seal.ts';
import { headItem } from '#shared/store/case-lists.ts';
import { profileItem } from '#shared/store/directory.ts';
import { newImportWrites } from '#shared/store/imports.ts';
import { inboxShape } from '#shared/store/inbox.ts';
import { keys } from '#shared/store/keys.ts';
import { newMoveWrites } from '#shared/store/moves.ts';
import { noticeShape } from '#shared/store/notices.ts';
import { proposalWrites } from '#shared/store/proposals.ts';
import { scimWrites } from '#shared/store/scim.ts';
import { keepRefused } from '#shared/store/sign-ins.ts';
import { writeAll, writesOf } from '#shared/store/transaction.ts';
import { type ApiUnderTest, apiOn } from '#test/support/api.ts';
import { closedWith, headIn, at as instant } from '#test/support/head-of-case.ts';
import { person, smallOrganisation } from '#test/support/people.ts';
import { startWorld } from '#test/support/world.ts';
import { hrVisitor } from '#test/web/hr.ts';
import { type Site, startSite } from '#test/web/visit.ts';

/** Every list is read to its end, by the API and by its page, with a thousand entries in it. */

const entries = 1000;
const idOf = (at: number, kind = 'case') => `${kind}_01J${String(at).padStart(23, '0')}`;

/** Three of four cases are closed, and every twentieth of all without a promotion. The others stand at every stage. */
const headOf = (at: number): CaseHead => {
  const more = { id: idOf(at), engineerId: `engineer-${at % 50}` };
  if (at % 4 > 0) return closedWith(at % 20 === 1 ? 'not-promoted' : 'promoted', more);
  return headIn(caseStages[(at / 4) % (caseStages.length - 1)] as CaseStage, more);
};
const heads = Array.from({ length: entries }, (_, at) => headOf(at));
const people = Array.from({ length: entries }, (_, at) => person(`engineer-${at}`, { techLeadId: 'tess-lead' }));
const noticeOf = (at: number): Notice => ({
  id: idOf(at, 'ev'),
  // Some events tell the person and the desk.
  to: at % 3 === 0 ? hrDesk : 'hugo-hr',
  template: 'step-open',
  caseId: idOf(at),
  at: instant,
  data: {
    engineerId: 'engineer-1',
    transition: 'L2-L3',
    stage: 'portfolio',
    dueAt: instant,
    timeZone: 'UTC',
    outcome: null,
    people: [],
    // Of every other notice of the desk she learns nothing.
    ...(at % 6 === 0 ? { except: ['hedy-hr'] } : {}),
  },
  mailedAt: null,
});
const notices = Array.from({ length: entries }, (_, at) => noticeOf(at));
const dueOf = (at: number) => new Date(Date.parse(instant) + ((at * 7) % entries) * 3600 * 1000).toISOString();
/** The steps of somebody at all cases, or of the desk of HR, as stored. */
const stepOf = (at: number, whose: string) => ({
  ...keys.inbox(whose, idOf(at), 'sign-off'),
  ...inboxShape.content({
    caseId: idOf(at),
    type: 'sign-off',
    attestation: null,
    onBehalfOf: null,
    from: null,
    until: null,
    stage: 'sign-off',
    transition: 'L2-L3',
    engineerId: `engineer-${at % 50}`,
    openedAt: instant,
    dueAt: dueOf(at),
    timeZone: 'UTC',
  }),
});
/** There are so many of what only HR reads. */
const few = 130;
/** One of so many of them is of the North. */
const within = 7;
const until = (at: number) => new Date(Date.parse(instant) + at * 60_000).toISOString();
const sent = (at: number) => ({
  by: 'hugo-hr',
  at: until(at),
  fileName: `${at}.csv`,
  bytes: 0,
  digest: '0'.repeat(64),
  ...{ tries: null, stopped: null },
});
const fileOf = (at: number) => ({
  ...{ id: idOf(at, 'imp'), ...sent(at), isFull: false, addsPlaces: false, restOf: null, state: 'done' as const },
  ...{ found: null, progress: null, rest: null, doneAt: null },
  ...(at % within === 0 ? { units: ['North'] } : {}),
});
const moveOf = (at: number) => ({
  ...{ id: idOf(at, 'mov'), ...sent(at), issuer: 'https://new.example.com', state: 'ended' as const },
  ...{ found: null, progress: null },
});
/** The page shows the first eight letters of the id. */
const refusedOf = (at: number): RefusedSignIn => ({
  ...{
    id: `${String(at).padStart(8, '0')}${'0'.repeat(24)}`,
    issuer: 'https://issuer.example.com',
    subject: `sub-${at}`,
  },
  ...{ claim: 'email', value: `sub-${at}@example.com`, reason: 'unknown', at: until(at) },
  personId: at % within === 0 ? 'erin-engineer' : null,
});
const nothing = { displayName: null, formatted: null, givenName: null, familyName: null };
const pushedOf = (at: number): ScimRecord => ({
  personId: `engineer-${at}`,
  names: {
    ...nothing,
    ...{ userName: `engineer-${at}@example.com`, clientId: null, department: null, division: null, managerId: null },
  },
  ...{ waits: { active: false }, since: instant, isGone: false, isNew: false, machine: 'identity-system' },
  ...{ at: instant, createdAt: instant, setAside: null, version: 1 },
});

/** A proposal to give somebody another role, with its event and words. */
function proposed({ clock, ids, random }: Outside, of: Person) {
  const input: PersonInput = { ...inputOf(of), roles: ['engineer', 'tech-lead'] };
  const words = {
    change: { kind: 'person' as const, of: of.id, version: of.version, input },
    reason: 'They lead a team now.',
    was: null,
  };
  const at = clock.now().toISOString();
  const facts = {
    now: at,
    actor: person('hugo-hr', { roles: ['hr'] }),
    matters: ['roles' as const],
    to: 'hr' as const,
  };
  const decision = decidePropose(words, facts);
  if (!decision.ok) throw new Error(decision.rejection.message);
  const chain = `proposal:${ids.next('prop')}` as const;
  const sealed = sealRecord(decision.event, { chain, audit: null, at, requestId: '', ids, random });
  return { proposal: evolveProposal(null, sealed.event), sealed };
}
const both = notices.filter((_, at) => at % 30 === 0).map((one) => ({ ...one, to: 'hugo-hr' }));

const proposals: ReturnType<typeof proposed>[] = [];
let site: Site;
let api: ApiUnderTest;
beforeAll(async () => {
  const limited = person('nils-north', { roles: ['hr'], hrUnits: ['North'] });
  site = await startSite({}, await startWorld([...smallOrganisation, limited]));
  api = await apiOn(site.world);
  const { table } = site.world.outside;
  const { put } = writesOf(table);
  proposals.push(...people.map((one) => proposed(site.world.outside, one)));
  await writeAll(table, [
    ...people.map((one) => put('other', profileItem(one))),
    ...heads.flatMap((head) => [
      put('head', headItem(head, null)),
      put('other', { caseId: head.id, engineerId: head.engineerId, ...keys.relation('tess-lead', head.id) }),
    ]),
    ...heads.flatMap((_head, at) => ['omar-odc', hrDesk].map((whose) => put('other', stepOf(at, whose)))),
    ...[...notices, ...both].map((one) =>
      put('other', { ...noticeShape.content(one), ...keys.notice(one.to, one.id) }),
    ),
    ...Array.from({ length: few }, (_, at) => [
      ...newImportWrites(writesOf(table), fileOf(at)),
      ...newMoveWrites(writesOf(table), moveOf(at), new Uint8Array()),
      ...scimWrites(writesOf(table), null, pushedOf(at)),
    ]).flat(),
    ...proposals.flatMap(({ proposal, sealed }) => proposalWrites(writesOf(table), null, proposal, sealed)),
  ]);
  for (let at = 0; at < few; at++) await keepRefused(table, refusedOf(at));
});
afterAll(() => site.stop());

/** The ids on all pages of a list, in order. Fails if a page is refused. */
async function walked(
  who: string,
  path: string,
  nameOf = (one: { id: string; caseId: string; person: { id: string } }) => one.id,
): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: unknown = ''; cursor !== null; ) {
    const more = cursor ? `${path.includes('?') ? '&' : '?'}cursor=${cursor}` : '';
    const answer = await api.get(who, `${path}${more}`);
    expect([answer.status, path, cursor]).toEqual([200, path, cursor]);
    ids.push(...(answer.body.items as Parameters<typeof nameOf>[0][]).map(nameOf));
    cursor = answer.body.next;
  }
  return ids;
}

const idsOf = (wanted: (head: CaseHead) => boolean) => heads.filter(wanted).map((head) => head.id);

test('a person reads all their cases to the end', async () => {
  expect((await walked('tess-lead', '/api/cases?limit=40')).sort()).toEqual(idsOf(() => true));
  const promoted = idsOf(({ outcome }) => outcome === 'promoted');
  expect((await walked('tess-lead', '/api/cases?outcome=promoted&limit=40')).sort()).toEqual(promoted);
});

test.each(['hugo-hr', 'erin-engineer'])('%s reads the directory to the end', async (who) => {
  const all = [...site.world.people, ...people].map((one) => one.id).sort();
  expect(await walked(who, '/api/people?limit=100')).toEqual(all);
});

test('HR reads their notices and those of the desk to the end, each event once', async () => {
  expect(await walked('hugo-hr', '/api/notices?limit=50')).toEqual(notices.map((one) => one.id).reverse());
});

test.each(['omar-odc', 'hugo-hr'])(
  '%s reads every open step to the end, what is due first at the beginning',
  async (who) => {
    const byDue = heads.map((_head, at) => at).sort((one, other) => (dueOf(one) < dueOf(other) ? -1 : 1));
    const read = await walked(who, '/api/inbox?limit=90', (one) => one.caseId);
    expect(read).toEqual(byDue.map((at) => idOf(at)));
  },
);

test('HR reads files of people, moves to other issuers, and visitors who were not let in to the end, the newest first', async () => {
  const newest = Array.from({ length: few }, (_, at) => few - 1 - at);
  expect(await walked('hugo-hr', '/api/hr/imports?limit=40')).toEqual(newest.map((at) => idOf(at, 'imp')));
  expect(await walked('hugo-hr', '/api/hr/moves')).toEqual(newest.map((at) => idOf(at, 'mov')));
  expect(await walked('hugo-hr', '/api/hr/sign-ins/refused')).toEqual(newest.map((at) => refusedOf(at).id));
  // Who comes again is at the beginning, and there once.
  await keepRefused(site.world.outside.table, { ...refusedOf(5), at: until(few) });
  const again = [5, ...newest.filter((at) => at !== 5)];
  expect(await walked('hugo-hr', '/api/hr/sign-ins/refused')).toEqual(again.map((at) => refusedOf(at).id));
});

test('HR reads of whom identity systems pushed something to the end, or of one person', async () => {
  const all = Array.from({ length: few }, (_, at) => `engineer-${at}`).sort();
  const path = '/api/hr/scim';
  expect(await walked('hugo-hr', `${path}?limit=20`, (one) => one.person.id)).toEqual(all);
  expect(await walked('hugo-hr', `${path}?personId=engineer-77`, (one) => one.person.id)).toEqual(['engineer-77']);
  expect(await walked('hugo-hr', `${path}?personId=tess-lead`, (one) => one.person.id)).toEqual([]);
});

test('a person of HR reads all open proposals, the oldest first, and their start page has the first of them', async () => {
  const ids = await walked('hedy-hr', '/api/hr/proposals?limit=70');
  expect(ids).toEqual(proposals.map(({ proposal }) => proposal.id));
  const { html } = await (await site.visitor('hedy-hr')).get('/');
  expect(ids.filter((id) => html.includes(`href="/hr/proposals/${id}"`))).toEqual(ids.slice(0, 20));
  expect(html).toContain('More changes can wait for you');
});

test('for a director, to whom none of them goes, the list is empty and ends at once', async () => {
  const { body } = await api.get('dario-director', '/api/hr/proposals');
  expect([body.items, body.next]).toEqual([[], null]);
});

test.each([
  ['/api/hr/imports', (at: number) => idOf(at, 'imp')],
  ['/api/hr/sign-ins/refused', (at: number) => refusedOf(at).id],
])('who is limited to an ODC gets full pages of %s, and cursors that name nothing hidden', async (path, id) => {
  const seen = Array.from({ length: few }, (_, at) => few - 1 - at).filter((at) => at % within === 0);
  const { body } = await api.get('nils-north', `${path}?limit=5`);
  expect((body.items as { id: string }[]).map((one) => one.id)).toEqual(seen.slice(0, 5).map(id));
  const cursor = Buffer.from(String(body.next), 'base64url').toString();
  expect(JSON.parse(cursor)).toMatchObject({ id: id(seen[4] ?? 0) });
  expect(await walked('nils-north', `${path}?limit=5`)).toEqual(seen.map(id));
});

test('somebody of HR reads to the end also past notices of the desk that she may not see', async () => {
  const seen = notices.filter(({ to }, at) => to === hrDesk && at % 6 > 0).map((one) => one.id);
  for (const limit of [7, 50])
    expect(await walked('hedy-hr', `/api/notices?limit=${limit}`)).toEqual([...seen].reverse());
});

test.each([
  ['/cases?state=any', /href="\/cases\/(case_\w+)"/g, entries],
  ['/people', /href="\/hr\/people\/([\w-]+)">/g, entries],
  ['/notices', /href="\/cases\/(case_\w+)"/g, entries],
  ['/hr/proposals', /href="\/hr\/proposals\/(prop_\w+)"/g, entries],
  ['/', /href="\/cases\/(case_\w+)\/steps/g, entries],
  ['/hr/imports', /href="\/hr\/imports\/(imp_\w+)"/g, few],
  ['/hr/moves', /href="\/hr\/moves\/(mov_\w+)"/g, few],
  ['/hr/sign-ins', /account <code>(\w+)<\/code>/g, few],
  ['/hr/scim', /<h2><a href="\/hr\/people\/([\w-]+)">/g, few],
] as const)('the page %s leads to the end of its list', async (path, link, count) => {
  const hugo = path.startsWith('/hr/') ? await hrVisitor(site, 'hugo-hr') : await site.visitor('hugo-hr');
  const found: string[] = [];
  for (let next: string | undefined = path; next; ) {
    const { html, status } = await hugo.get(next);
    expect([next, status]).toEqual([next, 200]);
    found.push(...[...html.matchAll(link)].flatMap(([, id]) => id ?? []).filter((id) => id !== 'new'));
    const address = path.replace('?', '\\?').replace(/$/, path.includes('?') ? '&amp;' : '\\?');
    next = new RegExp(`href="(${address}cursor=[^"]+)"`).exec(html)?.[1]?.replaceAll('&amp;', '&');
  }
  const more = path === '/people' ? site.world.people.length : 0;
  expect([found.length, new Set(found).size]).toEqual([count + more, count + more]);
});
