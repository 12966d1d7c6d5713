import { readFileSync } from 'node:fs';
import { type HistoryEvent, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { afterEach, expect, test } from 'vitest';
import {
  callbackDefinition,
  callDefinition,
  executionArnOf,
  failure,
  type Machine,
  startMachine,
} from '#test/support/step-functions.ts';

let machine: Machine;
afterEach(() => machine.stop());

interface Shape {
  id?: number;
  previousEventId: number;
  type: string;
  details: string[];
}

/** The number of an event, the event that it follows, its type, and the names of its details. */
function shapeOf({ id, previousEventId, type, timestamp, ...details }: HistoryEvent) {
  return { id, previousEventId, type, details: Object.keys(Object.values(details)[0] ?? {}).sort() };
}

/** The history that AWS recorded. Each file names the place where it was published. */
function recorded(name: string): Shape[] {
  const { events } = JSON.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8'));
  return (events as Shape[]).map((event) => ({ ...event, type: event.type.replace('PassState', 'SucceedState') }));
}

async function begin(definition: unknown): Promise<{ arn: string; tokens: string[] }> {
  const tokens: string[] = [];
  machine = await startMachine(definition, async (_arn, payload) => {
    tokens.push((payload as { token: string }).token);
    return { given: true };
  });
  return { arn: await machine.run('one', { a: 1 }), tokens };
}

test('a callback makes the same history as in AWS', async () => {
  const { arn, tokens } = await begin(callbackDefinition());
  await machine.callBack(tokens[0], { stage: 'next' });
  expect((await machine.history(arn)).map(shapeOf)).toEqual(recorded('callback-succeeds'));
});

test('a callback that never comes makes the same history as in AWS', async () => {
  const { arn } = await begin(callbackDefinition({ TimeoutSeconds: 5 }));
  await machine.pass(5000);
  expect((await machine.history(arn)).map(shapeOf)).toEqual(recorded('callback-times-out'));
});

test('a caught error makes the same history as in AWS', async () => {
  const Catch = [{ ErrorEquals: ['Custom'], Next: 'Done', ResultPath: null }];
  machine = await startMachine(callDefinition({ Catch }), async () => {
    throw failure('Custom');
  });
  const arn = await machine.run('one');
  expect((await machine.history(arn)).map(shapeOf)).toEqual(recorded('error-is-caught'));
});

test('a caught timeout makes the same history as in AWS', async () => {
  const Catch = [{ ErrorEquals: ['States.Timeout'], Next: 'Done', ResultPath: null }];
  let answer = (): void => {};
  machine = await startMachine(callDefinition({ Catch, TimeoutSeconds: 5 }), async () => {
    await new Promise<void>((resolve) => {
      answer = resolve;
      machine.clock.advance(5000);
    });
  });
  const starting = machine.run('one');
  await expect.poll(() => machine.typesOf(executionArnOf('one')).catch(() => [])).toContain('ExecutionSucceeded');
  answer();
  expect((await machine.history(await starting)).map(shapeOf)).toEqual(recorded('timeout-is-caught'));
});

test('a stopped execution ends with the same event as in AWS', async () => {
  const { arn } = await begin(callbackDefinition());
  await machine.client.send(new StopExecutionCommand({ executionArn: arn }));
  const { id, ...last } = shapeOf((await machine.history(arn)).at(-1) as HistoryEvent);
  expect([last]).toEqual(recorded('execution-is-stopped'));
  expect(id).toBe(6);
});

test('the details contain inputs, outputs and parameters', async () => {
  const { arn, tokens } = await begin(callbackDefinition({ TimeoutSeconds: 60 }));
  await machine.callBack(tokens[0], { stage: 'next' });
  const [started, entered, scheduled, taskStarted, submitted, succeeded, exited, ended] = await machine.history(arn);
  expect(started?.executionStartedEventDetails?.input).toBe('{"a":1}');
  expect(entered?.stateEnteredEventDetails).toMatchObject({ name: 'Wait', input: '{"a":1}' });
  expect(scheduled?.taskScheduledEventDetails).toMatchObject({
    resourceType: 'lambda',
    resource: 'invoke.waitForTaskToken',
    region: 'eu-central-1',
    timeoutInSeconds: 60,
  });
  expect(JSON.parse(scheduled?.taskScheduledEventDetails?.parameters ?? '')).toMatchObject({
    Payload: { token: tokens[0] },
  });
  expect(taskStarted?.taskStartedEventDetails).toEqual({ resourceType: 'lambda', resource: 'invoke.waitForTaskToken' });
  expect(JSON.parse(submitted?.taskSubmittedEventDetails?.output ?? '')).toMatchObject({
    Payload: { given: true },
    StatusCode: 200,
  });
  expect(succeeded?.taskSucceededEventDetails?.output).toBe('{"stage":"next"}');
  expect(exited?.stateExitedEventDetails).toMatchObject({ name: 'Wait', output: '{"a":1,"at":{"stage":"next"}}' });
  expect(ended?.executionSucceededEventDetails?.output).toBe('{"a":1,"at":{"stage":"next"}}');
});

test('every event has the time of the clock when it happened', async () => {
  const { arn, tokens } = await begin(callbackDefinition());
  await machine.pass(3_600_000);
  await machine.callBack(tokens[0]);
  const times = (await machine.history(arn)).map((event) => event.timestamp?.toISOString());
  expect(new Set(times.slice(0, 5))).toEqual(new Set(['2026-03-02T09:00:00.000Z']));
  expect(new Set(times.slice(5))).toEqual(new Set(['2026-03-02T10:00:00.000Z']));
});
