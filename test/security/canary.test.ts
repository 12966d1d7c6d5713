import { randomUUID } from 'node:crypto';
import canonicalize from 'canonicalize';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRelay } from '#functions/relay/handler.ts';
import { needsVersion } from '#shared/cases/commands.ts';
import { openCase } from '#shared/cases/open.ts';
import { readCase } from '#shared/cases/read.ts';
import { executeSystem } from '#shared/cases/system.ts';
import type { Letter } from '#shared/cases/telling.ts';
import { type PersonCommandType, personCommandTypes, type WorkflowStage } from '#shared/contract/names.ts';
import { publishLadder } from '#shared/publishing/setup.ts';
import { loadCase } from '#shared/store/cases.ts';
import { loadPerson, profileItem } from '#shared/store/directory.ts';
import { keys } from '#shared/store/keys.ts';
import { transact, writesOf } from '#shared/store/transaction.ts';
import { actorOf } from '#test/support/actor.ts';
import { type ApiUnderTest, apiOn } from '#test/support/api.ts';
import { by, isDrawn } from '#test/support/extent.ts';
import { confirm, propose } from '#test/support/two-people.ts';
import { startWorld, type World } from '#test/support/world.ts';
import { type Site, startSite, type Visitor, visitorWith } from '#test/web/visit.ts';
import { rememberReads } from './reads.ts';
import { leaves, ofHr, sights } from './secrets.ts';
import {
  engineer,
  type Happening,
  ladder,
  leftOut,
  newTechLead,
  people,
  secret,
  secretsIn,
  selfDraft,
  story,
} from './story.ts';

let world: World;
let api: ApiUnderTest;
let site: Site;
let caseId: string;
/** The proposal to correct the outcome. Empty before it is made. */
let proposal = '';
const logged: string[] = [];
const letters: Letter[] = [];
const visitors: Record<string, { pages: Visitor; hr: Visitor }> = {};

/** A logger that keeps every line. */
const log = Object.fromEntries(
  ['info', 'warn', 'error'].map((level) => [level, (...said: unknown[]) => void logged.push(JSON.stringify(said))]),
) as never;

beforeAll(async () => {
  world = await startWorld(people);
  await publishLadder(world.outside, ladder);
  api = await apiOn(world);
  site = await startSite({}, world);
  for (const { id } of people) {
    const { cookie } = await site.visitor(id);
    const [pages, hr] = [visitorWith(site.app, site.origin, cookie), visitorWith(site.hr, site.origin, cookie)];
    visitors[id] = { pages, hr };
  }
  const input = { engineerId: engineer, ladderId: ladder.id, transition: 'L3-L4', cycleId: null };
  const { result } = await openCase(world.outside, await actorOf(world.outside, engineer), input, {
    idempotencyKey: randomUUID(),
    requestId: 'test',
  });
  caseId = result.caseId;
  // The engineer gets a new manager, who has no part in the case and can see only its state.
  const { table } = world.outside;
  const before = await loadPerson(table, engineer);
  if (before)
    await transact(table, [
      writesOf(table).put('other', profileItem({ ...before, techLeadId: newTechLead, version: before.version + 1 })),
    ]);
});
afterAll(() => world.stop());

/** The commands of the story so far. */
const given = new Set<PersonCommandType>();

/** A sample looks after one in so many events. */
const part = 6;
const token = (at: number) => `callback-token-${at}`;

async function happens({ who, command }: Happening, at: number): Promise<void> {
  const state = await loadCase(world.outside.table, caseId);
  if (!state) throw new Error('no case');
  const { generation, stage } = state.head;
  if (command === 'save-draft') {
    const put = await api.put(engineer, `/api/cases/${caseId}/drafts/self-assessment`, selfDraft);
    expect(put.status).toBe(200);
  } else if (command === 'propose-correction') {
    const change = {
      kind: 'correct-outcome' as const,
      of: caseId,
      version: state.head.version,
      to: 'not-promoted' as const,
    };
    proposal = await propose(world.outside, who ?? '', change, secret('correction'));
  } else if (command === 'confirm-correction') {
    await confirm(world.outside, who ?? '', proposal, secret('correction-confirmed'));
  } else if (command && who) {
    const one = command(state);
    given.add(one.type);
    const read = needsVersion(one.type)
      ? await readCase(world.outside, await actorOf(world.outside, who), caseId)
      : null;
    await world.act(who, caseId, one, read?.view.version).catch(rethrowWithFaults);
  } else if (stage === 'closing')
    await executeSystem(world.outside, caseId, { type: 'close', generation }, 'workflow', 'test');
  else {
    // Each wait must be newer than the previous one.
    world.clock.set(new Date(world.clock.now().getTime() + 60_000).toISOString());
    const now = world.clock.now().toISOString();
    const wait = { token: token(at), enteredAt: now, retryCount: 0, wakeAt: '2026-12-31T00:00:00.000Z' };
    const open = { type: 'open-stage' as const, generation, stage: stage as WorkflowStage };
    await executeSystem(world.outside, caseId, open, 'workflow', 'test', { wait });
  }
}

function rethrowWithFaults(error: Error & { faults?: unknown }): never {
  throw new Error(`${error.message} ${JSON.stringify(error.faults)}`, { cause: error });
}

/** Runs the relay on the events since `from`. It writes notices and sends mails. */
async function relays(from: number): Promise<void> {
  const relay = createRelay({
    outside: world.outside,
    machine: { client: { send: async () => ({}) } as never, arn: 'arn:aws:states:eu-central-1:0:stateMachine:cases' },
    log,
    origin: site.origin,
    mail: async (letter) => {
      letters.push(letter);
      return true;
    },
    deskAddress: 'hr@example.com',
  });
  const head = (await loadCase(world.outside.table, caseId))?.head;
  const changed = Array.from({ length: (head?.version ?? 0) - from }, (_, at) => keys.event(caseId, from + 1 + at));
  const Records = [keys.head(caseId), ...changed].map(({ pk, sk }, at) => ({
    eventName: sk === 'HEAD' ? ('MODIFY' as const) : ('INSERT' as const),
    dynamodb: { SequenceNumber: String(at + 1), Keys: { pk: { S: pk }, sk: { S: sk } } },
  }));
  expect(await relay({ Records })).toEqual({ batchItemFailures: [] });
}

const ofCase = (...parts: string[]) => parts.map((part) => `${caseId}${part}`);
/** `own` lists addresses that show something about cases. `besides` lists addresses that must show nothing about them. */
const own = ['/api/cases', '/api/inbox', '/api/notices', '/', '/cases', '/notices'];
const besides = [
  '/api/me',
  '/api/people',
  '/api/cycles',
  '/open',
  '/away',
  '/people',
  '/cycles',
  ...['ladders', 'cycles', 'calendars', `people/${engineer}`].map((part) => `/hr/${part}`),
  ...['ladders', 'cycles', 'calendars', 'seats', `people/${engineer}/events`].map((part) => `/api/hr/${part}`),
];

/** Everything that the API and the pages show to a person, without the parts that differ in every answer. */
async function everythingFor(who: string, isWhole: boolean): Promise<Record<string, string>> {
  const shown: Record<string, string> = {};
  const { pages, hr } = visitors[who] ?? {};
  if (!pages || !hr) throw new Error(who);
  let actions: { type: string; allowed: boolean }[] = [];
  /** Reads an address. A list of events is read to its end, page by page. */
  const read = async (path: string): Promise<void> => {
    if (!path.startsWith('/api/')) {
      const page = await (path.startsWith('/hr/') ? hr : pages).get(path);
      const later = /href="([^"]*)">Later events/.exec(page.html)?.[1];
      if (later) await read(later);
      shown[path] = `${page.status} ${page.html.replace(/(name="key" value=")[^"]*/g, '$1')}`;
      return;
    }
    const { status, headers, body } = await api.get(who, path);
    const { requestId: _id, ...rest } = body;
    const [address] = path.split('?');
    if (address?.endsWith(`${caseId}/events`) && rest.next) await read(`${address}?cursor=${rest.next}`);
    // The engine returns the entries of a map in any order.
    shown[path] = canonicalize([status, headers.get('etag'), rest]) ?? '';
    if (path === `/api/cases/${caseId}` && status === 200) actions = rest.actions as typeof actions;
  };
  // These are always refused to everyone except the engineer, so for other people one look at the end is enough.
  const theirs = who === engineer || isWhole;
  for (const path of ofCase('', '/events', '/verify', ...(theirs ? ['/missing', '/drafts/self-assessment'] : [])))
    await read(`/api/cases/${path}`);
  for (const path of ofCase('', '/history', ...(theirs ? ['/missing'] : []))) await read(`/cases/${path}`);
  for (const id of ['e1', 'e2', 'e3', 'e4'])
    for (const path of ['/api/cases', '/cases']) await read(`${path}/${caseId}/evidence/${id}/text`);
  for (const { type, allowed } of actions)
    if (allowed) await read(`/cases/${caseId}/steps/${type}?evidence=e1&objection=o1`);
  const proposals = proposal
    ? ['/hr', '/api/hr'].flatMap((at) => [`${at}/proposals`, `${at}/proposals/${proposal}`])
    : [];
  for (const path of [...own, ...proposals, ...(isWhole ? besides : [])]) await read(path);
  return shown;
}

/**
 * Everything that each person is shown. `isWhole` adds the addresses that have nothing to do with cases. Nothing is
 * written meanwhile, so repeated reads of the table are answered from memory.
 */
async function everything(isWhole: boolean): Promise<Record<string, Record<string, string>>> {
  const all: Record<string, Record<string, string>> = {};
  // Renews sessions that are due, because renewing one writes to the table.
  for (const { id } of people) await visitors[id]?.pages.get('/people');
  const forget = rememberReads(world.outside.table);
  for (const { id } of people) all[id] = await everythingFor(id, isWhole);
  forget();
  return all;
}

const places = story.map((one) => one.name);
const nameOf = new Map(Object.keys(sights).map((name) => [secret(name), name]));

test('every person and event in the table of sights exists in the story', () => {
  expect(new Set(places).size).toBe(places.length);
  for (const sight of [leaves, ...Object.values(sights)])
    for (const [who, from] of Object.entries(sight)) {
      expect(places).toContain(from);
      expect(people.map((one) => one.id)).toContain(who);
    }
});

test('each confidential text reaches only the people it is for, not before its time, and no log or mail', async () => {
  const tooMuch: string[] = [];
  const noticed: string[] = [];
  const seen = new Set<string>();
  const outside: string[] = [];
  let version = 0;
  let before = await everything(false);
  for (const [at, happening] of story.entries()) {
    const isLead = at > places.indexOf('upheld') ? 'olga-odc' : 'omar-odc';
    await happens(happening, at);
    if (happening.command !== 'save-draft') await relays(version);
    version = (await loadCase(world.outside.table, caseId))?.head.version ?? 0;
    // Look after each text that is written, and before each step under the seal. After other events we skip the look. A
    // sample looks at a sixth of these.
    const isLast = at === story.length - 1;
    const isLooked = happening.watched && isDrawn(at, part);
    const isNextQuiet = story[at + 1]?.quiet && isDrawn(at + 1, part);
    if (!isLooked && !isNextQuiet && !isLast) continue;
    const after = await everything(isLast);
    for (const [who, shown] of Object.entries(after))
      for (const [path, text] of Object.entries(shown)) {
        for (const word of secretsIn(text)) {
          const name = nameOf.get(word) ?? word;
          const from = sights[name]?.[who];
          const until = leaves[who];
          const isGone = until !== undefined && places.indexOf(until) <= at;
          if (from === undefined || places.indexOf(from) > at || isGone)
            tooMuch.push(`${who} reads ${name} at ${path.replace(caseId, ':id')} when ${happening.name}`);
          seen.add(`${who} ${name}`);
        }
        if (/callback-token|session-\d/.test(text)) outside.push(`${who} ${path}`);
        const mayNotice = [happening.who, isLead, ...ofHr].includes(who);
        if (happening.quiet && isDrawn(at, part) && !mayNotice && before[who]?.[path] !== text)
          noticed.push(`${who} notices at ${path.replace(caseId, ':id')} that ${happening.name}`);
      }
    before = after;
  }
  const said = [...logged, ...site.logged, ...letters.map((one) => JSON.stringify(one))];
  outside.push(...said.filter((text) => secretsIn(text).length > 0 || /callback-token|session-\d/.test(text)));
  expect([...new Set(tooMuch)]).toEqual([]);
  expect([...new Set(noticed)]).toEqual([]);
  expect(outside).toEqual([]);
  // Everyone who should have read a text by now has read it. So the search looks in the right places. A sample can miss a
  // text that is soon gone, such as a draft.
  const promised = Object.entries(sights).flatMap(([name, sight]) => Object.keys(sight).map((who) => `${who} ${name}`));
  expect(by({ sample: [], all: promised }).filter((one) => !seen.has(one))).toEqual([]);
  expect(seen.size).toBeGreaterThan(promised.length / 2);
  expect(letters.length).toBeGreaterThan(20);
}, 600_000);

test('the story has every command, except those that it says it leaves out', () => {
  const told = [...given, ...Object.keys(leftOut)];
  expect(told.sort()).toEqual([...personCommandTypes].sort());
});
