import { StartExecutionCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { callbackDefinition, type Machine, startMachine, stateMachineArn } from '#test/support/step-functions.ts';

const rounds = 20;
let machine: Machine;
let tokens: string[];
beforeAll(async () => {
  machine = await startMachine(callbackDefinition({ TimeoutSeconds: 60 }), async (_arn, payload) => {
    tokens.push((payload as { token: string }).token);
  });
});
afterAll(() => machine.stop());
beforeEach(() => {
  tokens = [];
});

const isDone = (work: Promise<unknown>) =>
  work.then(
    () => true,
    () => false,
  );

test('if a callback and the timeout come at the same time, one wins, and the answer says which', async () => {
  const ends = new Set<string | undefined>();
  for (let round = 0; round < rounds; round++) {
    const arn = await machine.run(`timeout-${round}`);
    const sent = isDone(machine.callBack(tokens[round]));
    // The timeout comes before and after the callback in turn.
    if (round % 2 === 1) await new Promise((resolve) => setImmediate(resolve));
    await machine.pass(60_000);
    const expected = (await sent) ? 'SUCCEEDED' : 'FAILED';
    await machine.service.settled();
    expect((await machine.describe(arn)).status).toBe(expected);
    const types = await machine.typesOf(arn);
    expect(types.filter((type) => type === 'TaskTimedOut' || type === 'TaskSucceeded')).toHaveLength(1);
    ends.add(expected);
  }
  expect(ends).toContain('FAILED');
});

test('if several callbacks come at the same time, one wins', async () => {
  for (let round = 0; round < rounds; round++) {
    const arn = await machine.run(`twice-${round}`);
    const sent = await Promise.all([1, 2, 3].map((n) => isDone(machine.callBack(tokens[round], n))));
    expect(sent.filter((done) => done)).toHaveLength(1);
    expect((await machine.describe(arn)).output).toBe(JSON.stringify({ at: sent.indexOf(true) + 1 }));
  }
});

test('if a callback and a stop by hand come at the same time, one wins', async () => {
  for (let round = 0; round < rounds; round++) {
    const executionArn = await machine.run(`stop-${round}`);
    const stop = () => machine.client.send(new StopExecutionCommand({ executionArn }));
    const callBack = () => isDone(machine.callBack(tokens[round]));
    const [done] =
      round % 2 ? await Promise.all([callBack(), stop()]) : (await Promise.all([stop(), callBack()])).slice(1);
    expect((await machine.describe(executionArn)).status).toBe(done ? 'SUCCEEDED' : 'ABORTED');
    const ends = (await machine.typesOf(executionArn)).filter((type) => type?.startsWith('Execution'));
    expect(ends).toHaveLength(2);
  }
});

test('many starts with one name at the same time make one execution, and another input is refused', async () => {
  const start = (input: string) =>
    machine.client.send(new StartExecutionCommand({ stateMachineArn, name: 'once', input }));
  const starts = await Promise.allSettled([...Array(10).fill('{"a":1}'), '{"a":2}'].map(start));
  expect(starts.slice(0, 10).map((one) => one.status)).toEqual(Array(10).fill('fulfilled'));
  expect(starts[10]).toMatchObject({ status: 'rejected', reason: { name: 'ExecutionAlreadyExists' } });
  await machine.service.settled();
  expect(tokens).toHaveLength(1);
});
