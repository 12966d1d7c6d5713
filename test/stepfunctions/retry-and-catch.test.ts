import { afterEach, expect, test } from 'vitest';
import { callDefinition, failure, functionArn, type Machine, startMachine } from '#test/support/step-functions.ts';

let machine: Machine;
let calls: unknown[];
afterEach(() => machine.stop());

/** Runs a definition whose calls end as the list says. All further calls end like the last one of the list. */
async function begin(definition: unknown, ends: (Error | unknown)[] = [{}], input: unknown = {}): Promise<string> {
  calls = [];
  machine = await startMachine(definition, async (arn, payload) => {
    const end = ends[Math.min(calls.length, ends.length - 1)];
    calls.push({ arn, payload });
    if (end instanceof Error) throw end;
    return end;
  });
  return machine.run('one', input);
}

const retrier = { ErrorEquals: ['Lambda.Unknown'], IntervalSeconds: 2, MaxAttempts: 2, BackoffRate: 3 };
const broken = failure('Lambda.Unknown', 'broken');

test('a task is retried in the same state after pauses that get longer', async () => {
  const arn = await begin(callDefinition({ Retry: [retrier] }), [broken, broken, {}]);
  expect(calls).toHaveLength(1);
  await machine.pass(1999);
  expect(calls).toHaveLength(1);
  await machine.pass(1);
  expect(calls).toHaveLength(2);
  await machine.pass(5999);
  expect(calls).toHaveLength(2);
  await machine.pass(1);
  expect(calls).toHaveLength(3);
  expect((await machine.describe(arn)).status).toBe('SUCCEEDED');
  expect(await machine.typesOf(arn)).toEqual([
    'ExecutionStarted',
    'TaskStateEntered',
    ...['TaskScheduled', 'TaskStarted', 'TaskFailed'],
    ...['TaskScheduled', 'TaskStarted', 'TaskFailed'],
    ...['TaskScheduled', 'TaskStarted', 'TaskSucceeded'],
    'TaskStateExited',
    'SucceedStateEntered',
    'SucceedStateExited',
    'ExecutionSucceeded',
  ]);
});

test('after the last attempt the execution fails with the error and its cause', async () => {
  const arn = await begin(callDefinition({ Retry: [retrier] }), [broken]);
  await machine.pass(2000);
  await machine.pass(6000);
  expect(calls).toHaveLength(3);
  expect(await machine.describe(arn)).toMatchObject({
    status: 'FAILED',
    error: 'Lambda.Unknown',
    cause: JSON.stringify({ errorMessage: 'broken', errorType: 'Lambda.Unknown' }),
  });
});

test('each retrier counts its own attempts', async () => {
  const busy = failure('Lambda.TooManyRequestsException');
  const other = { ErrorEquals: [busy.name], IntervalSeconds: 1, MaxAttempts: 1, BackoffRate: 1 };
  const once = { ...retrier, MaxAttempts: 1 };
  const arn = await begin(callDefinition({ Retry: [once, other] }), [broken, busy, {}]);
  await machine.pass(2000);
  await machine.pass(1000);
  expect((await machine.describe(arn)).status).toBe('SUCCEEDED');
});

test('an error that no retrier names is not retried', async () => {
  const arn = await begin(callDefinition({ Retry: [retrier] }), [failure('Superseded')]);
  await machine.pass(100_000);
  expect(calls).toHaveLength(1);
  expect((await machine.describe(arn)).error).toBe('Superseded');
});

test('after the last attempt, the first catcher that names the error takes it, and the input stays the same', async () => {
  const Catch = [
    { ErrorEquals: ['Else'], Next: 'Call', ResultPath: null },
    { ErrorEquals: ['Other', 'Lambda.Unknown'], Next: 'Done', ResultPath: null },
    { ErrorEquals: ['States.ALL'], Next: 'Call', ResultPath: null },
  ];
  const arn = await begin(callDefinition({ Catch, Retry: [{ ...retrier, MaxAttempts: 1 }] }), [broken], { a: 1 });
  expect((await machine.describe(arn)).status).toBe('RUNNING');
  await machine.pass(2000);
  expect(await machine.describe(arn)).toMatchObject({ status: 'SUCCEEDED', output: '{"a":1}' });
  expect(calls).toHaveLength(2);
});

test('a catcher for all errors takes any error of a function', async () => {
  const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'Done', ResultPath: null }];
  const arn = await begin(callDefinition({ Catch }), [failure('Whatever')]);
  expect((await machine.describe(arn)).status).toBe('SUCCEEDED');
});

test('a function that hangs longer than the timeout of its task fails, and its late answer is ignored', async () => {
  let release = (): void => {};
  calls = [];
  machine = await startMachine(callDefinition({ TimeoutSeconds: 30 }), async () => {
    calls.push({});
    await new Promise<void>((resolve) => {
      release = resolve;
    });
  });
  const starting = machine.run('one');
  await expect.poll(() => calls.length).toBe(1);
  machine.clock.advance(30_000);
  release();
  const arn = await starting;
  expect(await machine.describe(arn)).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
  expect(await machine.typesOf(arn)).not.toContain('TaskSucceeded');
});

test('a task calls its function with the filled template, and keeps the selected part of the answer', async () => {
  const definition = callDefinition({
    Parameters: {
      FunctionName: functionArn,
      Payload: {
        'whole.$': '$',
        'deep.$': '$.a.b',
        list: [1, { 'name.$': '$$.Execution.Name' }],
        'state.$': '$$.State.Name',
        'input.$': '$$.Execution.Input.a',
        'entered.$': '$$.State.EnteredTime',
        'retries.$': '$$.State.RetryCount',
        'started.$': '$$.Execution.StartTime',
        'id.$': '$$.Execution.Id',
      },
    },
    ResultSelector: { 'kept.$': '$.Payload.good', 'of.$': '$$.Execution.Name' },
    ResultPath: '$.a.result',
  });
  const arn = await begin(definition, [{ good: 1, bad: 2 }], { a: { b: 7 } });
  const at = '2026-03-02T09:00:00.000Z';
  expect(calls).toEqual([
    {
      arn: functionArn,
      payload: {
        whole: { a: { b: 7 } },
        deep: 7,
        list: [1, { name: 'one' }],
        state: 'Call',
        input: { b: 7 },
        entered: at,
        retries: 0,
        started: at,
        id: arn,
      },
    },
  ]);
  expect((await machine.describe(arn)).output).toBe('{"a":{"b":7,"result":{"kept":1,"of":"one"}}}');
});

test.each([
  ['into data that is not an object', '$.a.at', { a: 'text' }, '{"a":{"at":1}}'],
  ['into data that is null', '$.a.at', { a: null }, '{"a":{"at":1}}'],
  ['in place of everything', undefined, { a: 1 }, '{"n":1}'],
  ['nowhere', null, { a: 1 }, '{"a":1}'],
])('a result is put %s', async (_what, ResultPath, input, output) => {
  const selected = ResultPath === '$.a.at' ? {} : { ResultSelector: { 'n.$': '$.Payload' } };
  const definition = callDefinition({ ...selected, ...(ResultPath === undefined ? {} : { ResultPath }) });
  const arn = await begin(definition, [1], input);
  const got = JSON.parse((await machine.describe(arn)).output ?? '');
  if (ResultPath === '$.a.at') expect(got.a.at).toMatchObject({ Payload: 1 });
  else expect(JSON.stringify(got)).toBe(output);
});

const catchAll = [{ ErrorEquals: ['States.ALL'], Next: 'Done', ResultPath: null }];
test.each([
  [
    'a parameter',
    { Parameters: { FunctionName: functionArn, Payload: { 'a.$': '$.gone' } } },
    "'$.gone' specified for the field 'a.$'",
  ],
  ['a timeout', { TimeoutSecondsPath: '$.gone' }, "Invalid path '$.gone'"],
  ['a timeout that is not a number', { TimeoutSecondsPath: '$.a' }, "Invalid path '$.a'"],
  [
    'a result selector',
    { ResultSelector: { 'a.$': '$.Payload.gone' } },
    "'$.Payload.gone' specified for the field 'a.$'",
  ],
])('%s with a path without a value fails the execution, and the state cannot catch that', async (_what, more, why) => {
  const arn = await begin(callDefinition({ ...more, Catch: catchAll }), [{}], { a: 'text' });
  const { status, error, cause } = await machine.describe(arn);
  expect({ status, error }).toEqual({ status: 'FAILED', error: 'States.Runtime' });
  expect(cause).toContain("An error occurred while executing the state 'Call' (entered at the event id #2).");
  expect(cause).toContain(why);
});

const choice = (tests: object[]) => ({
  StartAt: 'Choose',
  States: {
    Choose: { Type: 'Choice', Choices: [{ And: tests, Next: 'Done' }], Default: 'Call' },
    ...callDefinition().States,
  },
});

test.each([
  ['an equal text', { Variable: '$.a', StringEquals: 'x' }, { a: 'x' }, true],
  ['a different text', { Variable: '$.a', StringEquals: 'x' }, { a: 'y' }, false],
  ['a number that is compared with a text', { Variable: '$.a', StringEquals: '1' }, { a: 1 }, false],
  ['a field that is present', { Variable: '$.a', IsPresent: true }, { a: null }, true],
  ['a field that is absent', { Variable: '$.a.b', IsPresent: true }, { a: 'text' }, false],
  ['a field that must be absent', { Variable: '$.b', IsPresent: false }, {}, true],
  ['a number', { Variable: '$.a', IsNumeric: true }, { a: 1 }, true],
  ['a text that must be a number', { Variable: '$.a', IsNumeric: true }, { a: '1' }, false],
  ['a number that is large enough', { Variable: '$.a', NumericGreaterThanEquals: 60 }, { a: 60 }, true],
  ['a number that is too small', { Variable: '$.a', NumericGreaterThanEquals: 60 }, { a: 59.9 }, false],
  ['a number that is small enough', { Variable: '$.a', NumericLessThanEquals: 60 }, { a: 60 }, true],
  ['a number that is too large', { Variable: '$.a', NumericLessThanEquals: 60 }, { a: 61 }, false],
  ['a text that is compared with a number', { Variable: '$.a', NumericLessThanEquals: 60 }, { a: '1' }, false],
])('a choice tests %s', async (_what, rule, input, isTaken) => {
  const arn = await begin(choice([rule]), [{}], input);
  expect((await machine.describe(arn)).status).toBe('SUCCEEDED');
  expect(calls).toHaveLength(isTaken ? 0 : 1);
});

test('a choice stops at the first false test, and fails the execution if it compares an absent field', async () => {
  const guarded = [
    { Variable: '$.a', IsPresent: true },
    { Variable: '$.a', StringEquals: 'x' },
  ];
  expect((await outcomeOf(choice(guarded))).status).toBe('SUCCEEDED');
  await machine.stop();
  expect(await outcomeOf(choice(guarded.slice(1)))).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
});

async function outcomeOf(definition: unknown) {
  const arn = await begin(definition);
  return machine.describe(arn);
}
