import { readFileSync } from 'node:fs';
import {
  DescribeExecutionCommand,
  type HistoryEvent,
  SendTaskSuccessCommand,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterEach, expect, test } from 'vitest';
import { callbackDefinition, type Machine, startMachine, stateMachineArn } from '#test/support/step-functions.ts';

let machine: Machine;
let tokens: string[];
afterEach(() => machine.stop());

async function begin(definition: unknown = callbackDefinition(), failures: Error[] = []) {
  tokens = [];
  machine = await startMachine(definition, async (_arn, payload) => {
    tokens.push((payload as { token: string }).token);
    const failure = failures.shift();
    if (failure) throw failure;
    return {};
  });
  const { executionArn } = await machine.client.send(
    new StartExecutionCommand({ stateMachineArn, name: 'one', input: '{"a":1}' }),
  );
  await machine.service.settled();
  return executionArn as string;
}

const callBack = (token: string, output: unknown = { stage: 'next' }) =>
  machine.client.send(new SendTaskSuccessCommand({ taskToken: token, output: JSON.stringify(output) }));
const status = async (executionArn: string) =>
  (await machine.client.send(new DescribeExecutionCommand({ executionArn }))).status;

interface Recorded {
  events: { id: number; previousEventId: number; type: string; details: string[] }[];
}

/** A history in the form of the fixtures: number, what it follows, type, and which details it carries. */
function shapeOf(events: HistoryEvent[]) {
  return events.map(({ id, previousEventId, type, timestamp, ...details }) => ({
    id,
    previousEventId,
    type,
    details: Object.keys(Object.values(details)[0] ?? {}).sort(),
  }));
}

function fixture(name: string): Recorded {
  return JSON.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8'));
}

test('a callback that succeeds leaves the history that AWS records', async () => {
  const arn = await begin();
  await callBack(tokens[0] as string);
  await machine.service.settled();
  expect(shapeOf(await machine.history(arn))).toEqual(fixture('callback-succeeds').events);
});

test('a callback that never comes leaves the history that AWS records', async () => {
  const arn = await begin(callbackDefinition({ TimeoutSeconds: 5 }));
  machine.clock.advance(5000);
  await machine.service.settled();
  expect(shapeOf(await machine.history(arn))).toEqual(fixture('callback-times-out').events);
  expect(await status(arn)).toBe('FAILED');
});

test('a token that was used, timed out or stopped is dead, and one never given does not exist', async () => {
  const arn = await begin(callbackDefinition({ TimeoutSeconds: 60 }));
  const [token = ''] = tokens;
  await callBack(token);
  await expect(callBack(token)).rejects.toMatchObject({ name: 'TaskTimedOut' });
  await expect(callBack(Buffer.alloc(96, 7).toString('base64'))).rejects.toMatchObject({ name: 'TaskDoesNotExist' });
  await expect(callBack('no token')).rejects.toMatchObject({ name: 'InvalidToken' });
  expect(await status(arn)).toBe('SUCCEEDED');

  for (const name of ['two', 'three'])
    await machine.client.send(new StartExecutionCommand({ stateMachineArn, name, input: '{}' }));
  await machine.service.settled();
  await machine.client.send(new StopExecutionCommand({ executionArn: arn.replace('one', 'two') }));
  machine.clock.advance(60_000);
  await machine.service.settled();
  for (const dead of tokens.slice(1)) await expect(callBack(dead)).rejects.toMatchObject({ name: 'TaskTimedOut' });
  expect(await status(arn.replace('one', 'two'))).toBe('ABORTED');
});

test('each attempt of a task has a token of its own', async () => {
  const retry = { ErrorEquals: ['Lambda.ServiceException'], IntervalSeconds: 2, MaxAttempts: 2, BackoffRate: 2 };
  const failure = Object.assign(new Error('unwell'), { name: 'Lambda.ServiceException' });
  const arn = await begin(callbackDefinition({ TimeoutSeconds: 600, Retry: [retry] }), [failure, failure]);
  machine.clock.advance(2000);
  await machine.service.settled();
  machine.clock.advance(3999);
  await machine.service.settled();
  expect(tokens).toHaveLength(2);
  machine.clock.advance(1);
  await machine.service.settled();
  expect(new Set(tokens).size).toBe(3);
  await expect(callBack(tokens[0] as string)).rejects.toMatchObject({ name: 'TaskTimedOut' });
  await callBack(tokens[2] as string);
  const types = (await machine.history(arn)).map((event) => event.type);
  expect(types.filter((type) => type === 'TaskStateEntered')).toHaveLength(1);
  expect(types.filter((type) => type === 'TaskScheduled')).toHaveLength(3);
});

test('a wait of 90 days ends on day 90 of the clock, although everything was restarted in between', async () => {
  const day = 24 * 3600 * 1000;
  const arn = await begin(callbackDefinition({ TimeoutSeconds: 90 * 24 * 3600 }));
  machine.clock.advance(30 * day);
  await machine.service.settled();
  await machine.restart();
  machine.clock.advance(60 * day - 1);
  await machine.service.settled();
  expect(await status(arn)).toBe('RUNNING');
  machine.clock.advance(1);
  await machine.service.settled();
  expect(await status(arn)).toBe('FAILED');
  expect((await machine.history(arn)).at(-2)?.type).toBe('TaskTimedOut');
});

test('a token that was given before a restart ends the wait after it', async () => {
  const arn = await begin();
  await machine.restart();
  await callBack(tokens[0] as string);
  expect(await status(arn)).toBe('SUCCEEDED');
  expect(tokens).toHaveLength(1);
});

test('a callback and a timeout at once have one winner', async () => {
  const arn = await begin(callbackDefinition({ TimeoutSeconds: 60 }));
  const answer = callBack(tokens[0] as string).then(
    () => 'SUCCEEDED',
    () => 'FAILED',
  );
  machine.clock.advance(60_000);
  const expected = await answer;
  await machine.service.settled();
  expect(await status(arn)).toBe(expected);
  const types = (await machine.history(arn)).map((event) => event.type);
  expect(types.filter((type) => type === 'TaskTimedOut' || type === 'TaskSucceeded')).toHaveLength(1);
});

test('a callback that comes before the function has answered is kept', async () => {
  let release = () => {};
  tokens = [];
  machine = await startMachine(callbackDefinition(), async (_arn, payload) => {
    tokens.push((payload as { token: string }).token);
    await new Promise<void>((resolve) => {
      release = resolve;
    });
    return {};
  });
  const { executionArn = '' } = await machine.client.send(
    new StartExecutionCommand({ stateMachineArn, name: 'early', input: '{}' }),
  );
  while (tokens.length === 0) await new Promise((resolve) => setTimeout(resolve, 2));
  await callBack(tokens[0] as string);
  release();
  await machine.service.settled();
  expect(await status(executionArn)).toBe('SUCCEEDED');
  expect(shapeOf(await machine.history(executionArn))).toEqual(fixture('callback-succeeds').events);
});
