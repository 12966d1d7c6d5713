import { beforeAll, describe, expect, test } from 'vitest';
import { createSweep, type Swept } from '#functions/sweep/handler.ts';
import { aLook, dollarsOfSweeping } from '#infra/local/client/cost.ts';
import { noUsage } from '#infra/local/meter.ts';
import type { Table } from '#shared/store/client.ts';
import { keys } from '#shared/store/keys.ts';
import { Killed, Process } from '#test/reliability/support/crash.ts';
import { by } from '#test/support/extent.ts';
import { type Company, companyWith, watched } from './support/company.ts';
import { LimitedStepFunctions } from './support/step-functions.ts';
import { SimulatedTime } from './support/time.ts';

// The sweep of a company with many open cases, every five minutes for an hour, with the quota of AWS. Time is simulated.
const open = by({ sample: 2000, all: 20_000 });
const begins = '2026-03-02T09:00:00.000Z';
const minute = 60_000;
/** Lambda ends a run after this time. */
const lambdaMs = 290_000;

interface Hour {
  lookedAt: Set<string>;
  asked: Set<string>;
  throttled: number;
  failed: number;
  killed: number;
  longestMs: number;
  readUnits: number;
  writeUnits: number;
}

interface Going {
  /** Before which call each run is killed. Null: it lives. */
  killAt?: (run: number) => number | null;
  /** What goes wrong on purpose. */
  without?: 'cursor' | 'limit';
}

/** A table that forgets how far the sweep has come. */
function forgetful(table: Table): Table {
  const client = {
    async send(command: { input: { TransactItems?: { Put?: { Item?: { pk?: string } } }[] } }) {
      const [{ Put } = {}] = command.input.TransactItems ?? [];
      return Put?.Item?.pk === keys.sweep.pk ? {} : table.client.send(command as never);
    },
  };
  return { name: table.name, client: client as never };
}

/** Every client call of a process is counted, and fails once it is dead. */
function through(process: Process, table: Table): Table {
  const client = {
    async send(command: unknown) {
      process.send();
      return table.client.send(command as never);
    },
  };
  return { name: table.name, client: client as never };
}

async function anHour(
  staleAs: Parameters<typeof companyWith>[2],
  { killAt = () => null, without }: Going = {},
): Promise<Hour & { company: Company }> {
  const time = new SimulatedTime(begins);
  const company = await companyWith(time, open, staleAs);
  const machine = new LimitedStepFunctions(time, (token) => company.wakeLater(token.split(' ')[0] ?? ''));
  const usage = noUsage();
  const lookedAt = new Set<string>();
  const table = watched(company.outside.table, usage, (caseId) => lookedAt.add(caseId));
  const kept = without === 'cursor' ? forgetful(table) : table;
  const hour = { failed: 0, killed: 0, longestMs: 0 };
  const process = new Process();
  const settling = {
    outside: { ...company.outside, table: through(process, kept) },
    machine: { client: process.around(machine.client), arn: machine.arn },
    log: { info: () => {}, warn: () => {}, error: () => {} },
  };
  const sweep = createSweep(settling, without === 'limit' ? async () => {} : time.pause);
  for (let run = 0; run < 12; run++) {
    time.passTo(Date.parse(begins) + run * 5 * minute);
    process.begin(killAt(run));
    const from = time.now().getTime();
    const swept = await time.during(process.run(() => sweep())).catch((error: unknown): Swept => {
      if (!(error instanceof Killed)) throw error;
      hour.killed += 1;
      return { looked: 0, failed: 0 };
    });
    hour.failed += swept.failed;
    hour.longestMs = Math.max(hour.longestMs, time.now().getTime() - from);
  }
  const { readUnits, writeUnits } = usage;
  const asked = new Set(machine.asked.map((name) => name.replace(/-g\d+$/, '')));
  return { ...hour, company, lookedAt, asked, throttled: machine.throttled, readUnits, writeUnits };
}

describe(`an hour of the sweep at ${open} open cases`, () => {
  /** One case in twenty: its wait is over, or its execution is too old. */
  const some = (at: number) => (at % 40 === 7 ? 'late' : at % 40 === 27 ? 'old' : null);
  const stale = (company: Company) => company.caseIds.filter((_id, at) => some(at) !== null);
  let hour: Awaited<ReturnType<typeof anHour>>;
  beforeAll(async () => {
    hour = await anHour(some);
  }, 600_000);

  test('every case is looked at, and Step Functions is asked only about those where something is stale', () => {
    expect(hour.lookedAt.size).toBe(open);
    expect([...hour.asked].sort()).toEqual(stale(hour.company).sort());
    expect([hour.throttled, hour.failed]).toEqual([0, 0]);
  });

  test('no run goes on until Lambda ends it', () => {
    expect(hour.longestMs).toBeLessThan(lambdaMs);
  });
});

describe(`if nothing is stale in any of ${open} cases`, () => {
  test('a look takes what the figures count, so the sweep costs less than 0.0005 dollars for an open case and month', async () => {
    const hour = await anHour(() => null);
    expect([hour.lookedAt.size, hour.asked.size]).toEqual([open, 0]);
    const measured = { readUnits: hour.readUnits / open, writeUnits: hour.writeUnits / open };
    console.log(
      `A look at ${open} open cases: ${JSON.stringify(measured)}, ${dollarsOfSweeping().toFixed(6)} dollars a month`,
    );
    // A run reads the indexes and stores how far it has come, also if it looks at few cases: the figures are those of 20,000.
    expect(measured.readUnits).toBeLessThan(by({ sample: 2, all: 1 }) * aLook.readUnits);
    expect(measured.writeUnits).toBeLessThan(by({ sample: 10, all: 1 }) * aLook.writeUnits);
    expect(dollarsOfSweeping()).toBeLessThan(0.0005);
  }, 600_000);
});

test('runs that are killed lose nothing: each next one goes on where they were', async () => {
  const { lookedAt, asked, throttled, killed } = await anHour((at) => (at % 20 === 7 ? 'late' : null), {
    killAt: (run) => (run < 3 ? 150 + run * 40 : null),
  });
  expect([lookedAt.size, asked.size, throttled]).toEqual([open, open / 20, 0]);
  expect(killed).toBe(3);
}, 600_000);

test('even if something is stale in every case, each is asked about within the hour, and nothing is throttled', async () => {
  const { lookedAt, asked, throttled, longestMs } = await anHour(() => 'late');
  expect([lookedAt.size, asked.size, throttled]).toEqual([open, open, 0]);
  expect(longestMs).toBeLessThan(lambdaMs);
}, 600_000);

describe('this simulation finds', () => {
  test('a sweep that begins from the front again after each run that was killed', async () => {
    const { lookedAt, killed } = await anHour(() => null, { without: 'cursor', killAt: () => 200 });
    expect(killed).toBe(12);
    expect(lookedAt.size).toBeLessThan(open);
  }, 600_000);

  test('a sweep that asks without a limit', async () => {
    expect((await anHour(() => 'late', { without: 'limit' })).throttled).toBeGreaterThan(0);
  }, 600_000);
});
