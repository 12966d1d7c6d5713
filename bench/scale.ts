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
import { median } from './print.ts';

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

/** The lists and pages, by who asks. Words with a colon stand for what the table of that size has. */
const asked: [who: 'hr' | 'engineer' | 'lead', path: string][] = [
  ['hr', '/api/cases'],
  ['hr', '/api/cases?state=closed'],
  ['hr', '/api/cases?stage=calibration'],
  ['hr', '/api/cases?turn=:lead'],
  ['hr', '/api/cases?engineerId=:engineer'],
  ['hr', '/api/cases?leadId=:lead'],
  ['hr', '/api/cases?odc=ODC 1'],
  ['hr', '/api/cases?odc=ODC 1&team=Team 2'],
  ['hr', '/api/cases?transition=L3-L4'],
  ['hr', '/api/cases?outcome=not-promoted'],
  ['hr', '/api/cases?closed=:month'],
  ['hr', '/api/cases?cycle=none'],
  ['hr', '/api/cases?sort=name'],
  ['engineer', '/api/cases'],
  ['lead', '/api/cases'],
  ['lead', '/api/inbox'],
  ['engineer', '/api/notices'],
  ['engineer', '/api/people'],
  ['hr', '/api/hr/proposals'],
  ['hr', '/'],
  ['engineer', '/'],
  ['lead', '/'],
  ['hr', '/cases'],
  ['lead', '/cases'],
  ['hr', '/cases/:case'],
  ['hr', '/cases/:case/history'],
  ['lead', '/open'],
  ['engineer', '/people'],
  ['hr', '/hr/people/:engineer'],
  ['hr', '/hr/seats'],
  ['hr', '/hr/proposals'],
];

/** What one request costs. Units are as the engine counts them. */
interface Cost {
  calls: number;
  units: number;
  ms: number;
}

interface Scale {
  ask(who: string, path: string): Promise<Cost>;
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

  let cost = { calls: 0, units: 0 };
  outside.table.client.middlewareStack.add(
    (next) => async (args) => {
      Object.assign(args.input, { ReturnConsumedCapacity: 'TOTAL' });
      const answer = await next(args);
      const { ConsumedCapacity: used = [] } = answer.output as { ConsumedCapacity?: Used | Used[] };
      cost.calls += 1;
      for (const { CapacityUnits = 0 } of [used].flat()) cost.units += CapacityUnits;
      return answer;
    },
    { step: 'initialize', name: 'scale' },
  );
  const names = await namesIn(outside);
  const log = { info: silent, warn: silent, error: (...what: unknown[]) => console.error(...what) };
  const deps: ApiDeps = { outside, origin, version: '0', identify: async (subject) => ({ issuer, subject }), log };
  const [api, hrApi] = [createApi(deps), createHr(deps)];
  const [web, hrWeb] = [createWeb({ outside, environment, log }), createHrPages({ outside, environment, log })];
  const now = Math.floor(Date.now() / 1000);
  for (const who of ['hr', 'engineer', 'lead'] as const) {
    const personId = names[who];
    await bindSignIns(outside, issuer, [{ subject: personId, personId }]);
    const signIn = await signInOf(outside, personId);
    const session = { kind: 'session', personId, signIn, timeZone: 'UTC', ends: now + 40_000, version: 1 } as const;
    await keepSession(outside.table, `session-${who}`, { ...session, expires: now + 7200 });
  }
  return {
    async ask(who, template) {
      const path = template.replace(/:(\w+)/g, (_, name: keyof typeof names) => names[name]);
      const isApi = path.startsWith('/api/');
      const app = { api, hr: isApi ? hrApi : hrWeb, web }[functionAt(path.replace(/\?.*/, ''))];
      const headers: Record<string, string> = isApi
        ? { authorization: `Bearer ${names[who as 'hr']}` }
        : { cookie: `rungs=session-${who}` };
      cost = { calls: 0, units: 0 };
      const start = performance.now();
      const answer = await app.request(`${origin}${path}`, { headers });
      await answer.text();
      const ms = performance.now() - start;
      if (answer.status !== 200) throw new Error(`${who} ${path} was answered with ${answer.status}`);
      return { ...cost, ms };
    },
    async stop() {
      outside.table.client.destroy();
      await engine.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Used {
  CapacityUnits?: number;
}

/** Somebody of HR, an open case, its engineer and whoever leads its calibration, and a month in which cases closed. */
async function namesIn(outside: Parameters<typeof listCases>[0]) {
  const ofHr = holdersIn(await getMany(outside.table, [keys.holders('hr')]), 'hr')?.people[0];
  const hr = ofHr && (await loadPerson(outside.table, ofHr));
  if (!hr) throw new Error('There is nobody of HR');
  const open = await listCases(outside, hr, { limit: 1, sort: 'due', stage: 'calibration' });
  const closed = await listCases(outside, hr, { limit: 1, sort: 'due', state: 'closed' });
  const [one] = open.items;
  const engineer = one && (await loadPerson(outside.table, one.engineerId));
  if (!one || !engineer?.techLeadId) throw new Error('There is no case in the calibration');
  return {
    hr: hr.id,
    case: one.id,
    engineer: engineer.id,
    lead: engineer.techLeadId,
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
  for (const [who, path] of asked) {
    const costs: [Cost[], Cost[]] = [[], []];
    for (let round = 0; round < rounds; round++) {
      costs[0].push(await few.ask(who, path));
      costs[1].push(await many.ask(who, path));
    }
    const [one, other] = [medianOf(costs[0]), medianOf(costs[1])];
    const ratio = other.ms / one.ms;
    const isMore = other.calls > one.calls || ratio > 1.3;
    console.log(
      `| ${who}, \`${path}\` | ${words(one)} | ${words(other)} | ${ratio.toFixed(2)}${isMore ? ' **(over)**' : ''} |`,
    );
  }
  await few.stop();
  await many.stop();
}

const medianOf = (costs: readonly Cost[]): Cost => ({
  calls: median(costs.map((one) => one.calls)),
  units: median(costs.map((one) => one.units)),
  ms: median(costs.map((one) => one.ms)),
});

const words = ({ calls, units, ms }: Cost) => `${calls}, ${units}, ${ms.toFixed(1)}`;
