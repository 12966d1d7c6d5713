import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Outside } from '#shared/cases/outside.ts';
import type { CaseEvent } from '#shared/contract/events.ts';
import type { EventType, PersonCommandType } from '#shared/contract/names.ts';
import { commands } from '#shared/domain/case/commands/index.ts';
import { eventRows } from '#shared/domain/case/events/index.ts';
import { loadEvents } from '#shared/store/cases.ts';
import { drawnPart } from '#test/support/extent.ts';
import { everythingFor, labelsThatDiffer } from './worlds/answers.ts';
import { bothWorlds, differences } from './worlds/differences.ts';
import type { Viewer } from './worlds/people.ts';
import { startPlaces } from './worlds/story.ts';
import { passes } from './worlds/twin.ts';

/**
 * Takes out one rule of the seal after the other, and expects somebody to read the difference of two worlds that the rule
 * hides from them. So a rule that somebody loses is found, and so is an address that the comparison does not read.
 */
const { without, unless } = await vi.hoisted(() => import('#test/support/without.ts'));

vi.mock('#shared/domain/case/view/visibility.ts', async (original) => {
  const real = await original<typeof import('#shared/domain/case/view/visibility.ts')>();
  const withAll: typeof real.versionFor = (head) => head.version;
  const withObjections: typeof real.versionFor = ({ counts, ...head }, ...all) =>
    real.versionFor(counts ? { ...head, counts: { ...counts, objections: [] } } : head, ...all);
  const ofTakers: typeof real.versionFor = ({ counts: _, ...head }, ...all) => real.versionFor(head, ...all);
  return {
    ...real,
    versionFor: unless(
      'versions leave hidden events out',
      unless(
        'versions leave objections out',
        unless('versions of watchers count what they see', real.versionFor, ofTakers),
        withObjections,
      ),
      withAll,
    ),
    mayKnowOfAll: unless('numbers and hashes wait until all is known', real.mayKnowOfAll, () => true),
    mayKnowWho: unless('nobody is told who asks', real.mayKnowWho, () => true),
    opennessFor: unless('nobody is told whose review is in', real.opennessFor, (...all) => ({
      ...real.opennessFor(...all),
      whoHasReviewed: true,
    })),
  };
});
vi.mock('#shared/cases/record.ts', async (original) => {
  const real = await original<typeof import('#shared/cases/record.ts')>();
  /** Events as a person reads them, with something of what is in the chain. */
  const telling =
    (what: (event: CaseEvent, chain: CaseEvent[]) => object): typeof real.readEvents =>
    async (outside: Outside, viewer, caseId, query) => {
      const [page, chain] = await Promise.all([
        real.readEvents(outside, viewer, caseId, query),
        loadEvents(outside.table, caseId),
      ]);
      const inChain = new Map(chain.map((event) => [event.id, event]));
      const items = page.items.map((item) => {
        const event = inChain.get(item.id);
        return event ? { ...item, ...what(event, chain) } : item;
      });
      return { ...page, items };
    };
  const rules: [string, typeof real.readEvents][] = [
    ['events have numbers of their reader', telling(({ seq }) => ({ seq }))],
    ['hashes are left out', telling(({ hash }) => ({ hash }))],
    ['hashes before are left out', telling(({ prev }) => ({ prev }))],
    ['no event says how long it came after another', telling(({ seq }, chain) => ({ after: chain[seq - 2]?.at }))],
  ];
  return {
    ...real,
    readEvents: rules.reduce((before, [rule, instead]) => unless(rule, before, instead), real.readEvents),
  };
});
vi.mock('#shared/domain/case/view/progress.ts', async (original) => {
  const real = await original<typeof import('#shared/domain/case/view/progress.ts')>();
  /** Whoever still owes a review comes first. */
  const byWork: typeof real.turnsOf = (head, ...all) => {
    const isIn = (personId: string) => head.reviews.some(({ by }) => by === personId);
    return real.turnsOf(head, ...all).sort((a, b) => Number(isIn(a.personId)) - Number(isIn(b.personId)));
  };
  return { ...real, turnsOf: unless('turns have an order of their own', real.turnsOf, byWork) };
});
vi.mock('#shared/domain/case/state/seal.ts', async (original) => {
  const real = await original<typeof import('#shared/domain/case/state/seal.ts')>();
  return { ...real, asSealed: unless('who can be chosen rests on nothing sealed', real.asSealed, (head) => head) };
});
vi.mock('#shared/domain/people.ts', async (original) => {
  const real = await original<typeof import('#shared/domain/people.ts')>();
  return { ...real, isHrOf: unless('a part ends the powers of HR', real.isHrOf, (_head, person) => real.isHr(person)) };
});
vi.mock('#shared/domain/case/telling/index.ts', async (original) => {
  const real = await original<typeof import('#shared/domain/case/telling/index.ts')>();
  const ofReviews: typeof real.tellsOf = (event) =>
    event.type === 'review-submitted'
      ? { 'consensus-owed': ({ head }) => head.slots.map(({ personId }) => ({ to: personId })) }
      : real.tellsOf(event);
  return { ...real, tellsOf: unless('sealed reviews tell nobody', real.tellsOf, ofReviews) };
});

/** Takes a rule of the rows of events or commands out. Returns what puts it back. */
function changed<Row extends object>(rows: Row[], change: Partial<Row>): () => void {
  const before = rows.map((row) => ({ ...row }));
  for (const row of rows) Object.assign(row, change);
  return () => rows.forEach((row, at) => void Object.assign(row, before[at]));
}
const rowsOfEvents = (...types: EventType[]) => types.map((type) => eventRows[type] as (typeof eventRows)['attested']);
const rowsOfCommands = (...types: PersonCommandType[]) =>
  types.map((type) => commands[type] as (typeof commands)['attest']);

/** The rules that rows say, and how each is taken out. */
const inRows: Record<string, () => () => void> = {
  'reviews are sealed': () => changed(rowsOfEvents('review-submitted'), { underSeal: 'open' }),
  'changes of reviews are sealed': () => changed(rowsOfEvents('review-amended'), { underSeal: 'open' }),
  'answers are sealed': () => changed(rowsOfEvents('attested'), { underSeal: 'open' }),
  'reminders are sealed': () => changed(rowsOfEvents('reminder-sent'), { underSeal: 'open' }),
  'escalations are sealed': () => changed(rowsOfEvents('escalated'), { underSeal: 'open' }),
  'objections are for those who answer': () =>
    changed(rowsOfEvents('objection-raised', 'objection-answered'), { knownTo: 'participants' }),
  'watchers read no evidence': () => changed(rowsOfEvents('evidence-added'), { knownTo: 'everybody' }),
  'steps of a review are sealed': () => changed(rowsOfCommands('submit-review'), { underSeal: 'open' }),
  'an answer is owed as secretly as it is asked for': () =>
    changed(rowsOfCommands('answer-objection'), { askedBy: undefined } as never),
};

const theEvents = '/api/cases/:id/events';
const theCase = '/api/cases/:id';
const objection = 'an objection to a reviewer, which is dismissed';

/** Who reads which difference, where, and after how many days. */
const found: [rule: string, difference: string, reader: Viewer, where: string, days?: number][] = [
  ['events have numbers of their reader', 'a review', 'petra-peer', theEvents],
  ['hashes are left out', 'a review', 'erin-engineer', theEvents],
  ['hashes before are left out', 'a review', 'dario-director', theEvents],
  ['no event says how long it came after another', 'a review', 'omar-odc', theEvents],
  ['numbers and hashes wait until all is known', 'a review', 'erin-engineer', theEvents],
  ['numbers and hashes wait until all is known', objection, 'paula-peer', theEvents],
  ['versions leave hidden events out', 'a review', 'erin-engineer', theCase],
  ['versions leave objections out', objection, 'paula-peer', theCase],
  ['versions of watchers count what they see', 'a piece of evidence', 'toby-lead', theCase],
  ['watchers read no evidence', 'a piece of evidence', 'toby-lead', theEvents],
  ['objections are for those who answer', objection, 'petra-peer', theEvents],
  ['objections are for those who answer', objection, 'paula-peer', theEvents],
  [
    'an answer is owed as secretly as it is asked for',
    'an objection to a person of HR, which waits',
    'hilde-hr',
    theCase,
  ],
  ['reviews are sealed', 'a review', 'petra-peer', theEvents],
  ['changes of reviews are sealed', 'a changed review', 'petra-peer', theEvents],
  ['answers are sealed', 'an answer', 'petra-peer', theEvents],
  ['reminders are sealed', 'a review', 'petra-peer', theEvents, 10],
  ['escalations are sealed', 'a review', 'petra-peer', theEvents, 40],
  ['steps of a review are sealed', 'a review', 'petra-peer', theCase],
  ['nobody is told whose review is in', 'a review', 'erin-engineer', theCase],
  ['turns have an order of their own', 'a review', 'erin-engineer', theCase],
  ['a part ends the powers of HR', 'a review', 'hilde-hr', '/api/cases?limit=1'],
  ['sealed reviews tell nobody', 'a review', 'petra-peer', '/api/notices'],
  ['sealed reviews tell nobody', 'a review', 'omar-odc', 'mails to omar-odc@example.com'],
  ['who can be chosen rests on nothing sealed', 'a review by a delegate whose time is over', 'paula-peer', '/away'],
  ['nobody is told who asks', 'who asks a question', 'paula-peer', theCase],
];

let started: Awaited<ReturnType<typeof startPlaces>>;
beforeAll(async () => {
  started = await startPlaces();
});
afterAll(() => started.first.world.stop());
afterEach(() => {
  without.now = '';
});

test.each(drawnPart(found, 4))(
  'without the rule that %s, the difference in %s shows to %s at %s',
  async (rule, name, reader, where, days = 0) => {
    const difference = differences.find((one) => one.name === name);
    if (!difference) throw new Error(name);
    expect(difference.told).not.toContain(reader);
    const putBack = inRows[rule]?.();
    without.now = rule;
    try {
      const [a, b] = await bothWorlds(started.at, difference);
      await Promise.all([a, b].map((world) => passes(world, days)));
      const read = (path: string) => path === where || /^\/api\/(?!hr\/)/.test(path);
      const [one, other] = await Promise.all([everythingFor(a, reader, read), everythingFor(b, reader, read)]);
      const labels = labelsThatDiffer(one, other).map((label) => label.replaceAll(a.caseId, ':id'));
      expect(labels.map((label) => label.replace(/, page \d+$/, ''))).toContain(where);
    } finally {
      putBack?.();
    }
  },
);
