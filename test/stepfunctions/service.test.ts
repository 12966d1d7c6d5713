import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  callbackDefinition,
  executionArnOf,
  type Machine,
  startMachine,
  stateMachineArn,
} from '#test/support/step-functions.ts';

let machine: Machine;
const tokens: string[] = [];
beforeAll(async () => {
  machine = await startMachine(callbackDefinition(), async (_arn, payload) => {
    tokens.push((payload as { token: string }).token);
  });
});
afterAll(() => machine.stop());

const start = (name: string, input?: string) =>
  machine.client.send(new StartExecutionCommand({ stateMachineArn, name, input }));

describe('a start', () => {
  test('with the name and input of a running execution gives that execution', async () => {
    const first = await start('same', '{"a":1}');
    expect(await start('same', '{"a":1}')).toMatchObject({
      executionArn: first.executionArn,
      startDate: first.startDate,
    });
  });

  test('with the name of a running execution but another input is refused', async () => {
    await start('other', '{"a":1}');
    await expect(start('other', '{"a":2}')).rejects.toMatchObject({
      name: 'ExecutionAlreadyExists',
      message: `Execution Already Exists: '${executionArnOf('other')}'`,
    });
  });

  test('with the name of an execution that has ended is refused', async () => {
    const executionArn = await machine.run('ended');
    await machine.client.send(new StopExecutionCommand({ executionArn }));
    await expect(start('ended', '{}')).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
  });

  test('without input and name uses an empty object and a new name', async () => {
    const { executionArn } = await machine.client.send(new StartExecutionCommand({ stateMachineArn }));
    const { name, input } = await machine.client.send(new DescribeExecutionCommand({ executionArn }));
    expect(input).toBe('{}');
    expect(name).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('an execution', () => {
  test('has an output in its description only after it has ended', async () => {
    const executionArn = await machine.run('described', { a: 1 });
    const running = await machine.describe(executionArn);
    expect(running).toMatchObject({ status: 'RUNNING', name: 'described', input: '{"a":1}', stateMachineArn });
    expect(running.startDate?.toISOString()).toBe('2026-03-02T09:00:00.000Z');
    expect(running).not.toHaveProperty('output');
    expect(running).not.toHaveProperty('stopDate');
    await machine.callBack(tokens.at(-1), 2);
    const ended = await machine.describe(executionArn);
    expect(ended).toMatchObject({ status: 'SUCCEEDED', output: '{"a":1,"at":2}' });
    expect(ended.stopDate).toEqual(running.startDate);
  });

  test('keeps the first reason if it is stopped twice', async () => {
    const executionArn = await machine.run('stopped');
    const stop = (error: string) => machine.client.send(new StopExecutionCommand({ executionArn, error }));
    const { stopDate } = await stop('First');
    expect((await stop('Second')).stopDate).toEqual(stopDate);
    expect(await machine.describe(executionArn)).toMatchObject({ status: 'ABORTED', error: 'First' });
    expect((await machine.typesOf(executionArn)).filter((type) => type === 'ExecutionAborted')).toHaveLength(1);
  });
});

describe('a list', () => {
  test('has the newest executions first, in pages, filtered by status', async () => {
    for (const name of ['p1', 'p2', 'p3']) {
      await machine.pass(1000);
      await machine.run(name);
    }
    await machine.client.send(new StopExecutionCommand({ executionArn: executionArnOf('p2') }));
    const names: (string | undefined)[] = [];
    let nextToken: string | undefined;
    do {
      const page = await machine.client.send(
        new ListExecutionsCommand({ stateMachineArn, statusFilter: 'RUNNING', maxResults: 2, nextToken }),
      );
      expect(page.executions?.length).toBeLessThanOrEqual(2);
      expect(page.executions?.every((one) => one.status === 'RUNNING')).toBe(true);
      names.push(...(page.executions ?? []).map((one) => one.name));
      nextToken = page.nextToken;
    } while (nextToken);
    expect(names.slice(0, 2)).toEqual(['p3', 'p1']);
    expect(new Set(names).size).toBe(names.length);
  });

  test('misses no execution if executions start and end between two pages', async () => {
    for (const name of ['q1', 'q2', 'q3', 'q4']) {
      await machine.pass(1000);
      await machine.run(name);
    }
    const list = (nextToken?: string) =>
      machine.client.send(
        new ListExecutionsCommand({ stateMachineArn, statusFilter: 'RUNNING', maxResults: 2, nextToken }),
      );
    const first = await list();
    expect(first.executions?.map((one) => one.name)).toEqual(['q4', 'q3']);
    await machine.client.send(new StopExecutionCommand({ executionArn: executionArnOf('q4') }));
    await machine.pass(1000);
    await machine.run('q5');
    const second = await list(first.nextToken);
    expect(second.executions?.map((one) => one.name)).toEqual(['q2', 'q1']);
  });

  test('is empty for a status that never occurs here', async () => {
    const list = await machine.client.send(new ListExecutionsCommand({ stateMachineArn, statusFilter: 'TIMED_OUT' }));
    expect(list.executions).toEqual([]);
  });
});

describe('a history', () => {
  const pageOf = async (more: object) =>
    machine.client.send(new GetExecutionHistoryCommand({ executionArn: executionArnOf('told'), ...more }));
  const idsOf = async (more: object) => {
    const ids: (number | undefined)[] = [];
    let nextToken: string | undefined;
    do {
      const page = await pageOf({ ...more, nextToken });
      ids.push(...(page.events ?? []).map((event) => event.id));
      nextToken = page.nextToken;
    } while (nextToken);
    return ids;
  };
  beforeAll(() => machine.run('told', { secret: 1 }));

  test('can be read in pages, in both directions', async () => {
    for (const maxResults of [1, 2, 5, 6]) {
      expect(await idsOf({ maxResults })).toEqual([1, 2, 3, 4, 5]);
      expect(await idsOf({ maxResults, reverseOrder: true })).toEqual([5, 4, 3, 2, 1]);
    }
  });

  test('can be read without the data of the execution', async () => {
    const { events } = await pageOf({ includeExecutionData: false });
    expect(events?.map((event) => event.type)).toContain('TaskScheduled');
    expect(JSON.stringify(events)).not.toContain('secret');
    expect(JSON.stringify(events)).not.toContain(tokens.at(-1));
  });
});

describe('the service refuses', () => {
  const otherMachine = `${stateMachineArn}2`;
  test.each([
    ['a name with a space', () => start('bad name'), 'InvalidName'],
    ['a name with a colon', () => start('bad:name'), 'InvalidName'],
    ['a name that is too long', () => start('x'.repeat(81)), 'ValidationException'],
    ['input that is not JSON', () => start('not-json', '{'), 'InvalidExecutionInput'],
    [
      'another state machine',
      () => machine.client.send(new StartExecutionCommand({ stateMachineArn: otherMachine })),
      'StateMachineDoesNotExist',
    ],
    [
      'a list of another state machine',
      () => machine.client.send(new ListExecutionsCommand({ stateMachineArn: otherMachine })),
      'StateMachineDoesNotExist',
    ],
    [
      'a malformed ARN',
      () => machine.client.send(new GetExecutionHistoryCommand({ executionArn: 'nobody' })),
      'InvalidArn',
    ],
    ['an unknown execution', () => machine.describe(executionArnOf('gone')), 'ExecutionDoesNotExist'],
    ['an execution of another machine', () => machine.describe(`${otherMachine}:same`), 'ExecutionDoesNotExist'],
    [
      'stopping an unknown execution',
      () => machine.client.send(new StopExecutionCommand({ executionArn: executionArnOf('gone') })),
      'ExecutionDoesNotExist',
    ],
    [
      'an unknown status',
      () => machine.client.send(new ListExecutionsCommand({ stateMachineArn, statusFilter: 'running' as 'RUNNING' })),
      'ValidationException',
    ],
    [
      'a page that is too large',
      () => machine.client.send(new ListExecutionsCommand({ stateMachineArn, maxResults: 1001 })),
      'ValidationException',
    ],
    [
      'an unknown page token',
      () => machine.client.send(new ListExecutionsCommand({ stateMachineArn, nextToken: 'x' })),
      'InvalidToken',
    ],
    [
      'a callback with output that is not JSON',
      () => machine.client.send(new SendTaskSuccessCommand({ taskToken: tokens[0], output: 'yes' })),
      'InvalidOutput',
    ],
    [
      'a callback without output',
      () => machine.client.send(new SendTaskSuccessCommand({ taskToken: tokens[0], output: undefined })),
      'ValidationException',
    ],
    [
      'an action that is not implemented',
      () => machine.client.send(new SendTaskFailureCommand({ taskToken: tokens[0] })),
      'UnknownOperationException',
    ],
  ])('%s', async (_what, ask, name) => {
    await expect(ask()).rejects.toMatchObject({ name, $metadata: { httpStatusCode: 400 } });
  });

  test('a page that is too large with the words of AWS', async () => {
    const ask = new ListExecutionsCommand({ stateMachineArn, maxResults: 1001 });
    await expect(machine.client.send(ask)).rejects.toThrow(
      "1 validation error detected: Value '1001' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 1000",
    );
  });
});

describe('on the wire', () => {
  const post = (body: string, target = 'AWSStepFunctions.StartExecution') =>
    fetch(machine.service.endpoint, { method: 'POST', body, headers: { 'x-amz-target': target } });

  test('answers and errors are in AWS JSON 1.0 with a request id', async () => {
    const good = await post(JSON.stringify({ stateMachineArn, name: 'wire' }));
    expect(good.status).toBe(200);
    expect(await good.json()).toEqual({ executionArn: executionArnOf('wire'), startDate: expect.any(Number) });
    const bad = await post(JSON.stringify({ stateMachineArn, name: 'a b' }));
    expect(bad.status).toBe(400);
    expect(await bad.json()).toEqual({ __type: 'InvalidName', message: "Invalid Name: 'a b'" });
    for (const { headers } of [good, bad]) {
      expect(headers.get('content-type')).toBe('application/x-amz-json-1.0');
      expect(headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  test.each([
    ['a body that is not JSON', '{', undefined, 400, 'SerializationException'],
    ['JSON that is not an object', '[]', undefined, 400, 'SerializationException'],
    ['an action of another service', '{}', 'DynamoDB_20120810.Scan', 400, 'UnknownOperationException'],
    [
      'an action named like a method of every object',
      '{}',
      'AWSStepFunctions.toString',
      400,
      'UnknownOperationException',
    ],
    ['a body of more than a mebibyte', 'x'.repeat(2 ** 20 + 1), undefined, 413, 'RequestEntityTooLargeException'],
  ])('%s is refused', async (_what, body, target, status, type) => {
    const answer = await post(body, target);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ __type: type });
  });
});
