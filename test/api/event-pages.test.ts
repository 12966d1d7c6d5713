import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PersonCommand } from '#shared/contract/commands.ts';
import type { EventView } from '#shared/contract/view.ts';
import { type ApiUnderTest, apiOn } from '#test/support/api.ts';
import { evidence, ratingsOf, review, selfAssessment } from '#test/support/commands.ts';
import { threeReviewerLadder as ladder } from '#test/support/test-ladder.ts';
import { startWorld, type World } from '#test/support/world.ts';

let world: World;
let api: ApiUnderTest;
/** A case with a sealed review, and one without. */
let reviewed: string;
let unreviewed: string;
beforeAll(async () => {
  world = await startWorld();
  api = await apiOn(world);
  reviewed = await underSeal('erin-engineer', true);
  unreviewed = await underSeal('eli-engineer', false);
});
afterAll(() => world.stop());

interface Page {
  items: EventView[];
  next: string | null;
}

const pageOf = async (who: string, caseId: string, query = '') =>
  (await api.get(who, `/api/cases/${caseId}/events${query}`)).body as unknown as Page;

/** Every page of the events of a case, as one person reads them. */
async function pagesOf(who: string, caseId: string, limit: number): Promise<Page[]> {
  const pages = [await pageOf(who, caseId, `?limit=${limit}`)];
  for (let next = pages[0]?.next; next; next = pages.at(-1)?.next)
    pages.push(await pageOf(who, caseId, `?limit=${limit}&cursor=${next}`));
  return pages;
}

/** A case under the seal of its reviews. */
async function underSeal(engineerId: string, isReviewed: boolean): Promise<string> {
  const caseId = await world.open(engineerId, ladder.id);
  await world.step(caseId);
  await world.act(engineerId, caseId, selfAssessment(ratingsOf(ladder, 5)));
  await world.step(caseId);
  await world.act(engineerId, caseId, { ...evidence('design-doc', 'design-doc'), url: 'https://example.com/1' });
  await world.act(engineerId, caseId, { type: 'submit-portfolio' });
  await world.step(caseId);
  if (isReviewed) await world.act('tess-lead', caseId, review(ratingsOf(ladder, 3)));
  const until = '2026-03-20T09:00:00.000Z';
  const reason = 'I am away.';
  await world.act('omar-odc', caseId, {
    type: 'delegate',
    slots: ['calibration.odc-lead'],
    to: 'olga-odc',
    from: null,
    until,
    reason,
  });
  await world.act('omar-odc', caseId, { type: 'end-delegation', to: 'olga-odc' });
  return caseId;
}

const readers = ['erin-engineer', 'tess-lead', 'omar-odc', 'hana-head', 'hugo-hr'];

test('everybody reads the same events page by page as at once, each under their own numbers', async () => {
  for (const who of readers) {
    const all = await pageOf(who, reviewed);
    expect([who, all.next]).toEqual([who, null]);
    for (const limit of [1, 3]) {
      const pages = await pagesOf(who, reviewed, limit);
      expect([who, pages.flatMap((page) => page.items)]).toEqual([who, all.items]);
      expect(pages.slice(0, -1).filter((page) => page.items.length !== limit)).toEqual([]);
    }
    expect(all.items.map((event) => event.seq)).toEqual(all.items.map((_event, at) => at + 1));
  }
  const inWords = async (who: string) =>
    (await pageOf(who, reviewed)).items.filter((event) => event.body !== null).map((event) => event.type);
  expect(await inWords('erin-engineer')).toContain('self-assessment-submitted');
  expect(await inWords('hugo-hr')).not.toContain('self-assessment-submitted');
  expect(await inWords('hugo-hr')).toContain('evidence-added');
});

test('neither a page nor its cursor tells whether a sealed review is there', async () => {
  for (const who of ['omar-odc', 'hana-head']) {
    const [one, other] = await Promise.all([reviewed, unreviewed].map((caseId) => pagesOf(who, caseId, 3)));
    const shape = (pages: Page[] | undefined) =>
      pages?.map(({ items, next }) => ({
        items: items.map(({ seq, type }) => ({ seq, type })),
        next: next && JSON.parse(Buffer.from(next, 'base64url').toString()).seq,
      }));
    expect([who, shape(one)]).toEqual([who, shape(other)]);
    // All that a cursor says is said by the last event of its page.
    for (const { items, next } of one ?? []) {
      if (!next) continue;
      const last = items.at(-1);
      expect(JSON.parse(Buffer.from(next, 'base64url').toString())).toEqual({ id: last?.id, seq: last?.seq });
    }
  }
});

test('a cursor that is forged, of another case, or from before the seal opened is refused and tells nothing', async () => {
  const caseId = reviewed;
  const [foreign, old] = await Promise.all([
    pageOf('hugo-hr', unreviewed, '?limit=3').then(({ next }) => next),
    // The last event of this page comes after the sealed review.
    pagesOf('omar-odc', caseId, 1).then((pages) => pages.at(-2)?.next),
  ]);
  const forged = (place: unknown) => Buffer.from(JSON.stringify(place)).toString('base64url');
  const { items } = await pageOf('hugo-hr', caseId);
  const hidden = items.find((event) => event.type === 'review-submitted');
  const bad = [
    'nonsense',
    foreign,
    forged({ id: hidden?.id, seq: hidden?.seq }),
    forged({ seq: 3 }),
    forged({ id: '', seq: 0 }),
  ];
  const answers = await Promise.all(
    bad.map((cursor) => api.get('omar-odc', `/api/cases/${caseId}/events?cursor=${cursor}`)),
  );
  for (const { status, body } of answers)
    expect([status, body.detail, body.faults]).toEqual([422, answers[0]?.body.detail, answers[0]?.body.faults]);
  expect(answers[0]?.body.faults).toEqual([{ path: 'cursor', reason: expect.stringContaining('`next`') }]);
  // Who may not know of the case learns no more from a cursor that fits.
  const fits = (await pageOf('hugo-hr', caseId, '?limit=3')).next;
  for (const cursor of [fits, 'nonsense'])
    expect((await api.get('omid-other', `/api/cases/${caseId}/events?cursor=${cursor}`)).status).toBe(404);

  expect((await api.get('omar-odc', `/api/cases/${caseId}/events?cursor=${old}`)).status).toBe(200);
  for (const who of ['omar-odc', 'hana-head']) await world.act(who, caseId, review(ratingsOf(ladder, 3)));
  const { version } = (await api.get('dario-director', `/api/cases/${caseId}`)).body;
  const consensus: PersonCommand = {
    type: 'record-consensus',
    ratings: ratingsOf(ladder, 3),
    reasons: {},
    antiSignals: [],
    comment: '',
  };
  await world.act('dario-director', caseId, consensus, Number(version));
  expect((await api.get('omar-odc', `/api/cases/${caseId}/events?cursor=${old}`)).status).toBe(422);
});
