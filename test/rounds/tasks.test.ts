import { afterAll, beforeAll, expect, test } from 'vitest';
import { notify } from '#functions/relay/notify.ts';
import { settle } from '#functions/runtime/settle.ts';
import { createWorkflow } from '#functions/workflow/handler.ts';
import { executeSystem } from '#shared/cases/system.ts';
import { nowTold } from '#shared/cases/told.ts';
import { workflowStages } from '#shared/contract/names.ts';
import { loadEvents } from '#shared/store/cases.ts';
import { loadPerson, profileItem } from '#shared/store/directory.ts';
import { transact, writesOf } from '#shared/store/transaction.ts';
import { cast, engineerAt } from '#test/security/cast.ts';
import { type Cost, costOf } from '#test/support/rounds.ts';
import { type Apps, differing, startApps } from './apps.ts';
import { roundsOfATask, tasks } from './table.ts';

let apps: Apps;
beforeAll(async () => {
  apps = await startApps();
});
afterAll(() => apps.stop());

const silent = () => {};

test('every task costs what the table says', async () => {
  const { outside } = apps.world;
  const { table } = outside;
  const run = createWorkflow(outside);
  const log = { info: silent, warn: silent, error: silent };
  // A Step Functions client that accepts every execution and callback.
  const machine = {
    client: { send: async () => ({}) } as never,
    arn: 'arn:aws:states:eu-central-1:1:stateMachine:one',
  };
  const costs = new Map<string, Cost>();
  const does = async (what: string, work: () => Promise<unknown>) => {
    costs.set(what, (await costOf(table, work)).cost);
  };
  const task = (what: string, payload: object) => does(what, () => run(payload, { awsRequestId: 'test' }));

  const opening = { caseId: await apps.caseAt('opening'), generation: 1 };
  await task('look', { task: 'look', ...opening, routes: workflowStages });
  await does('settle a case', () => settle({ outside, machine, log }, opening.caseId));
  await task('open-stage', {
    task: 'open-stage',
    ...opening,
    stage: 'track',
    token: 'token',
    enteredAt: outside.clock.now().toISOString(),
    retryCount: 0,
    wakeAfterSeconds: 3600,
  });
  const sealed = { caseId: await apps.caseAt('sealed'), generation: 1 };
  const telling = { outside, log, origin: 'https://rungs.example.com', mail: null };
  // People are told when it happens. Later, only what still holds would be told.
  const now = outside.clock.now().toISOString();
  const [, second] = await loadEvents(table, sealed.caseId);
  apps.world.clock.set(second?.at ?? now);
  await does('tell of an event', () => notify(telling, { caseId: sealed.caseId, seq: 2 }));
  apps.world.clock.set(now);
  await does('mark what was told', () => nowTold(outside, [{ caseId: sealed.caseId, seq: 1 }]));
  const mail = async () => true;
  await does('tell of an event by mail', () => notify({ ...telling, mail }, { caseId: opening.caseId, seq: 2 }));
  await task('remind, and nothing is due', { task: 'remind', ...sealed });
  apps.world.clock.advanceDays(60);
  await task('remind', { task: 'remind', ...sealed });
  await task('close', { task: 'close', caseId: await apps.caseAt('closing'), generation: 1 });

  const lead = await loadPerson(table, cast.lead);
  if (!lead) throw new Error(cast.lead);
  const left = profileItem({ ...lead, active: false, version: lead.version + 1 });
  await transact(table, [writesOf(table).put('other', left)]);
  // The sweep has seen whose parts go to others.
  const behind = [engineerAt('sealed'), cast.lead, cast.signer];
  await does('resettle', () =>
    executeSystem(outside, sealed.caseId, { type: 'resettle' }, 'sweep', 'test', { behind }),
  );
  const restart = { type: 'restart', generation: 1, reason: 'lost' } as const;
  await does('restart', () => executeSystem(outside, sealed.caseId, restart, 'sweep', 'test'));

  const names = new Set([...costs.keys(), ...Object.keys(tasks)]);
  const rows = [...names].map((name) => [name, tasks[name], costs.get(name) as Cost] as const);
  expect(differing(rows)).toBe('');
}, 180_000);

test('no task takes more than four rounds', () => {
  // Once people are told in the product, each mail is a task of its own: it opens its window and marks what it holds.
  const own = { ...tasks };
  const [rounds, calls] = own['tell of an event by mail'] ?? [0, 0];
  own['tell of an event by mail'] = [rounds - (own['tell of an event']?.[0] ?? 0), calls];
  expect(Object.entries(own).filter(([, [rounds]]) => rounds > roundsOfATask)).toEqual([]);
});
