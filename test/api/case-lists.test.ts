import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CaseFilter } from '#shared/cases/case-filter.ts';
import { listCases } from '#shared/cases/list.ts';
import { ladderOf } from '#shared/cases/reading.ts';
import { writesFor } from '#shared/cases/writes.ts';
import type { CaseHead } from '#shared/contract/case.ts';
import { caseStages, hrDesk } from '#shared/contract/names.ts';
import type { Person } from '#shared/contract/people.ts';
import type { CaseSummary } from '#shared/contract/view.ts';
import { turnsOf } from '#shared/domain/case/view/progress.ts';
import { opennessFor, relationsOf } from '#shared/domain/case/view/visibility.ts';
import { supervisorsOf } from '#shared/domain/people.ts';
import { profileItem } from '#shared/store/directory.ts';
import { type Item, nameOf } from '#shared/store/items.ts';
import { keyOf, type Write, writeAll, writesOf } from '#shared/store/transaction.ts';
import { actorOf } from '#test/support/actor.ts';
import { type ApiUnderTest, apiOn } from '#test/support/api.ts';
import { closedWith, headIn, lead, panel, signers } from '#test/support/head-of-case.ts';
import { softwareEngineerTrack } from '#test/support/ladders.ts';
import { person } from '#test/support/people.ts';
import { costOf } from '#test/support/rounds.ts';
import { threeReviewerLadder } from '#test/support/test-ladder.ts';
import { type Site, startSite } from '#test/web/visit.ts';

/** A thousand cases of every kind, written as the product writes them, and every list of them read to its end. */

const entries = 1000;
const ladders = [softwareEngineerTrack, threeReviewerLadder] as const;
const pick = <T>(from: readonly T[], at: number) => from[at % from.length] as T;
const instant = (month: number, at: number) => new Date(Date.UTC(2025, month, 1 + (at % 27), at % 24)).toISOString();

const odcs = ['North', 'South', 'West'];
const engineers = Array.from({ length: 60 }, (_, at) =>
  person(`engineer-${at}`, {
    name: `${pick(['Ada', 'Éva', 'bo', 'Zoë'], at * 7)} ${at}`,
    odc: pick(odcs, at),
    team: `Team ${at % 7}`,
    techLeadId: pick(['tess-lead', 'olga-odc', null], at),
    odcLeadId: pick(['olga-odc', 'tess-lead'], at),
  }),
);
const reviewers = panel.map(({ personId }) => person(personId ?? ''));
/** Of HR, and limited to two of the ODCs. */
const limited = person('lars-limited', { roles: ['hr'], hrUnits: ['North', 'West'] });
const leads = ['omar-odc', 'olga-odc', 'tess-lead'];
const cycles = ['annual-2025', 'annual-2026', null];

/** Two of five cases are open. Some of HR had a part in a few: `hedy-hr` reviewed, before she was of HR. */
function headOf(at: number): CaseHead {
  const ladder = pick(ladders, at);
  const [first = panel[0], ...others] = panel;
  const reviewing = first ? [at % 50 === 5 ? { ...first, personId: 'hedy-hr' } : first, ...others] : panel;
  const engineer = pick(engineers, at * 11);
  const more = {
    id: `case_01J${String(at).padStart(23, '0')}`,
    engineerId: engineer.id,
    // Some are from before cases noted their ODC.
    ...(at % 9 === 7 ? {} : { odc: engineer.odc }),
    ladder: { id: ladder.id, version: ladder.version, hash: ladder.hash },
    transition: ladder === softwareEngineerTrack ? pick(['L2-L3', 'L3-L4'], at >> 1) : 'L2-L3',
    cycleId: pick(cycles, at * 5),
    slots: [...reviewing, { ...lead, personId: pick(leads, at) }, ...signers],
  };
  const closedAt = instant(at % 20, at);
  if (at % 5 > 1) return closedWith(at % 20 === 3 ? 'not-promoted' : 'promoted', { ...more, closedAt });
  const stages = caseStages.filter(
    (stage) => !['closed', 'track', 'trial', 'attestation', 'exception', 'appeal', 'stopped'].includes(stage),
  );
  const head = headIn(pick(stages, Math.floor(at / 5)), more);
  return head.status === 'open' ? { ...head, openedAt: instant(0, at), dueAt: instant(13 + (at % 3), at * 13) } : head;
}
const heads = Array.from({ length: entries }, (_, at) => headOf(at));

let site: Site;
let api: ApiUnderTest;
let people: Record<string, Person>;
beforeAll(async () => {
  site = await startSite();
  api = await apiOn(site.world);
  const { outside } = site.world;
  const write = writesOf(outside.table);
  people = Object.fromEntries([...site.world.people, ...engineers, ...reviewers, limited].map((one) => [one.id, one]));
  const change = (head: CaseHead) => ({
    before: null,
    after: { head, bodies: {} },
    ladder: pick(
      ladders,
      ladders.findIndex(({ id }) => id === head.ladder.id),
    ),
    events: [],
    guards: [],
    engineer: people[head.engineerId],
  });
  const written = [
    ...[...engineers, ...reviewers, limited].map((one) => write.put('other', profileItem(one))),
    ...heads.flatMap((head) => writesFor(write, change(head))),
  ].flatMap(({ part, action: { Put } }) => (Put ? [write.put(part, Put.Item as Item)] : []));
  // An engineer has several open cases here, and one item that says which.
  await writeAll(outside.table, [...new Map(written.map((one: Write) => [nameOf(keyOf(one)), one])).values()]);
  // Rounds are counted with the ladders in memory.
  await Promise.all(ladders.map((ladder) => ladderOf(outside, ladder)));
});
afterAll(() => site.stop());

const now = () => site.world.clock.now().toISOString();
type Filters = Partial<Omit<CaseFilter, 'cursor' | 'limit'>>;

/** All pages of a list, and the most calls and rounds that one of them took. */
async function walked(who: string, filter: Filters, limit = 40) {
  const { outside } = site.world;
  const viewer = await actorOf(outside, who);
  const items: CaseSummary[] = [];
  let [rounds, calls, pages] = [0, 0, 0];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const asked = CaseFilter.parse({ ...filter, limit, ...(cursor ? { cursor } : {}) });
    const { result, cost } = await costOf(outside.table, () => listCases(outside, viewer, asked));
    items.push(...result.items);
    cursor = result.next;
    [rounds, calls, pages] = [Math.max(rounds, cost.rounds), Math.max(calls, cost.calls), pages + 1];
    if (pages > 2 * entries) throw new Error('The list has no end');
  }
  return { items, ids: items.map(({ id }) => id), rounds, calls };
}

/** Whose turn it is, as the viewer's own page of the case says it. */
function turnsFor(head: CaseHead, viewer: Person): string[] {
  const relations = relationsOf(head, viewer, people, now());
  const ladder = pick(
    ladders,
    ladders.findIndex(({ id }) => id === head.ladder.id),
  );
  const viewing = { viewer, relations, ladder, now: now() };
  return turnsOf(head, viewing, opennessFor(head, relations, viewer.id)).map(({ personId }) => personId);
}

/** A plain filter over all cases. */
function plain(viewer: Person, filter: Filters): CaseHead[] {
  const takesPart = (head: CaseHead) => head.slots.some(({ personId }) => personId === viewer.id);
  const isOfHr = viewer.roles.includes('hr');
  const checks: Record<keyof Filters, (head: CaseHead, value: string) => boolean> = {
    state: (head, value) => (head.status === 'closed') === (value === 'closed'),
    stage: (head, value) => head.stage === value,
    turn: (head, value) => turnsFor(head, viewer).includes(value) && !(isOfHr && takesPart(head)),
    engineerId: (head, value) => head.engineerId === value,
    leadId: (head, value) => head.slots.some(({ part, personId }) => part === 'lead' && personId === value),
    supervisorId: ({ engineerId }, value) =>
      [people[engineerId]?.techLeadId, people[engineerId]?.odcLeadId].includes(value),
    // All cases here have days of UTC.
    dueFrom: (head, value) => head.status === 'open' && head.dueAt.slice(0, 10) >= value,
    dueTo: (head, value) => head.status === 'open' && head.dueAt.slice(0, 10) <= value,
    odc: (head, value) => people[head.engineerId]?.odc === value,
    team: (head, value) => people[head.engineerId]?.team === value,
    ladder: (head, value) => head.ladder.id === value,
    transition: (head, value) => head.transition === value,
    outcome: (head, value) => head.outcome === value,
    closed: (head, value) => head.status === 'closed' && head.closedAt.slice(0, 7) === value,
    cycle: (head, value) => head.cycleId === value,
    mine: (head) => takesPart(head),
    sort: () => true,
  };
  const given = Object.entries(filter) as [keyof Filters, string][];
  const isHrOf = ({ odc }: CaseHead) =>
    isOfHr && (!viewer.hrUnits || (odc !== undefined && viewer.hrUnits.includes(odc)));
  return heads.filter(
    (head) => (isHrOf(head) || takesPart(head)) && given.every(([name, value]) => checks[name](head, value)),
  );
}

function engineerOf(id: string): Person {
  const found = people[id];
  if (!found) throw new Error(`${id} is gone`);
  return found;
}

const dueOf = (head: CaseHead) => (head.status === 'open' ? head.dueAt : '');
const closedOf = (head: CaseHead) => (head.status === 'closed' ? head.closedAt : '');
const by = (key: (head: CaseHead) => string) => (one: CaseHead, other: CaseHead) => (key(one) < key(other) ? -1 : 1);

/** The order of HR's list. */
function ordered(found: CaseHead[], filter: Filters): string[] {
  const isOpen = (head: CaseHead) => head.status !== 'closed';
  const byDue = by((head) => `${dueOf(head)}#${head.id}`);
  const byName = by((head) => `${people[head.engineerId]?.name.normalize('NFC').toLowerCase()}#${head.id}`);
  const open = found.filter(isOpen).sort(filter.sort === 'name' ? byName : byDue);
  const closed = found.filter((head) => !isOpen(head));
  closed.sort(filter.sort === 'name' ? byName : by((head) => `${closedOf(head)}#${head.id}`));
  if (filter.sort !== 'name') closed.reverse();
  if (filter.turn !== undefined) return open.map(({ id }) => id);
  return (filter.sort === 'closed' ? [...closed, ...open] : [...open, ...closed]).map(({ id }) => id);
}

/** The order of everybody else's list: a hundred of their own cases at a time, those that were opened last first. */
function orderedAmongOwn(viewer: Person, filter: Filters): string[] {
  const { turn: _turn, ...order } = filter;
  const { engineerId } = filter;
  const own = plain(viewer, engineerId === undefined ? {} : { engineerId })
    .sort(by(({ id }) => id))
    .reverse();
  const wanted = new Set(plain(viewer, filter));
  const hundreds = Array.from({ length: Math.ceil(own.length / 100) }, (_, at) => own.slice(100 * at, 100 * (at + 1)));
  return hundreds.flatMap((some) =>
    ordered(
      some.filter((head) => wanted.has(head)),
      order,
    ),
  );
}

const optional = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: undefined, freq: 2 });
/** Any combination of filters. Many combinations have no case, so most of them are left out each time. */
const combinations = fc
  .record({
    state: optional(['open', 'closed'] as const),
    stage: optional(caseStages),
    turn: optional(['omar-odc', 'pia-peer', 'olga-odc', hrDesk, 'engineer-3']),
    engineerId: optional(['engineer-3', 'engineer-11', 'hugo-hr']),
    leadId: optional([...leads, 'hugo-hr']),
    supervisorId: optional(['tess-lead', 'olga-odc', 'hugo-hr']),
    dueFrom: optional(['2026-02-14', '2026-03-01']),
    dueTo: optional(['2026-02-14', '2026-03-20']),
    odc: optional(odcs),
    team: optional(['Team 1', 'Team 4', 'Nowhere']),
    ladder: optional(ladders.map(({ id }) => id)),
    transition: optional(['L2-L3', 'L3-L4', 'L4-L5']),
    outcome: optional(['promoted', 'not-promoted', 'withdrawn'] as const),
    closed: optional(['2025-03', '2026-08', '2031-01']),
    cycle: optional(['annual-2025', 'annual-2026', 'none']),
    sort: optional(['due', 'closed', 'name'] as const),
    kept: fc.subarray(
      ['state', 'stage', 'turn', 'engineerId', 'leadId', 'odc', 'team', 'ladder', 'transition'].concat([
        'outcome',
        'closed',
        'supervisorId',
        'dueFrom',
        'dueTo',
        'cycle',
        'sort',
      ]),
      { maxLength: 3 },
    ),
  })
  .map(({ kept, ...filters }) =>
    Object.fromEntries(Object.entries(filters).filter(([name, value]) => value !== undefined && kept.includes(name))),
  ) as fc.Arbitrary<Filters>;

describe('HR reads the cases to the end', () => {
  test('what is due first, then what closed last, in two rounds and four calls for each page', async () => {
    const { ids, rounds, calls } = await walked('hugo-hr', {});
    expect(ids).toEqual(ordered(heads, {}));
    expect([rounds, calls]).toEqual([2, 4]);
  });

  const alone: Filters[] = [
    { state: 'open' },
    { state: 'closed' },
    { stage: 'calibration' },
    { stage: 'closed' },
    { turn: 'olga-odc' },
    { engineerId: 'engineer-11' },
    { leadId: 'olga-odc' },
    { supervisorId: 'tess-lead' },
    { supervisorId: 'olga-odc', state: 'closed' },
    { dueFrom: '2026-03-05' },
    { dueTo: '2026-02-20' },
    { dueFrom: '2026-02-10', dueTo: '2026-02-20', odc: 'North' },
    { odc: 'North' },
    { team: 'Team 4' },
    { ladder: threeReviewerLadder.id },
    { transition: 'L3-L4' },
    { outcome: 'not-promoted' },
    { closed: '2025-03' },
    { cycle: 'annual-2026' },
    { sort: 'closed' },
    { sort: 'name' },
  ];
  test.each(alone)('with %o', async (filter) => {
    const hugo = await actorOf(site.world.outside, 'hugo-hr');
    // An order by name looks through the same cases for every page.
    const { ids, rounds, calls } = await walked('hugo-hr', filter, filter.sort === 'name' ? 40 : 15);
    const expected = ordered(plain(hugo, filter), filter);
    expect(ids).toEqual(expected);
    // A filter without any case would prove nothing.
    expect(expected.length).toBeGreaterThan(5);
    expect(rounds).toBe(2);
    expect(calls).toBeLessThanOrEqual(4);
  });

  test('with every combination of filters, as a plain filter over all cases finds them', async () => {
    await fc.assert(
      fc.asyncProperty(combinations, fc.constantFrom('hugo-hr', 'hedy-hr', limited.id), async (filter, who) => {
        const viewer = await actorOf(site.world.outside, who);
        const { ids, rounds, calls } = await walked(who, filter);
        expect(ids).toEqual(ordered(plain(viewer, filter), filter));
        expect([rounds <= 2, calls <= 4]).toEqual([true, true]);
      }),
      { numRuns: 25 },
    );
  });

  test('and not further with a cursor of another list', async () => {
    const { body } = await api.get('hugo-hr', '/api/cases?limit=3');
    for (const path of [
      '/api/cases?stage=closed',
      '/api/cases?engineerId=engineer-3',
      '/api/cases?dueFrom=2027-01-01',
      '/api/people',
    ])
      expect((await api.get('hugo-hr', `${path}${path.includes('?') ? '&' : '?'}cursor=${body.next}`)).status).toBe(
        422,
      );
  });

  test('and is told which filter is wrong', async () => {
    for (const query of ['closed=2026-13', 'dueTo=2026-02-30', 'stage=nowhere', 'turn=Not%20an%20id', 'sort=size'])
      expect([query, (await api.get('hugo-hr', `/api/cases?${query}`)).status]).toEqual([query, 422]);
  });
});

describe('somebody of HR who is limited to ODCs reads the cases of these to the end', () => {
  test.each<Filters>([
    {},
    { odc: 'North' },
    { stage: 'calibration' },
    { state: 'closed' },
    { turn: 'olga-odc' },
    { engineerId: 'engineer-3' },
    { leadId: 'olga-odc' },
    { supervisorId: 'tess-lead' },
    { dueTo: '2026-02-20' },
    { outcome: 'not-promoted' },
    { sort: 'name' },
  ])('with %o, in two rounds and at most four calls for each page', async (filter) => {
    const { ids, rounds, calls } = await walked(limited.id, filter, filter.sort === 'name' ? 40 : 15);
    const expected = ordered(plain(limited, filter), filter);
    expect(ids).toEqual(expected);
    expect(expected.length).toBeGreaterThan(0);
    expect([rounds, calls <= 4]).toEqual([2, true]);
  });

  test.each<Filters>([{ odc: 'South' }, { engineerId: 'engineer-4' }, { engineerId: 'engineer-1', state: 'open' }])(
    'and of another ODC nothing, not that there is more, with %o',
    async (filter) => {
      expect(plain(await actorOf(site.world.outside, 'hugo-hr'), filter).length).toBeGreaterThan(0);
      const asked = CaseFilter.parse({ ...filter, limit: 1 });
      expect(await listCases(site.world.outside, limited, asked)).toMatchObject({ items: [], searchedTo: null });
    },
  );
});

describe('under the seal', () => {
  test('whose turn it is leaves out the cases in which somebody of HR has a part', async () => {
    const sealed = heads.filter(
      ({ stage, slots }) => stage === 'calibration' && slots.some(({ personId }) => personId === 'hedy-hr'),
    );
    expect(sealed.length).toBeGreaterThan(0);
    const [hugo, hedy] = [
      await walked('hugo-hr', { turn: 'paul-peer' }),
      await walked('hedy-hr', { turn: 'paul-peer' }),
    ];
    expect(sealed.filter(({ id }) => hugo.ids.includes(id))).toEqual(sealed);
    expect(sealed.filter(({ id }) => hedy.ids.includes(id))).toEqual([]);
  });

  test('everybody else is told whose turn it is as their own page of the case tells it', async () => {
    const pia = await actorOf(site.world.outside, 'pia-peer');
    const { ids, rounds, calls } = await walked('pia-peer', { turn: 'paul-peer' });
    expect(ids).toEqual(orderedAmongOwn(pia, { turn: 'paul-peer' }));
    expect(ids.length).toBeGreaterThan(5);
    expect([rounds, calls <= 4]).toEqual([2, true]);
  });
});

describe('a person who is not of HR', () => {
  test('reads their cases to the end, what is due first among each hundred, with every combination of filters', async () => {
    const omar = await actorOf(site.world.outside, 'omar-odc');
    await fc.assert(
      fc.asyncProperty(combinations, fc.constantFrom(7, 40), async (all, limit) => {
        const { odc: _odc, supervisorId: _supervisorId, ...filter } = all;
        const { ids, rounds, calls } = await walked('omar-odc', filter, limit);
        expect(ids).toEqual(orderedAmongOwn(omar, filter));
        expect([rounds <= 2, calls <= 4]).toEqual([true, true]);
      }),
      {
        numRuns: 10,
        examples: [
          [{}, 40],
          [{ sort: 'name' }, 7],
          [{ sort: 'closed' }, 40],
        ],
      },
    );
    expect(plain(omar, {}).length).toBeGreaterThan(200);
  });

  test('reads the cases of the people whom they lead, and is told that nobody else’s leads and no ODC are for them', async () => {
    const { ids } = await walked('tess-lead', { supervisorId: 'tess-lead' });
    const led = heads.filter(({ engineerId }) => supervisorsOf(engineerOf(engineerId)).includes('tess-lead'));
    expect(ids.sort()).toEqual(led.map(({ id }) => id).sort());
    expect(ids.length).toBeGreaterThan(5);
    for (const [query, path] of [
      ['odc=North', 'odc'],
      ['odc=Nowhere&state=open', 'odc'],
      ['supervisorId=olga-odc', 'supervisorId'],
    ]) {
      const { status, body } = await api.get('tess-lead', `/api/cases?${query}`);
      expect([query, status, (body.faults as { path: string }[]).map((one) => one.path)]).toEqual([query, 403, [path]]);
    }
  });
});

test('somebody of HR with a part in a case of another ODC does not learn its ODC or leads by a filter', async () => {
  const outside = heads.filter(
    ({ slots, odc }) => slots.some(({ personId }) => personId === 'hedy-hr') && odc === 'South',
  );
  const [head] = outside;
  if (!head) throw new Error('Hedy has no part in the South');
  const hedy = { ...(await actorOf(site.world.outside, 'hedy-hr')), hrUnits: ['North'] };
  const asked = (filter: Filters) =>
    listCases(site.world.outside, hedy, CaseFilter.parse({ mine: 'yes', ...filter, limit: 40 }));
  const idsFor = async (filter: Filters) => (await asked(filter)).items.map(({ id }) => id);
  expect(await idsFor({})).toContain(head.id);
  const lead = people[head.engineerId]?.odcLeadId ?? '';
  for (const filter of [{ odc: 'South' }, { supervisorId: lead }]) expect(await idsFor(filter)).not.toContain(head.id);
});
