import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Outside } from '#shared/cases/outside.ts';
import type { CaseHead } from '#shared/contract/case.ts';
import type { PersonInput } from '#shared/contract/directory.ts';
import { type CaseStage, caseStages, hrDesk } from '#shared/contract/names.ts';
import type { Notice } from '#shared/contract/notices.ts';
import type { Person } from '#shared/contract/people.ts';
import { decidePropose } from '#shared/domain/proposals/decide.ts';
import { evolveProposal } from '#shared/domain/proposals/evolve.ts';
import { sealRecord } from '#shared/ledger/seal.ts';
import { headItem } from '#shared/store/case-lists.ts';
import { profileItem } from '#shared/store/directory.ts';
import { inboxShape } from '#shared/store/inbox.ts';
import { keys } from '#shared/store/keys.ts';
import { noticeShape } from '#shared/store/notices.ts';
import { proposalWrites } from '#shared/store/proposals.ts';
import { writeAll, writesOf } from '#shared/store/transaction.ts';
import { type ApiUnderTest, apiOn } from '#test/support/api.ts';
import { inputOf } from '#test/support/directory.ts';
import { closedWith, headIn, at as instant } from '#test/support/head-of-case.ts';
import { person } from '#test/support/people.ts';
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
/** The steps of somebody at all cases, as stored. */
const stepOf = (at: number) => ({
  ...keys.inbox('omar-odc', idOf(at), 'sign-off'),
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
    dueAt: new Date(Date.parse(instant) + ((at * 7) % entries) * 3600 * 1000).toISOString(),
    timeZone: 'UTC',
  }),
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
  site = await startSite();
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
    ...heads.map((_head, at) => put('other', stepOf(at))),
    ...[...notices, ...both].map((one) =>
      put('other', { ...noticeShape.content(one), ...keys.notice(one.to, one.id) }),
    ),
    ...proposals.flatMap(({ proposal, sealed }) => proposalWrites(writesOf(table), null, proposal, sealed)),
  ]);
});
afterAll(() => site.stop());

/** The ids on all pages of a list, in order. Fails if a page is refused. */
async function walked(who: string, path: string): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: unknown = ''; cursor !== null; ) {
    const more = cursor ? `${path.includes('?') ? '&' : '?'}cursor=${cursor}` : '';
    const answer = await api.get(who, `${path}${more}`);
    expect([answer.status, path, cursor]).toEqual([200, path, cursor]);
    ids.push(...(answer.body.items as { id: string }[]).map((one) => one.id));
    cursor = answer.body.next;
  }
  return ids;
}

const idsOf = (wanted: (head: CaseHead) => boolean) => heads.filter(wanted).map((head) => head.id);

test('a person reads their cases to the end, the newest first', async () => {
  expect(await walked('tess-lead', '/api/cases?limit=40')).toEqual(idsOf(() => true).reverse());
  const promoted = idsOf(({ outcome }) => outcome === 'promoted').reverse();
  expect(await walked('tess-lead', '/api/cases?outcome=promoted&limit=40')).toEqual(promoted);
});

test.each(['hugo-hr', 'erin-engineer'])('%s reads the directory to the end', async (who) => {
  const all = [...site.world.people, ...people].map((one) => one.id).sort();
  expect(await walked(who, '/api/people?limit=100')).toEqual(all);
});

test('HR reads their notices and those of the desk to the end, each event once', async () => {
  expect(await walked('hugo-hr', '/api/notices?limit=50')).toEqual(notices.map((one) => one.id).reverse());
});

test('a person reads all their steps at once, what is due first at the beginning', async () => {
  const { status, body } = await api.get('omar-odc', '/api/inbox');
  const days = (body.items as { dueAt: string }[]).map((one) => one.dueAt);
  expect([status, days.length]).toEqual([200, entries]);
  expect(days).toEqual([...days].sort());
});

test('a person of HR reads all open proposals, the oldest first, and their start page has the first of them', async () => {
  const ids = await walked('hedy-hr', '/api/hr/proposals?limit=70');
  expect(ids).toEqual(proposals.map(({ proposal }) => proposal.id));
  const { html } = await (await site.visitor('hedy-hr')).get('/');
  expect(ids.filter((id) => html.includes(`href="/hr/proposals/${id}"`))).toEqual(ids.slice(0, 20));
  expect(html).toContain('More changes can wait for you');
});

test('for a director, to whom none of them goes, each page is empty, and the last one ends the list', async () => {
  expect(await walked('dario-director', '/api/hr/proposals')).toEqual([]);
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
