import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listNotices } from '#shared/cases/notices.ts';
import { hrDesk } from '#shared/contract/names.ts';
import { NoticeList, type NoticeTemplate } from '#shared/contract/notices.ts';
import { keys } from '#shared/store/keys.ts';
import { keepNotices } from '#shared/store/notices.ts';
import { transact, writesOf } from '#shared/store/transaction.ts';
import { actorOf } from '#test/support/actor.ts';
import { type ApiUnderTest, apiOn } from '#test/support/api.ts';
import { at, caseId } from '#test/support/head-of-case.ts';
import { person, smallOrganisation } from '#test/support/people.ts';
import { costOf } from '#test/support/rounds.ts';
import { startWorld } from '#test/support/world.ts';
import { type Site, startSite, wordsOf } from '#test/web/visit.ts';

let site: Site;
let api: ApiUnderTest;
beforeAll(async () => {
  const limited = person('lars-limited', { roles: ['hr'], hrUnits: ['South', 'West'] });
  site = await startSite({}, await startWorld([...smallOrganisation, limited]));
  api = await apiOn(site.world);
});
afterAll(() => site.stop());

const idOf = (count: number) => `ev_01J${String(count).padStart(23, '0')}`;
let count = 0;
/** Stores a notice for a person and gives its id. */
async function tell(
  to: string,
  template: NoticeTemplate = 'step-open',
  about: { units?: string[]; caseId?: string } = {},
): Promise<string> {
  const id = idOf(++count);
  const data = {
    engineerId: 'erin-engineer',
    transition: 'L2-L3',
    stage: 'portfolio' as const,
    dueAt: at,
    timeZone: 'UTC',
    outcome: null,
    people: [],
    ...(about.units ? { units: about.units } : {}),
  };
  const notice = { id, to, template, caseId: about.caseId ?? caseId, at, data, mailedAt: null };
  await keepNotices(site.world.outside.table, [notice]);
  return id;
}

const listOf = async (who: string, query = '') => NoticeList.parse((await api.get(who, `/api/notices${query}`)).body);
const idsOf = ({ items }: NoticeList) => items.map(({ id }) => id);

describe('through the API', () => {
  test('people read their own notices and no others, newest first and page by page', async () => {
    const ids: string[] = [];
    for (let at = 0; at < 5; at++) ids.unshift(await tell('lena-senior'));
    const first = await listOf('lena-senior', '?limit=2');
    const second = await listOf('lena-senior', `?limit=2&cursor=${first.next}`);
    const third = await listOf('lena-senior', `?limit=2&cursor=${second.next}`);
    expect([first, second, third].flatMap(idsOf)).toEqual(ids);
    expect(third.next).toBeNull();
    expect(first).toMatchObject({ unread: 5, people: { 'erin-engineer': { name: 'Erin Engineer' } } });
    expect(idsOf(await listOf('omid-other'))).toEqual([]);
    expect((await api.raw('/api/notices')).status).toBe(401);
  });

  test('all notices up to the given one count as read', async () => {
    const [first, second, third] = [await tell('eli-engineer'), await tell('eli-engineer'), await tell('eli-engineer')];
    const read = await api.post('eli-engineer', '/api/notices/read', { upTo: second });
    expect([read.status, read.body]).toEqual([200, { upTo: second }]);
    const { items, unread } = await listOf('eli-engineer');
    expect(unread).toBe(1);
    expect(items.map((one) => [one.id, one.unread])).toEqual([
      [third, true],
      [second, false],
      [first, false],
    ]);
  });

  test('people of HR read the notices of the desk among their own, and other people do not', async () => {
    const ids = [await tell('hugo-hr'), await tell(hrDesk, 'appeal-lodged'), await tell('hugo-hr'), await tell(hrDesk)];
    const pages = [await listOf('hugo-hr', '?limit=3')];
    pages.push(await listOf('hugo-hr', `?limit=3&cursor=${pages[0]?.next}`));
    expect(pages.flatMap(idsOf)).toEqual(ids.toReversed());
    expect(pages[1]?.next).toBeNull();
    expect(idsOf(await listOf('hedy-hr'))).toEqual([ids[3], ids[1]]);
    expect(idsOf(await listOf('dario-director'))).toEqual([]);
  });

  test('who is limited to units reads what is within these, at the same cost whatever the desk has of others', async () => {
    const ofDesk = (...units: string[]) => tell(hrDesk, 'step-open', { units });
    const seen = [
      await ofDesk('South'),
      await ofDesk('West'),
      await tell('lars-limited'),
      await ofDesk('West', 'south'),
    ];
    const hidden = [await tell(hrDesk), await ofDesk('North'), await ofDesk('South', 'North')];
    const read = async () => {
      const viewer = await actorOf(site.world.outside, 'lars-limited');
      return costOf(site.world.outside.table, () => listNotices(site.world.outside, viewer, { limit: 20 }));
    };
    const before = await read();
    expect(idsOf(before.result)).toEqual(seen.toReversed());
    expect(idsOf(await listOf('hugo-hr'))).toEqual(expect.arrayContaining([...hidden, seen[0]]));
    for (let at = 0; at < 130; at++) await ofDesk(...(at % 2 === 0 ? ['North'] : ['West', 'North']));
    expect(await read()).toEqual(before);
    expect([before.cost.rounds, before.cost.calls]).toEqual([2, 7]);
  });

  test('pages are full although notices between are hidden, and neither a cursor nor the count tells of these', async () => {
    const own = 'case_01JBBBBBBBBBBBBBBBBBBBBBBB';
    const { table } = site.world.outside;
    const relation = { caseId: own, engineerId: 'erin-engineer', ...keys.relation('hedy-hr', own) };
    await transact(table, [writesOf(table).put('other', relation)]);
    await api.post('hedy-hr', '/api/notices/read', { upTo: idOf(count) });
    const seen = [await tell(hrDesk), await tell(hrDesk)];
    for (let at = 0; at < 120; at++) await tell(hrDesk, 'step-open', { caseId: own });
    seen.push(await tell(hrDesk));
    const first = await listOf('hedy-hr', '?limit=2');
    expect([idsOf(first), first.unread]).toEqual([[seen[2], seen[1]], 3]);
    expect(JSON.parse(Buffer.from(String(first.next), 'base64url').toString())).toEqual({ id: seen[1] });
    expect(idsOf(await listOf('hedy-hr', `?limit=2&cursor=${first.next}`))[0]).toBe(seen[0]);
  });

  test('malformed input is refused', async () => {
    for (const query of ['?limit=0', '?limit=51', '?cursor=nonsense', '?who=lena-senior'])
      expect((await api.get('eli-engineer', `/api/notices${query}`)).body.code).toBe('invalid-input');
    for (const body of [{}, { upTo: 'tomorrow' }, { upTo: idOf(1), who: 'lena-senior' }])
      expect((await api.post('eli-engineer', '/api/notices/read', body)).body.code).toBe('invalid-input');
  });
});

describe('on the page', () => {
  test('a person without notices is told so', async () => {
    const page = await (await site.visitor('olga-odc')).get('/notices');
    expect(wordsOf(page.html)).toContain('You have no notices yet.');
    expect(page.html).not.toContain('Mark all as read');
  });

  test('every notice says what it is about and links to its case', async () => {
    await tell('tess-lead');
    const tess = await site.visitor('tess-lead');
    const { status, html } = await tess.get('/notices');
    expect(status).toBe(200);
    expect(html).toContain(`<a href="/cases/${caseId}">Portfolio: your turn in Erin Engineer’s case</a>`);
    expect(wordsOf(html)).toContain('One notice is new.');
    expect((await tess.get('/')).html).toContain('<a href="/notices">Notices</a>');
  });

  test('one click marks all as read', async () => {
    const upTo = await tell('tess-lead');
    const tess = await site.visitor('tess-lead');
    expect((await tess.get('/notices')).html).toContain(`name="upTo" value="${upTo}"`);
    expect((await tess.post('/notices/read', { upTo })).location).toBe('/notices');
    const { html } = await tess.get('/notices');
    expect(wordsOf(html)).toContain('You have read all of them.');
    expect(html).not.toContain('Mark all as read');
    expect((await tess.post('/notices/read', { upTo: 'x' })).status).toBe(400);
  });

  test('a link leads to the earlier notices', async () => {
    await tell('dario-director', 'withdrawn');
    for (let at = 0; at < 20; at++) await tell('dario-director');
    const dario = await site.visitor('dario-director');
    const { html } = await dario.get('/notices');
    const [, next = ''] = /href="(\/notices\?cursor=[^"]+)"/.exec(html) ?? [];
    expect(wordsOf(html)).not.toContain('was withdrawn');
    expect(wordsOf((await dario.get(next)).html)).toContain('was withdrawn');
    expect((await dario.get('/notices?cursor=x')).status).toBe(422);
  });

  test('HR sees which notices are for the desk', async () => {
    await tell(hrDesk, 'appeal-lodged');
    const page = await (await site.visitor('hedy-hr')).get('/notices');
    expect(wordsOf(page.html)).toContain('For everyone in HR');
  });
});
