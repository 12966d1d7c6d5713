import {
  DescribeExecutionCommand,
  SendTaskSuccessCommand,
  type SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterEach, expect, test } from 'vitest';
import {
  callbackDefinition,
  callDefinition,
  type Machine,
  startMachine,
  stateMachineArn,
} from '#test/support/step-functions.ts';

let machine: Machine;
let tokens: string[];
afterEach(() => machine.stop());

async function begin(definition: unknown): Promise<string> {
  tokens = [];
  machine = await startMachine(definition, async (_arn, payload) => {
    tokens.push((payload as { token: string }).token);
    return {};
  });
  return machine.run('one', { a: 1 });
}

const statusOf = async (executionArn: string) => (await machine.describe(executionArn)).status;
const day = 24 * 3600 * 1000;

test('a wait of 90 days ends on day 90, even with a restart on day 30', async () => {
  const arn = await begin(callbackDefinition({ TimeoutSeconds: 90 * 24 * 3600 }));
  await machine.pass(30 * day);
  await machine.restart();
  await machine.pass(60 * day - 1);
  expect(await statusOf(arn)).toBe('RUNNING');
  await machine.pass(1);
  expect(await statusOf(arn)).toBe('FAILED');
  expect((await machine.typesOf(arn)).at(-2)).toBe('TaskTimedOut');
});

test('a wait whose deadline passed while the endpoint was stopped ends at the next start', async () => {
  const arn = await begin(callbackDefinition({ TimeoutSeconds: 60 }));
  await machine.restart({ meanwhile: () => machine.clock.advance(day) });
  await machine.service.settled();
  expect(await statusOf(arn)).toBe('FAILED');
});

test('a token from before a restart still ends its wait, and the function is not called again', async () => {
  const arn = await begin(callbackDefinition());
  await machine.restart();
  await machine.service.settled();
  await machine.callBack(tokens[0], { b: 2 });
  expect(await machine.describe(arn)).toMatchObject({ status: 'SUCCEEDED', output: '{"a":1,"at":{"b":2}}' });
  expect(tokens).toHaveLength(1);
});

test('a restart does not change the length of a pause before the next attempt', async () => {
  const Retry = [{ ErrorEquals: ['Lambda.Unknown'], IntervalSeconds: 60, MaxAttempts: 1, BackoffRate: 1 }];
  let calls = 0;
  machine = await startMachine(callDefinition({ Retry }), async () => {
    calls += 1;
    if (calls === 1) throw Object.assign(new Error('broken'), { name: 'Lambda.Unknown' });
    return {};
  });
  const arn = await machine.run('one');
  await machine.pass(30_000);
  await machine.restart();
  await machine.pass(29_999);
  expect(calls).toBe(1);
  await machine.pass(1);
  expect(calls).toBe(2);
  expect(await statusOf(arn)).toBe('SUCCEEDED');
});

test('an execution that ended before a restart can be read after it, and its name stays taken', async () => {
  const arn = await begin(callbackDefinition());
  await machine.callBack(tokens[0]);
  const before = await machine.history(arn);
  await machine.restart();
  expect(await machine.history(arn)).toEqual(before);
  expect((await machine.describe(arn)).status).toBe('SUCCEEDED');
  await expect(machine.run('one', { a: 1 })).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
});

/** Runs a function that hangs in its first call, like a function in a killed process, and answers all later calls. */
async function beginHanging(definition: unknown): Promise<string> {
  let answer = (): void => {};
  tokens = [];
  machine = await startMachine(definition, async (_arn, payload) => {
    tokens.push((payload as { token: string }).token);
    if (tokens.length === 1)
      await new Promise<void>((resolve) => {
        answer = resolve;
      });
    return { call: tokens.length };
  });
  const starting = machine.run('one');
  await expect.poll(() => tokens.length).toBe(1);
  await machine.startBeside();
  await machine.service.settled();
  answer();
  return starting;
}

test('a function that was running when the process was killed is called again, without a new event', async () => {
  const arn = await beginHanging(callDefinition());
  expect(tokens).toHaveLength(2);
  expect(await statusOf(arn)).toBe('SUCCEEDED');
  expect((await machine.typesOf(arn)).slice(1, 6)).toEqual([
    'TaskStateEntered',
    'TaskScheduled',
    'TaskStarted',
    'TaskSucceeded',
    'TaskStateExited',
  ]);
});

test('a callback task whose function was running when the process was killed is called again with the same token', async () => {
  const arn = await beginHanging(callbackDefinition());
  expect(tokens).toHaveLength(2);
  expect(tokens[1]).toBe(tokens[0]);
  await machine.callBack(tokens[0]);
  expect(await statusOf(arn)).toBe('SUCCEEDED');
  expect((await machine.typesOf(arn)).filter((type) => type === 'TaskSubmitted')).toHaveLength(1);
});

test('a callback that was accepted before its function had answered is not lost when the process is killed', async () => {
  let release = (): void => {};
  tokens = [];
  machine = await startMachine(callbackDefinition(), async (_arn, payload) => {
    tokens.push((payload as { token: string }).token);
    if (tokens.length === 1)
      await new Promise<void>((resolve) => {
        release = resolve;
      });
    return {};
  });
  const starting = machine.run('one');
  await expect.poll(() => tokens.length).toBe(1);
  await machine.callBack(tokens[0], { early: true });
  await machine.startBeside();
  await machine.service.settled();
  release();
  expect(await machine.describe(await starting)).toMatchObject({
    status: 'SUCCEEDED',
    output: '{"at":{"early":true}}',
  });
});

test('two endpoints on the same records accept a callback once, and write every event once', async () => {
  const arn = await begin(callbackDefinition({ TimeoutSeconds: 60 }));
  const older = machine.client;
  await machine.startBeside();
  const send = (client: SFNClient, output: string) =>
    client.send(new SendTaskSuccessCommand({ taskToken: tokens[0], output }));
  const sent = await Promise.allSettled([send(older, '1'), send(machine.client, '2')]);
  expect(sent.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
  expect(sent.find((one) => one.status === 'rejected')).toMatchObject({ reason: { name: 'TaskTimedOut' } });
  const winner = sent.findIndex((one) => one.status === 'fulfilled') + 1;
  // The endpoint that lost has read what the other one wrote.
  for (const client of [older, machine.client]) {
    const { status, output } = await client.send(new DescribeExecutionCommand({ executionArn: arn }));
    expect({ status, output }).toEqual({ status: 'SUCCEEDED', output: JSON.stringify({ a: 1, at: winner }) });
  }
  const events = await machine.history(arn);
  expect(events.map((event) => event.id)).toEqual(events.map((_event, at) => at + 1));
  expect(events.filter((event) => event.type === 'TaskSucceeded')).toHaveLength(1);
});

test('an execution keeps the definition with which it started, and later executions use the new one', async () => {
  const arn = await begin(callbackDefinition({ TimeoutSeconds: 60 }));
  await machine.restart({ definition: callbackDefinition({ ResultPath: '$.new' }) });
  const later = await machine.run('later');
  await machine.callBack(tokens[1], 1);
  expect((await machine.describe(later)).output).toBe('{"new":1}');
  await machine.restart({ definition: callbackDefinition({ ResultPath: '$.newer' }) });
  await machine.callBack(tokens[0], 1);
  expect((await machine.describe(arn)).output).toBe('{"a":1,"at":1}');
});

test('the endpoint waits for a running function when it stops, and keeps the answer', async () => {
  let release = (): void => {};
  let calls = 0;
  machine = await startMachine(callDefinition(), async () => {
    calls += 1;
    await new Promise<void>((resolve) => {
      release = resolve;
    });
  });
  // The start is answered before the endpoint stops. `run` would also wait for the function.
  const input = { stateMachineArn, name: 'one', input: '{}' };
  const { executionArn = '' } = await machine.client.send(new StartExecutionCommand(input));
  await expect.poll(() => calls).toBe(1);
  const restarting = machine.restart();
  release();
  await restarting;
  await machine.service.settled();
  expect(calls).toBe(1);
  expect(await statusOf(executionArn)).toBe('SUCCEEDED');
});
