import { readFileSync } from 'node:fs';
import aslValidator from 'asl-validator';
import { expect, test } from 'vitest';
import { localNames } from '#infra/local/names.ts';
import { readDefinition } from '#infra/local/stepfunctions/asl.ts';
import { fill } from '#infra/local/stepfunctions/paths.ts';
import { caseDefinition, waitName } from '#infra/workflow/definition.ts';
import { keyOf, synthesizeDefinition, synthesizedFile } from '#infra/workflow/synthesize.ts';
import { routedStages, wakeBounds, workflowStages } from '#shared/contract/names.ts';
import { TaskPayload } from '#shared/contract/workflow.ts';

interface State {
  Type: string;
  Resource?: string;
  Parameters?: { Payload: Record<string, unknown> };
  ResultSelector?: Record<string, string>;
  ResultPath?: string | null;
  TimeoutSeconds?: number;
  TimeoutSecondsPath?: string;
  Retry?: { ErrorEquals: string[]; MaxAttempts: number }[];
  Catch?: { ErrorEquals: string[]; Next: string; ResultPath: null }[];
  Choices?: { And: Record<string, unknown>[]; Next: string }[];
  Default?: string;
  Next?: string;
  End?: boolean;
}

const definition = caseDefinition({ functionArn: 'arn:aws:lambda:eu-central-1:0:function:workflow', partition: 'aws' });
const states = definition.States as Record<string, State>;
const entries = Object.entries(states);
const waits = workflowStages.map((stage): [string, State] => [stage, states[waitName(stage)] as State]);
const tasks = entries.filter(([, state]) => state.Type === 'Task');

/** The state to which an error leads. Null: the error fails the execution. */
const caught = (state: State | undefined, error: string) =>
  state?.Catch?.find((one) => one.ErrorEquals.includes(error))?.Next ?? null;

test('the definition is valid Amazon States Language, and the local endpoint implements everything in it', () => {
  // The validator writes defaults into its argument, so it gets a copy.
  expect(aslValidator(structuredClone(definition)).errorsText()).toBe('');
  expect(aslValidator({ ...structuredClone(definition), StartAt: 'Nowhere' }).isValid).toBe(false);
  expect(readDefinition(JSON.parse(JSON.stringify(definition))).StartAt).toBe('Look');
});

test('the committed definition, which the local stack uses, is up to date', async () => {
  const committed = JSON.parse(readFileSync(synthesizedFile, 'utf8'));
  expect(committed).toEqual({ key: keyOf(localNames), definition: await synthesizeDefinition(localNames) });
});

test('an execution looks at the case, goes to the stage of the case, and comes to an end', () => {
  expect(definition.StartAt).toBe('Look');
  const graph = Object.fromEntries(
    entries.map(([name, { Next, End, Default, Choices, Catch }]) => [
      name,
      {
        next: Next ?? (End ? 'the end' : Default),
        ways: Choices?.map((one) => one.Next) ?? Catch?.map((one) => one.Next),
      },
    ]),
  );
  const wait = { next: 'Route', ways: ['Replaced', 'Look', 'Remind'] };
  expect(graph).toEqual({
    Look: { next: 'Route', ways: ['Replaced'] },
    Route: { next: 'Look', ways: [...workflowStages.map((stage) => waitName(stage)), 'Close'] },
    ...Object.fromEntries(workflowStages.map((stage) => [waitName(stage), wait])),
    Remind: { next: 'Route', ways: ['Replaced'] },
    Close: { next: 'the end', ways: ['Replaced', 'Look'] },
    Replaced: { next: undefined, ways: undefined },
  });
});

test.each(waits)('the wait of %s ends with a callback or after the time that the case gives', (_stage, state) => {
  expect(state.Resource).toBe('arn:aws:states:::lambda:invoke.waitForTaskToken');
  expect(state.TimeoutSecondsPath).toBe('$.at.wakeAfterSeconds');
  expect(state.ResultPath).toBe('$.at');
  expect(caught(state, 'States.Timeout')).toBe('Remind');
  expect(caught(state, 'States.HeartbeatTimeout')).toBe('Remind');
  expect(caught(state, 'StageMoved')).toBe('Look');
});

test('the other tasks do not wait for a callback, and give up after 120 seconds', () => {
  const others = tasks.filter(([name]) => !workflowStages.map(waitName).includes(name));
  expect(others.map(([name]) => name)).toEqual(['Look', 'Remind', 'Close']);
  for (const [, state] of others) {
    expect(state.Resource).toBe('arn:aws:states:::lambda:invoke');
    expect(state.TimeoutSeconds).toBe(120);
  }
});

test('every task ends the execution without an error if its generation was replaced', () => {
  for (const [, state] of tasks) expect(caught(state, 'Superseded')).toBe('Replaced');
  expect(states.Replaced).toEqual({ Type: 'Succeed' });
});

test('only errors of the Lambda service are retried, not refusals of our tasks', () => {
  for (const [, state] of tasks) {
    expect(state.Retry?.flatMap((one) => one.ErrorEquals).sort()).toEqual([
      'Lambda.AWSLambdaException',
      'Lambda.SdkClientException',
      'Lambda.ServiceException',
      'Lambda.TooManyRequestsException',
      'Lambda.Unknown',
    ]);
    for (const one of state.Retry ?? []) expect(one.MaxAttempts).toBeLessThanOrEqual(6);
  }
});

test('a caught error does not overwrite the data', () => {
  for (const [, state] of tasks) for (const one of state.Catch ?? []) expect(one.ResultPath).toBeNull();
});

test('only the stage and the time to wake up are kept from the answer of a task', () => {
  const kept = { 'stage.$': '$.Payload.stage', 'wakeAfterSeconds.$': '$.Payload.wakeAfterSeconds' };
  for (const name of ['Look', 'Remind'])
    expect(states[name]).toMatchObject({ ResultSelector: kept, ResultPath: '$.at' });
  expect(states.Close?.ResultPath).toBeNull();
});

test('Route accepts a stage only with a time to wake up within bounds', () => {
  const choices = states.Route?.Choices ?? [];
  expect(choices.map((one) => one.And[1])).toEqual(
    routedStages.map((stage) => ({ Variable: '$.at.stage', StringEquals: stage })),
  );
  for (const { And } of choices)
    expect([And[0], ...And.slice(2)]).toEqual([
      { Variable: '$.at.stage', IsPresent: true },
      { Variable: '$.at.wakeAfterSeconds', IsPresent: true },
      { Variable: '$.at.wakeAfterSeconds', IsNumeric: true },
      { Variable: '$.at.wakeAfterSeconds', NumericGreaterThanEquals: wakeBounds.min },
      { Variable: '$.at.wakeAfterSeconds', NumericLessThanEquals: wakeBounds.max },
    ]);
});

test('each task gets the payload that its function reads, with the case from the input of the execution', () => {
  const caseId = 'case_01JD0000000000000000000000';
  const scope = {
    input: { caseId: 'another_case', generation: 9, at: { stage: 'portfolio', wakeAfterSeconds: 86_400 } },
    context: {
      Execution: { Input: { caseId, generation: 2 } },
      State: { EnteredTime: '2026-03-02T09:00:00.000Z', RetryCount: 1 },
      Task: { Token: 'token' },
    },
  };
  const read = tasks.map(([name, state]) => [name, TaskPayload.parse(fill(state.Parameters?.Payload, scope))]);
  const which = { caseId, generation: 2 };
  const opening = { enteredAt: '2026-03-02T09:00:00.000Z', retryCount: 1, token: 'token', wakeAfterSeconds: 86_400 };
  expect(Object.fromEntries(read)).toEqual({
    Look: { task: 'look', ...which, routes: [...routedStages] },
    ...Object.fromEntries(
      workflowStages.map((stage) => [waitName(stage), { task: 'open-stage', stage, ...which, ...opening }]),
    ),
    Remind: { task: 'remind', ...which },
    Close: { task: 'close', ...which },
  });
});
