import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApi } from '#functions/api/app.ts';
import { bytesOf, Meter } from '#infra/local/meter.ts';
import { writesFor } from '#shared/cases/writes.ts';
import { limits } from '#shared/contract/names.ts';
import type { CaseView } from '#shared/contract/view.ts';
import { transact, writesOf } from '#shared/store/transaction.ts';
import { type ApiUnderTest, apiOn } from '#test/support/api.ts';
import { by } from '#test/support/extent.ts';
import { softwareEngineerTrack } from '#test/support/ladders.ts';
import { startWorld, type World } from '#test/support/world.ts';
import { type Site, startSite } from '#test/web/visit.ts';
import { type Crowded, people } from './limits/crowded.ts';
import { largest } from './limits/largest.ts';
import { itemsIn } from './limits/sizes.ts';

let world: World;
let site: Site;
let api: ApiUnderTest;
const meter = new Meter();
beforeAll(async () => {
  world = await startWorld(people);
  api = await apiOn(world);
  site = await startSite({}, world);
  meter.watch(world.outside.table.client);
});
afterAll(() => world.stop());

/** Puts a case that was made in memory into the table. */
async function store({ scene }: Crowded): Promise<void> {
  const { table } = world.outside;
  const { state, events } = scene;
  const engineer = people.find((one) => one.id === state.head.engineerId);
  const change = { before: null, after: state, ladder: softwareEngineerTrack, events, guards: [], engineer };
  const items = itemsIn(writesFor(writesOf(table), change));
  for (let at = 0; at < items.length; at += 50)
    await transact(
      table,
      items.slice(at, at + 50).map((item) => writesOf(table).put('other', item as never)),
    );
  world.clock.set(scene.now());
}

/** The engineer, a reviewer who signs, the lead of the calibration, a signer, a peer, somebody who watches, and HR. */
const readers = by({
  sample: ['lena-three', 'omar-odc'],
  all: ['lena-three', 'tess-lead', 'omar-odc', 'hana-head', 'paul-peer', 'dario-director', 'hugo-hr'],
});
/** They show the whole record, and have no bound of their own. */
const whole = ['/api/cases/:id/verify', '/cases/:id/history'];

/** Every address at which a person reads a case or a list with it. Of the forms of steps, those that they can use now. */
async function addresses(who: string, caseId: string): Promise<string[]> {
  const { actions = [] } = (await api.get(who, `/api/cases/${caseId}`)).body as Partial<CaseView>;
  const types = actions.filter((one) => one.allowed).map((one) => one.type);
  const templates = [...createApi({} as never).routes, ...site.app.routes]
    .filter(({ method, path }) => method === 'GET' && path.includes('/cases/:id') && !whole.includes(path))
    .map(({ path }) => path);
  const steps = (path: string) => (path.includes(':type') ? types.map((type) => path.replace(':type', type)) : [path]);
  const ofCase = templates.flatMap(steps).map((path) => path.replace(':id', caseId).replace(':evidence', 'e1'));
  return [...new Set([...ofCase, '/', '/cases', '/api/cases', '/api/inbox'])];
}

interface Read {
  what: string;
  status: number;
  bytes: number;
  units: number;
}

async function read(who: string, path: string): Promise<Read & { next: string | null }> {
  const { result, usage } = await meter.measure(async () => {
    if (!path.startsWith('/api/')) {
      const { status, html } = await (await site.visitor(who)).get(path);
      return { status, bytes: Buffer.byteLength(html), next: null };
    }
    const { status, body } = await api.get(who, path);
    return {
      status,
      bytes: bytesOf(body),
      next: path.includes('/events') ? ((body.next as string | null) ?? null) : null,
    };
  });
  return { what: `${who} ${path}`, ...result, units: usage.readUnits };
}

/** Reads an address, and every further page of it. */
async function readAll(who: string, path: string): Promise<Read[]> {
  const pages = [await read(who, path)];
  for (let next = pages[0]?.next; next; next = pages.at(-1)?.next)
    pages.push(await read(who, `${path}?cursor=${next}`));
  return pages;
}

// The second character takes five bytes on a page, so fewer of them are taken.
const characters = [
  ['x', { events: limits.events - 1, words: limits.textBytes - 8 * 1024 }],
  ['&', { events: 330, words: 150 * 1024 }],
] as const;
test.each(characters.slice(0, by({ sample: 1, all: 2 })))(
  'every page of the largest case that the rules allow is under 1 MB and 250 read units: %s',
  async (character, atLeast) => {
    const seen: Read[] = [];
    const filled = { events: 0, words: 0 };
    await largest(character, async (moment, it) => {
      await store(it);
      const { state } = it.scene;
      for (const who of readers)
        for (const path of await addresses(who, state.head.id))
          seen.push(...(await readAll(who, path)).map((one) => ({ ...one, what: `${moment}: ${one.what}` })));
      expect(it.heaviest).toBeLessThan(10 * 1024);
      filled.events = state.head.version;
      filled.words = bytesOf({ words: Object.values(state.bodies).map((body) => body.content) });
    });
    expect(seen.filter(({ status }) => status !== 200 && status !== 404)).toEqual([]);
    expect(seen.filter(({ bytes, units }) => bytes >= 1_000_000 || units >= 250)).toEqual([]);
    // The case is really full.
    expect(filled.events).toBeGreaterThanOrEqual(atLeast.events);
    expect(filled.words).toBeGreaterThan(atLeast.words);
  },
  300_000,
);
