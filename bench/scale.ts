import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApi } from '#functions/api/app.ts';
import { createHr } from '#functions/hr/app.ts';
import type { ApiDeps } from '#functions/runtime/api/env.ts';
import { readEnvironment } from '#functions/runtime/environment.ts';
import { outsideOf, systemClock } from '#functions/runtime/outside.ts';
import { createWeb } from '#functions/web/app.tsx';
import { createHrPages } from '#functions/web/hr.tsx';
import { startEngine } from '#infra/local/engine/engine.ts';
import { localAccess } from '#infra/local/engine/table.ts';
import { bindSignIns } from '#infra/local/identity/bind.ts';
import { fillWith, type Wanted } from '#infra/local/load/fill.ts';
import { importTable } from '#infra/local/load/import.ts';
import { listCases } from '#shared/cases/list.ts';
import { functionAt } from '#shared/contract/paths.ts';
import { loadPerson } from '#shared/store/directory.ts';
import { holdersIn } from '#shared/store/holders.ts';
import { getMany } from '#shared/store/items.ts';
import { keys } from '#shared/store/keys.ts';
import { keepSession } from '#shared/store/sessions.ts';
import { signInOf } from '#test/support/sign-ins.ts';
import { meterOf } from './meter.ts';
import { median } from './print.ts';
import { askedOf, type Reader, readers } from './scale-addresses.ts';

/** `npm run bench -- --scale`: what each page and list costs with few people and cases, and with many, in one run. */

/** The sizes that are compared. `--small` is for a busy machine. */
const sizes = process.argv.includes('--small')
  ? ([
      { people: 100, cases: 100, open: 20, seed: 1 },
      { people: 500, cases: 800, open: 100, seed: 1 },
    ] as const)
  : ([
      { people: 100, cases: 1000, open: 40, seed: 1 },
      { people: 20_000, cases: 100_000, open: 5000, seed: 1 },
    ] as const);

/** Each address is asked so often, in turns at both sizes. The median counts. */
const rounds = 11;
const issuer = 'https://issuer.example.com';
const origin = 'http://127.0.0.1:3999';
const silent = () => {};

/** What one request costs. Units are as the engine counts them. */
interface Cost {
  calls: number;
  units: number;
  ms: number;
}

interface Scale {
  /** The paths that are served. */
  routes: string[];
  /** Null: this reader may not read it. */
  ask(who: Reader, address: string): Promise<Cost | null>;
  stop(): Promise<void>;
}

async function scaleOf(wanted: Wanted): Promise<Scale> {
  const folder = mkdtempSync(join(tmpdir(), 'rungs-scale-'));
  const file = join(folder, 'rungs.db');
  const settings = { RUNGS_TABLE: 'rungs', RUNGS_ORIGIN: origin, RUNGS_ISSUER: issuer, RUNGS_CLIENT_ID: 'rungs-web' };
  const environment = readEnvironment({
    ...settings,
    RUNGS_AUDIENCE: 'urn:rungs:api',
    RUNGS_STATE_MACHINE_ARN: 'unset',
    RUNGS_SIGN_IN_KEY: 'mail',
    RUNGS_INTRANET_HOSTS: '',
    RUNGS_TIME_ZONE: 'UTC',
  });
  const begun = performance.now();
  const loaded = await importTable(file, 'rungs', (sink) => fillWith(outsideOf(environment), sink, wanted));
  const seconds = ((performance.now() - begun) / 1000).toFixed(0);
  console.error(`${loaded.people} people, ${loaded.open + loaded.closed} cases: ${loaded.items} items in ${seconds} s`);
  const engine = await startEngine(file);
  const outside = outsideOf(environment, systemClock, localAccess(engine.endpoint));

  const askedSince = meterOf(outside.table);
  const names = await namesIn(outside);
  const log = { info: silent, warn: silent, error: (...what: unknown[]) => console.error(...what) };
  const identify = async (subject: string) => ({ issuer, subject, issuedAt: Date.now() / 1000 });
  const deps: ApiDeps = { outside, origin, version: '0', identify, log };
  const [api, hrApi] = [createApi(deps), createHr(deps)];
  const [web, hrWeb] = [createWeb({ outside, environment, log }), createHrPages({ outside, environment, log })];
  const now = Math.floor(Date.now() / 1000);
  for (const who of readers) {
    const personId = names[who];
    await bindSignIns(outside, issuer, [{ subject: personId, personId }]);
    const signIn = await signInOf(outside, personId);
    const session = { kind: 'session', personId, signIn, timeZone: 'UTC', ends: now + 40_000, version: 1 } as const;
    await keepSession(outside.table, `session-${who}`, { ...session, expires: now + 7200 });
  }
  return {
    routes: [api, hrApi, web, hrWeb].flatMap((app) =>
      app.routes.flatMap(({ method, path }) => (method === 'GET' ? path : [])),
    ),
    async ask(who, address) {
      const path = address.replace(/:(\w+)/g, (_, name: keyof typeof names) => names[name]);
      const isApi = path.startsWith('/api/');
      const app = { api, hr: isApi ? hrApi : hrWeb, web }[functionAt(path.replace(/\?.*/, ''))];
      const headers: Record<string, string> = isApi
        ? { authorization: `Bearer ${names[who]}` }
        : { cookie: `rungs=session-${who}` };
      askedSince();
      const start = performance.now();
      const answer = await app.request(`${origin}${path}`, { headers });
      await answer.text();
      const ms = performance.now() - start;
      const { calls, readUnits, writeUnits } = askedSince();
      if (answer.status === 403 || answer.status === 404) return null;
      if (answer.status !== 200) throw new Error(`${who} ${path} was answered with ${answer.status}`);
      return { calls, units: readUnits + writeUnits, ms };
    },
    async stop() {
      outside.table.client.destroy();
      await engine.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The readers, an open case and its engineer, and what lists are filtered by. */
async function namesIn(outside: Parameters<typeof listCases>[0]) {
  const ofHr = holdersIn(await getMany(outside.table, [keys.holders('hr')]), 'hr')?.people[0];
  const hr = ofHr && (await loadPerson(outside.table, ofHr));
  if (!hr) throw new Error('There is nobody of HR');
  const open = await listCases(outside, hr, { limit: 1, sort: 'due', stage: 'calibration' });
  const closed = await listCases(outside, hr, { limit: 1, sort: 'due', state: 'closed' });
  const [one] = open.items;
  const engineer = one && (await loadPerson(outside.table, one.engineerId));
  const { techLeadId: lead, headOfDepartmentId: head, deliveryDirectorId: director } = engineer ?? {};
  if (!one || !engineer || !lead || !head || !director) throw new Error('There is no case in the calibration');
  const { id, odc, team } = engineer;
  return {
    ...{ hr: hr.id, engineer: id, lead, head, director, odc, team },
    ...{ case: one.id, ladder: one.ladder.id, transition: one.transition },
    day: one.dueAt?.slice(0, 10) ?? '',
    month: closed.items[0]?.closedAt?.slice(0, 7) ?? '',
  };
}

/** Measures every list and page at both sizes, and prints a table. */
export async function printScale(): Promise<void> {
  const [few, many] = [await scaleOf(sizes[0]), await scaleOf(sizes[1])];
  const title = ({ cases, people }: Wanted) => `${cases} cases, ${people} people`;
  console.log(
    `| who, address | calls, read units, ms with ${title(sizes[0])} | with ${title(sizes[1])} | times the ms |`,
  );
  console.log('| --- | --- | --- | --- |');
  const asked = askedOf(few.routes);
  const missed = new Set(asked.map(([, path]) => path));
  for (const [who, path] of asked) {
    const costs: [Cost[], Cost[]] = [[], []];
    for (let round = 0; round < rounds; round++) {
      const [one, other] = [await few.ask(who, path), await many.ask(who, path)];
      if (!one || !other) break;
      costs[0].push(one);
      costs[1].push(other);
    }
    if (costs[0].length === 0) continue;
    missed.delete(path);
    const [one, other] = [medianOf(costs[0]), medianOf(costs[1])];
    const ratio = other.ms / one.ms;
    const isMore = other.calls > one.calls || ratio > 1.3;
    console.log(
      `| ${who}, \`${path}\` | ${words(one)} | ${words(other)} | ${ratio.toFixed(2)}${isMore ? ' **(over)**' : ''} |`,
    );
  }
  await few.stop();
  await many.stop();
  if (missed.size > 0) throw new Error(`Nobody could read ${[...missed].join(', ')}`);
}

const medianOf = (costs: readonly Cost[]): Cost => ({
  calls: median(costs.map((one) => one.calls)),
  units: median(costs.map((one) => one.units)),
  ms: median(costs.map((one) => one.ms)),
});

const words = ({ calls, units, ms }: Cost) => `${calls}, ${units}, ${ms.toFixed(1)}`;
