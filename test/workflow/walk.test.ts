import { afterEach, expect, test } from 'vitest';
import { caseDefinition } from '#infra/workflow/definition.ts';
import type { TaskPayload } from '#shared/contract/workflow.ts';
import { failure, functionArn, type Machine, startMachine } from '#test/support/step-functions.ts';

let machine: Machine;
afterEach(() => machine.stop());

const caseId = 'case_01JD0000000000000000000000';
const minute = { wakeAfterSeconds: 60 };
type Task = TaskPayload['task'];

/** Stands in for the case in the table: it only has a stage, and answers the tasks. */
class Case {
  stage = 'self-assessment';
  readonly tasks: string[] = [];
  readonly tokens: string[] = [];
  readonly failures: Partial<Record<Task, Error[]>> = {};

  readonly answer = async (_arn: string, payload: unknown): Promise<unknown> => {
    const task = payload as TaskPayload;
    this.tasks.push(task.task === 'open-stage' ? task.stage : task.task);
    const error = this.failures[task.task]?.shift();
    if (error) throw error;
    if (task.task === 'open-stage') {
      if (task.stage !== this.stage) throw failure('StageMoved');
      this.tokens.push(task.token);
    }
    return task.task === 'look' || task.task === 'remind' ? { stage: this.stage, ...minute, more: 'x' } : {};
  };

  /** Moves the case to the next stage and sends the callback of the wait. */
  async moveTo(stage: string): Promise<void> {
    this.stage = stage;
    await machine.callBack(this.tokens.at(-1), { stage, ...minute });
    await machine.service.settled();
  }
}

async function begin(prepare: (about: Case) => void = () => {}): Promise<{ about: Case; arn: string }> {
  const about = new Case();
  prepare(about);
  machine = await startMachine(caseDefinition({ functionArn, partition: 'aws' }), about.answer);
  return { about, arn: await machine.run('one', { caseId, generation: 1 }) };
}

const path = ['calibration', 'portfolio', 'sign-off', 'closing'];
const enteredIn = async (arn: string) =>
  (await machine.history(arn)).map((event) => event.stateEnteredEventDetails?.name).filter((name) => name);

test('a case from L2 to L3 enters at most 12 states and makes at most 60 history events', async () => {
  const { about, arn } = await begin();
  for (const stage of path) await about.moveTo(stage);
  expect((await machine.describe(arn)).status).toBe('SUCCEEDED');
  expect(about.tasks).toEqual(['look', 'self-assessment', 'calibration', 'portfolio', 'sign-off', 'close']);
  const entered = await enteredIn(arn);
  expect(entered).toEqual([
    'Look',
    ...['SelfAssessment', 'Calibration', 'Portfolio', 'SignOff', 'Close'].flatMap((name) => ['Route', name]),
  ]);
  expect(entered.length).toBeLessThanOrEqual(12);
  expect((await machine.history(arn)).length).toBeLessThanOrEqual(60);
});

test('a wait that times out reminds and then waits again with a new token', async () => {
  const { about, arn } = await begin();
  await machine.pass(60_000);
  await machine.pass(60_000);
  expect(about.tasks).toEqual(['look', 'self-assessment', 'remind', 'self-assessment', 'remind', 'self-assessment']);
  expect(new Set(about.tokens).size).toBe(3);
  expect((await machine.describe(arn)).status).toBe('RUNNING');
});

test('a year of daily reminders stays far below the limit of 25,000 history events', async () => {
  const { arn } = await begin();
  for (let round = 0; round < 20; round++) await machine.pass(60_000);
  const perReminder = ((await machine.history(arn)).length - 13) / 20;
  expect(perReminder * 365).toBeLessThan(6000);
});

test('if the case has left the stage, the execution looks again', async () => {
  const { about, arn } = await begin();
  about.stage = 'portfolio';
  await machine.callBack(about.tokens[0], { stage: 'calibration', ...minute });
  await machine.service.settled();
  expect(about.tasks).toEqual(['look', 'self-assessment', 'calibration', 'look', 'portfolio']);
  expect((await machine.describe(arn)).status).toBe('RUNNING');
});

test.each([
  ['an unknown stage', { stage: 'promoted', ...minute }],
  ['no stage', minute],
  ['no time', { stage: 'sign-off' }],
  ['a time below a minute', { stage: 'sign-off', wakeAfterSeconds: 59 }],
  ['a time beyond thirty days', { stage: 'sign-off', wakeAfterSeconds: 30 * 24 * 3600 + 1 }],
  ['a time that is not a number', { stage: 'sign-off', wakeAfterSeconds: '60' }],
  ['text', 'sign-off'],
  ['nothing', null],
  ['a list', [{ stage: 'sign-off', ...minute }]],
])('after a callback with %s the execution looks again', async (_what, output) => {
  const { about, arn } = await begin();
  await machine.callBack(about.tokens[0], output);
  await machine.service.settled();
  expect(about.tasks).toEqual(['look', 'self-assessment', 'look', 'self-assessment']);
  expect((await machine.describe(arn)).status).toBe('RUNNING');
});

test('a callback that claims the end does not close the case, because the closing task reads the case', async () => {
  const { about, arn } = await begin((one) => {
    one.failures.close = [failure('OutcomeNotDecided')];
  });
  await machine.callBack(about.tokens[0], { stage: 'closing', ...minute });
  await machine.service.settled();
  expect(about.tasks.at(-1)).toBe('close');
  expect(await machine.describe(arn)).toMatchObject({ status: 'FAILED', error: 'OutcomeNotDecided' });
});

test('if the case was stopped when it was about to close, the execution looks again', async () => {
  const { about, arn } = await begin((one) => {
    one.failures.close = [failure('StageMoved')];
  });
  about.stage = 'stopped';
  await machine.callBack(about.tokens[0], { stage: 'closing', ...minute });
  await machine.service.settled();
  expect(about.tasks.slice(-3)).toEqual(['close', 'look', 'stopped']);
  expect((await machine.describe(arn)).status).toBe('RUNNING');
});

test.each<[Task, (about: Case) => Promise<void>]>([
  ['look', async () => {}],
  ['open-stage', async () => {}],
  ['remind', () => machine.pass(60_000)],
  ['close', (about) => about.moveTo('closing')],
])('an older generation ends without an error if its task %s finds that it was replaced', async (task, go) => {
  const { about, arn } = await begin((one) => {
    one.failures[task] = [failure('Superseded')];
  });
  await go(about);
  expect(await machine.describe(arn)).toMatchObject({ status: 'SUCCEEDED' });
  expect((await enteredIn(arn)).at(-1)).toBe('Replaced');
});

test('a stage without a route fails the execution instead of looking again forever', async () => {
  const { about, arn } = await begin((one) => {
    one.failures.look = [failure('NoRoute')];
  });
  expect(await machine.describe(arn)).toMatchObject({ status: 'FAILED', error: 'NoRoute' });
  expect(about.tasks).toEqual(['look']);
});

test('an error of the Lambda service is retried six times, with longer and longer pauses', async () => {
  const { about, arn } = await begin((one) => {
    one.failures['open-stage'] = Array.from({ length: 6 }, () => failure('Lambda.TooManyRequestsException'));
  });
  for (const seconds of [2, 4, 8, 16, 32, 64]) {
    expect(about.tokens).toEqual([]);
    await machine.pass(seconds * 1000);
  }
  expect(about.tokens).toHaveLength(1);
  await about.moveTo('closing');
  expect((await machine.describe(arn)).status).toBe('SUCCEEDED');
});
