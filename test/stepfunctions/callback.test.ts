import { StopExecutionCommand } from '@aws-sdk/client-sfn';
import { afterEach, expect, test } from 'vitest';
import {
  callbackDefinition,
  executionArnOf,
  failure,
  type Machine,
  startMachine,
} from '#test/support/step-functions.ts';

let machine: Machine;
let tokens: string[];
afterEach(() => machine.stop());

async function begin(definition: unknown = callbackDefinition(), failures: Error[] = []): Promise<string> {
  tokens = [];
  machine = await startMachine(definition, async (_arn, payload) => {
    tokens.push((payload as { token: string }).token);
    const error = failures.shift();
    if (error) throw error;
    return {};
  });
  return machine.run('one', { a: 1 });
}

const statusOf = async (executionArn: string) => (await machine.describe(executionArn)).status;

test('a wait goes on until a callback comes, and takes the output of the callback', async () => {
  const arn = await begin();
  expect(await statusOf(arn)).toBe('RUNNING');
  await machine.callBack(tokens[0], { stage: 'next' });
  expect(await machine.describe(arn)).toMatchObject({ status: 'SUCCEEDED', output: '{"a":1,"at":{"stage":"next"}}' });
});

test('a token is opaque, long and different each time', async () => {
  await begin();
  for (const name of ['two', 'three']) await machine.run(name);
  expect(new Set(tokens).size).toBe(3);
  for (const token of tokens) expect(token).toMatch(/^[A-Za-z0-9+/]{128}$/);
});

test('a used token is not valid any more', async () => {
  await begin();
  await machine.callBack(tokens[0]);
  await expect(machine.callBack(tokens[0])).rejects.toMatchObject({
    name: 'TaskTimedOut',
    message: "Task Timed Out: 'Provided task does not exist anymore'",
  });
});

test('a token is not valid after its wait has timed out', async () => {
  const arn = await begin(callbackDefinition({ TimeoutSeconds: 60 }));
  await machine.pass(60_000);
  await expect(machine.callBack(tokens[0])).rejects.toMatchObject({ name: 'TaskTimedOut' });
  expect(await statusOf(arn)).toBe('FAILED');
});

test('a token is not valid after its execution was stopped by hand', async () => {
  const arn = await begin();
  await machine.client.send(new StopExecutionCommand({ executionArn: arn, error: 'Moved', cause: 'by hand' }));
  await expect(machine.callBack(tokens[0])).rejects.toMatchObject({ name: 'TaskTimedOut' });
  expect(await machine.describe(arn)).toMatchObject({ status: 'ABORTED', error: 'Moved', cause: 'by hand' });
});

test('an unknown token does not exist, and a malformed token is invalid', async () => {
  await begin();
  const never = Buffer.alloc(96, 7).toString('base64');
  await expect(machine.callBack(never)).rejects.toMatchObject({ name: 'TaskDoesNotExist' });
  await expect(machine.callBack('no token')).rejects.toMatchObject({
    name: 'InvalidToken',
    message: "Invalid Token: 'Invalid token'",
  });
});

test('each attempt of a task has its own token, and only the token of the last attempt is valid', async () => {
  const retry = { ErrorEquals: ['Lambda.ServiceException'], IntervalSeconds: 2, MaxAttempts: 2, BackoffRate: 2 };
  const broken = failure('Lambda.ServiceException');
  const arn = await begin(callbackDefinition({ TimeoutSeconds: 600, Retry: [retry] }), [broken, broken]);
  await machine.pass(2000);
  await machine.pass(4000);
  expect(new Set(tokens).size).toBe(3);
  for (const old of tokens.slice(0, 2))
    await expect(machine.callBack(old)).rejects.toMatchObject({ name: 'TaskTimedOut' });
  await machine.callBack(tokens[2]);
  expect(await statusOf(arn)).toBe('SUCCEEDED');
});

test('a wait of 90 days ends on day 90 of the clock and not before', async () => {
  const day = 24 * 3600 * 1000;
  const arn = await begin(callbackDefinition({ TimeoutSeconds: 90 * 24 * 3600 }));
  await machine.pass(90 * day - 1);
  expect(await statusOf(arn)).toBe('RUNNING');
  await machine.pass(1);
  expect(await machine.describe(arn)).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
  expect((await machine.typesOf(arn)).slice(-2)).toEqual(['TaskTimedOut', 'ExecutionFailed']);
});

test('the timeout of a wait can come from the data', async () => {
  const definition = callbackDefinition({ TimeoutSecondsPath: '$.seconds' });
  await begin(definition);
  const arn = await machine.run('timed', { seconds: 100 });
  await machine.pass(99_999);
  expect(await statusOf(arn)).toBe('RUNNING');
  await machine.pass(1);
  expect(await statusOf(arn)).toBe('FAILED');
});

test.each([
  ['answers', () => {}],
  [
    'fails',
    () => {
      throw failure('Late');
    },
  ],
])(
  'a callback that comes before its function has answered counts, even if the function then %s',
  async (_what, end) => {
    let release = (): void => {};
    tokens = [];
    machine = await startMachine(callbackDefinition(), async (_arn, payload) => {
      tokens.push((payload as { token: string }).token);
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      end();
      return {};
    });
    const starting = machine.run('early');
    await expect.poll(() => tokens.length).toBe(1);
    await machine.callBack(tokens[0], { stage: 'next' });
    await expect(machine.callBack(tokens[0])).rejects.toMatchObject({ name: 'TaskTimedOut' });
    expect(await statusOf(executionArnOf('early'))).toBe('RUNNING');
    release();
    expect(await machine.describe(await starting)).toMatchObject({
      status: 'SUCCEEDED',
      output: '{"at":{"stage":"next"}}',
    });
  },
);

test('a callback that came in time counts at the deadline, even if its function hangs', async () => {
  let release = (): void => {};
  tokens = [];
  machine = await startMachine(callbackDefinition({ TimeoutSeconds: 60 }), async (_arn, payload) => {
    tokens.push((payload as { token: string }).token);
    await new Promise<void>((resolve) => {
      release = resolve;
    });
  });
  const starting = machine.run('hanging');
  await expect.poll(() => tokens.length).toBe(1);
  await machine.callBack(tokens[0]);
  machine.clock.advance(60_000);
  await expect.poll(() => statusOf(executionArnOf('hanging'))).toBe('SUCCEEDED');
  release();
  expect(await statusOf(await starting)).toBe('SUCCEEDED');
});

test('the description of an execution contains no token', async () => {
  const arn = await begin();
  const events = await machine.history(arn);
  expect(JSON.stringify(events)).toContain(tokens[0]);
  expect(JSON.stringify(await machine.describe(arn))).not.toContain(tokens[0]);
});
