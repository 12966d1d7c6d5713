import { StartExecutionCommand } from '@aws-sdk/client-sfn';
import { afterEach, expect, test } from 'vitest';
import { readDefinition } from '#infra/local/stepfunctions/asl.ts';
import { type Execution, maxEvents } from '#infra/local/stepfunctions/execution.ts';
import { Transition } from '#infra/local/stepfunctions/transition.ts';
import {
  callbackDefinition,
  callDefinition,
  executionArnOf,
  failure,
  type Machine,
  startMachine,
  stateMachineArn,
} from '#test/support/step-functions.ts';

const limit = 262_144;
let machine: Machine | undefined;
afterEach(async () => {
  await machine?.stop();
  machine = undefined;
});

/** A JSON text with `bytes` bytes of UTF-8. Not all of its characters are ASCII. */
const jsonOf = (bytes: number) => `"ü${'x'.repeat(bytes - 4)}"`;

async function begin(definition: unknown, answer: unknown = {}) {
  const tokens: string[] = [];
  machine = await startMachine(definition, async (_arn, payload) => {
    tokens.push((payload as { token: string }).token);
    return answer;
  });
  const { client, service } = machine;
  return {
    machine,
    tokens,
    async start(name: string, input: string) {
      await client.send(new StartExecutionCommand({ stateMachineArn, name, input }));
      await service.settled();
      return executionArnOf(name);
    },
  };
}

test('input of 256 KiB is accepted and can be read after a restart, and one byte more is refused', async () => {
  const { machine, start } = await begin(callbackDefinition());
  const input = jsonOf(limit);
  expect(Buffer.byteLength(input)).toBe(limit);
  const arn = await start('large', input);
  await machine.restart();
  expect((await machine.describe(arn)).input).toBe(input);
  expect(await machine.typesOf(arn)).toContain('TaskSubmitted');
  await expect(
    machine.client.send(new StartExecutionCommand({ stateMachineArn, name: 'larger', input: jsonOf(limit + 1) })),
  ).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringContaining("Value at 'input' failed to satisfy constraint"),
  });
  await expect(machine.describe(executionArnOf('larger'))).rejects.toMatchObject({ name: 'ExecutionDoesNotExist' });
});

test('the output of a callback can have 256 KiB; with one byte more it is refused and the wait goes on', async () => {
  const { machine, tokens, start } = await begin(callbackDefinition({ ResultPath: null }));
  const arn = await start('one', '{}');
  await expect(machine.callBack(tokens[0], 'x'.repeat(limit - 1))).rejects.toMatchObject({
    name: 'ValidationException',
  });
  expect((await machine.describe(arn)).status).toBe('RUNNING');
  await machine.callBack(tokens[0], JSON.parse(jsonOf(limit)));
  expect((await machine.describe(arn)).status).toBe('SUCCEEDED');
});

test('the execution fails if a callback makes its data larger than 256 KiB', async () => {
  const { machine, tokens, start } = await begin(callbackDefinition());
  const arn = await start('one', '{"a":1}');
  await machine.callBack(tokens[0], JSON.parse(jsonOf(limit)));
  expect(await machine.describe(arn)).toMatchObject({
    status: 'FAILED',
    error: 'States.DataLimitExceeded',
    cause: "The state/task 'Wait' returned a result with a size exceeding the maximum number of bytes service limit.",
  });
});

test('a function that answers more than 256 KiB fails, and the error can be caught', async () => {
  const Catch = [{ ErrorEquals: ['States.DataLimitExceeded'], Next: 'Done', ResultPath: null }];
  const { machine, start } = await begin(callDefinition({ Catch }), 'x'.repeat(limit));
  const arn = await start('one', '{"a":1}');
  expect(await machine.describe(arn)).toMatchObject({ status: 'SUCCEEDED', output: '{"a":1}' });
  const failed = (await machine.history(arn)).find((event) => event.type === 'TaskFailed');
  expect(failed?.taskFailedEventDetails).toMatchObject({
    error: 'States.DataLimitExceeded',
    cause: "The state/task 'lambda' returned a result with a size exceeding the maximum number of bytes service limit.",
  });
});

test('a function whose answer cannot be JSON fails, and is called once', async () => {
  const { machine, tokens, start } = await begin(callDefinition(), { n: 1n });
  expect((await machine.describe(await start('one', '{}'))).error).toBe('TypeError');
  expect(tokens).toHaveLength(1);
});

test('the name and the cause of an error are cut to the lengths of AWS', async () => {
  machine = await startMachine(callDefinition(), async () => {
    throw failure('N'.repeat(300), 'm'.repeat(40_000));
  });
  const { error, cause } = await machine.describe(await machine.run('one'));
  expect(error).toHaveLength(256);
  expect(cause).toHaveLength(32_768);
});

test('a history that is longer than one page of the table is read completely', async () => {
  const { machine, tokens, start } = await begin(callbackDefinition({ ResultPath: null }));
  const input = jsonOf(limit);
  const arn = await start('one', input);
  await machine.callBack(tokens[0]);
  const events = await machine.history(arn);
  expect(events.map((event) => event.id)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(events[6]?.stateExitedEventDetails?.output).toBe(input);
  expect((await machine.service.inspect('one'))?.events).toHaveLength(8);
});

test('an execution fails before it would have more than 25,000 history events', () => {
  const machine = readDefinition(callDefinition({ Next: 'Call' }));
  const setting = { machine, executionArn: executionArnOf('one'), now: 0, newToken: () => '' };
  const fresh = { name: 'one', definition: '', input: '{}', data: '{}', startedAt: 0, events: 0, version: 0 };
  const none = { stoppedAt: null, error: null, cause: null, doing: null };
  let execution: Execution = { ...fresh, ...none, status: 'RUNNING' };
  execution = new Transition(execution, setting).begin('role').execution;
  while (execution.status === 'RUNNING')
    execution = new Transition(execution, setting).answered({ json: '{}' }).execution;
  expect(execution.error).toBe('States.Runtime');
  expect(execution.cause).toContain('The execution reached the maximum number of history events (25000).');
  expect(execution.events).toBeLessThanOrEqual(maxEvents);
  expect(execution.events).toBeGreaterThan(maxEvents - 20);
});
