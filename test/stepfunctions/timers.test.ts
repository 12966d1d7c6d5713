import { StartExecutionCommand } from '@aws-sdk/client-sfn';
import { afterEach, expect, test, vi } from 'vitest';
import { localClock } from '#infra/local/runtime/clock.ts';
import {
  callbackDefinition,
  callDefinition,
  failure,
  type Machine,
  startMachine,
  stateMachineArn,
} from '#test/support/step-functions.ts';

let machine: Machine;
afterEach(() => machine.stop());

const endOf = async (executionArn: string) => (await machine.history(executionArn)).at(-1);

test('when a test moves the clock, each wait ends at its own instant and not earlier', async () => {
  machine = await startMachine(callbackDefinition({ TimeoutSecondsPath: '$.seconds' }), async () => ({}));
  const begun = machine.clock.now().getTime();
  const arns: string[] = [];
  for (const seconds of [300, 100, 200]) arns.push(await machine.run(`after-${seconds}`, { seconds }));
  const ended = async () => (await Promise.all(arns.map((arn) => machine.describe(arn)))).map((one) => one.status);
  await machine.pass(99_999);
  expect(await ended()).toEqual(['RUNNING', 'RUNNING', 'RUNNING']);
  await machine.pass(1);
  expect(await ended()).toEqual(['RUNNING', 'FAILED', 'RUNNING']);
  await machine.pass(100_000);
  expect(await ended()).toEqual(['RUNNING', 'FAILED', 'FAILED']);
  await machine.pass(100_000);
  expect(await ended()).toEqual(['FAILED', 'FAILED', 'FAILED']);
  const ends = await Promise.all(arns.map(endOf));
  expect(ends.map((one) => (one?.timestamp?.getTime() ?? 0) - begun)).toEqual([300_000, 100_000, 200_000]);
});

test('on a running clock the interpreter wakes at the deadline, and not only at its fallback look', async () => {
  const definition = callbackDefinition({ TimeoutSeconds: 1 });
  machine = await startMachine(definition, async () => ({}), localClock());
  const arn = await machine.run('one');
  await vi.waitUntil(async () => (await machine.describe(arn)).status === 'FAILED', { timeout: 60_000 });
  const [scheduled, timedOut] = (await machine.history(arn)).filter((one) => /Scheduled|TimedOut/.test(one.type ?? ''));
  const waited = (timedOut?.timestamp?.getTime() ?? 0) - (scheduled?.timestamp?.getTime() ?? 0);
  expect(waited).toBeGreaterThanOrEqual(1000);
  expect(waited).toBeLessThan(4000);
});

test('a pause that is over before it is stored ends at once', async () => {
  const Retry = [{ ErrorEquals: ['Lambda.Unknown'], IntervalSeconds: 60, MaxAttempts: 1, BackoffRate: 1 }];
  let calls = 0;
  machine = await startMachine(callDefinition({ Retry }), async () => {
    calls += 1;
    if (calls > 1) return {};
    // While the pause is being stored, the clock moves past its end.
    setImmediate(() => machine.clock.advance(60_000));
    throw failure('Lambda.Unknown');
  });
  const input = { stateMachineArn, name: 'one', input: '{}' };
  const { executionArn = '' } = await machine.client.send(new StartExecutionCommand(input));
  await vi.waitUntil(async () => (await machine.describe(executionArn)).status === 'SUCCEEDED', { timeout: 4000 });
  expect(calls).toBe(2);
});
