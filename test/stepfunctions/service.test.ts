import {
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  SendTaskFailureCommand,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readDefinition } from '#infra/local/stepfunctions/asl.ts';
import {
  callbackDefinition,
  functionArn,
  type Machine,
  startMachine,
  stateMachineArn,
} from '#test/support/step-functions.ts';

let machine: Machine;
beforeAll(async () => {
  machine = await startMachine(callbackDefinition(), async () => ({}));
});
afterAll(() => machine.stop());

const start = (name: string, input = '{}') =>
  machine.client.send(new StartExecutionCommand({ stateMachineArn, name, input }));

test('starting an execution again with the same input is the same execution, with another it is refused', async () => {
  const first = await start('same', '{"a":1}');
  expect((await start('same', '{"a":1}')).executionArn).toBe(first.executionArn);
  await expect(start('same', '{"a":2}')).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
});

test('bad input is refused as the service does', async () => {
  await expect(start('bad name')).rejects.toMatchObject({ name: 'InvalidName' });
  await expect(start('not-json', '{')).rejects.toMatchObject({ name: 'InvalidExecutionInput' });
  await expect(start('large', JSON.stringify('x'.repeat(262_143)))).rejects.toMatchObject({
    name: 'InvalidExecutionInput',
  });
  const arn = `${stateMachineArn}2`;
  await expect(
    machine.client.send(new StartExecutionCommand({ stateMachineArn: arn, name: 'a' })),
  ).rejects.toMatchObject({ name: 'StateMachineDoesNotExist' });
  await expect(machine.client.send(new GetExecutionHistoryCommand({ executionArn: 'nobody' }))).rejects.toMatchObject({
    name: 'ExecutionDoesNotExist',
  });
  await expect(machine.client.send(new SendTaskFailureCommand({ taskToken: 'a' }))).rejects.toMatchObject({
    name: 'UnknownOperationException',
  });
});

test('lists and histories come in pages', async () => {
  for (const name of ['p1', 'p2', 'p3']) await start(name);
  const names: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = await machine.client.send(
      new ListExecutionsCommand({ stateMachineArn, statusFilter: 'RUNNING', maxResults: 2, nextToken }),
    );
    names.push(...(page.executions ?? []).map((one) => one.name ?? ''));
    nextToken = page.nextToken;
  } while (nextToken);
  expect(names).toEqual(expect.arrayContaining(['p1', 'p2', 'p3']));
  expect(new Set(names).size).toBe(names.length);

  await machine.service.settled();
  const executionArn = (await start('p1')).executionArn;
  const first = await machine.client.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 3 }));
  const rest = await machine.client.send(
    new GetExecutionHistoryCommand({ executionArn, maxResults: 3, nextToken: first.nextToken }),
  );
  expect([...(first.events ?? []), ...(rest.events ?? [])].map((event) => event.id)).toEqual([1, 2, 3, 4, 5]);
  const last = await machine.client.send(
    new GetExecutionHistoryCommand({ executionArn, maxResults: 1, reverseOrder: true }),
  );
  expect(last.events?.[0]?.type).toBe('TaskSubmitted');
});

describe('a definition with anything that is not implemented is refused, by its place', () => {
  const task = callbackDefinition().States.Wait;
  const { End: _end, ...endless } = task;
  const cases: [string, object, string][] = [
    ['a field of the machine', { TimeoutSeconds: 5 }, 'definition.TimeoutSeconds'],
    ['a query language', { QueryLanguage: 'JSONata' }, 'definition.QueryLanguage'],
    ['a state type', { States: { Wait: { Type: 'Wait', Seconds: 1, End: true } } }, 'Wait.Type'],
    ['a field of a task', { States: { Wait: { ...task, HeartbeatSeconds: 5 } } }, 'Wait.HeartbeatSeconds'],
    ['an input path', { States: { Wait: { ...task, InputPath: '$.a' } } }, 'Wait.InputPath'],
    ['a resource', { States: { Wait: { ...task, Resource: 'arn:aws:states:::sqs:sendMessage' } } }, 'Wait.Resource'],
    [
      'an intrinsic function',
      { States: { Wait: { ...task, Parameters: { FunctionName: functionArn, 'a.$': 'States.UUID()' } } } },
      'Wait.Parameters.a.$',
    ],
    [
      'a path with an index',
      { States: { Wait: { ...task, TimeoutSecondsPath: '$.a[0]' } } },
      'Wait.TimeoutSecondsPath',
    ],
    ['a result path into the context', { States: { Wait: { ...task, ResultPath: '$$.a' } } }, 'Wait.ResultPath'],
    ['a state that is not there', { States: { Wait: { ...endless, Next: 'Gone' } } }, 'definition'],
    [
      'a field of a retrier',
      {
        States: {
          Wait: {
            ...task,
            Retry: [{ ErrorEquals: ['A'], IntervalSeconds: 1, MaxAttempts: 1, BackoffRate: 1, JitterStrategy: 'FULL' }],
          },
        },
      },
      'Wait.Retry.0.JitterStrategy',
    ],
    [
      'a comparison',
      {
        States: {
          Wait: {
            Type: 'Choice',
            Choices: [{ And: [{ Variable: '$.a', StringMatches: 'a*' }], Next: 'Wait' }],
            Default: 'Wait',
          },
        },
      },
      'Wait.Choices.0.And.0.StringMatches',
    ],
    [
      'a choice by or',
      {
        States: {
          Wait: {
            Type: 'Choice',
            Choices: [{ Or: [{ Variable: '$.a', IsPresent: true }], Next: 'Wait' }],
            Default: 'Wait',
          },
        },
      },
      'Wait.Choices.0.Or',
    ],
  ];
  test.each(cases)('%s', (_what, change, place) => {
    expect(() => readDefinition({ ...callbackDefinition(), ...change })).toThrow(`${place}: `);
  });

  test('what it does implement is accepted', () => {
    expect(readDefinition(callbackDefinition()).StartAt).toBe('Wait');
  });
});
