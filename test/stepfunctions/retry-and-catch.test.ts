import { afterEach, expect, test } from 'vitest';
import { callDefinition, failure, functionArn, type Machine, startMachine } from '#test/support/step-functions.ts';

let machine: Machine;
let calls: unknown[];
afterEach(() => machine.stop());

/** Calls that end as the list says, the last one of it for good. */
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
const unwell = failure('Lambda.Unknown', 'unwell');

test('a task is tried again after a pause that grows, under the state it had entered', async () => {
  const arn = await begin(callDefinition({ Retry: [retrier] }), [unwell, unwell, {}]);
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

test('a task that fails once too often fails the execution, with the error and its cause', async () => {
  const arn = await begin(callDefinition({ Retry: [retrier] }), [unwell]);
  await machine.pass(2000);
  await machine.pass(6000);
  expect(calls).toHaveLength(3);
  expect(await machine.describe(arn)).toMatchObject({
    status: 'FAILED',
    error: 'Lambda.Unknown',
    cause: JSON.stringify({ errorMessage: 'unwell', errorType: 'Lambda.Unknown' }),
  });
});

test('each retrier counts for itself', async () => {
  const busy = failure('Lambda.TooManyRequestsException');
  const other = { ErrorEquals: [busy.name], IntervalSeconds: 1, MaxAttempts: 1, BackoffRate: 1 };
  const once = { ...retrier, MaxAttempts: 1 };
  const arn = await begin(callDefinition({ Retry: [once, other] }), [unwell, busy, {}]);
  await machine.pass(2000);
  await machine.pass(1000);
  expect((await machine.describe(arn)).status).toBe('SUCCEEDED');
});

test('an error that no retrier names is not tried again', async () => {
  const arn = await begin(callDefinition({ Retry: [retrier] }), [failure('Superseded')]);
  await machine.pass(100_000);
  expect(calls).toHaveLength(1);
  expect((await machine.describe(arn)).error).toBe('Superseded');
});

test('the first catcher that names an error takes it, after the tries are used up, and the input goes on as it was', async () => {
  const Catch = [
    { ErrorEquals: ['Else'], Next: 'Call', ResultPath: null },
    { ErrorEquals: ['Other', 'Lambda.Unknown'], Next: 'Done', ResultPath: null },
    { ErrorEquals: ['States.ALL'], Next: 'Call', ResultPath: null },
  ];
  const arn = await begin(callDefinition({ Catch, Retry: [{ ...retrier, MaxAttempts: 1 }] }), [unwell], { a: 1 });
  expect((await machine.describe(arn)).status).toBe('RUNNING');
  await machine.pass(2000);
  expect(await machine.describe(arn)).toMatchObject({ status: 'SUCCEEDED', output: '{"a":1}' });
  expect(calls).toHaveLength(2);
});

test('a catcher for all errors takes whatever a function throws, a timeout too', async () => {
  const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'Done', ResultPath: null }];
  const arn = await begin(callDefinition({ Catch }), [failure('Whatever')]);
  expect((await machine.describe(arn)).status).toBe('SUCCEEDED');
});

test('a function that hangs past the timeout of its task has failed, and its late answer counts for nothing', async () => {
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

test('a task is called with its template filled in, and keeps of the answer what it selects', async () => {
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
  ['into data that is no object', '$.a.at', { a: 'text' }, '{"a":{"at":1}}'],
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
  ['a timeout that is no number', { TimeoutSecondsPath: '$.a' }, "Invalid path '$.a'"],
  ['a selection', { ResultSelector: { 'a.$': '$.Payload.gone' } }, "'$.Payload.gone' specified for the field 'a.$'"],
])('%s that leads nowhere fails the execution, whatever the state catches', async (_what, more, why) => {
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
  ['a text', { Variable: '$.a', StringEquals: 'x' }, { a: 'x' }, true],
  ['another text', { Variable: '$.a', StringEquals: 'x' }, { a: 'y' }, false],
  ['a number for a text', { Variable: '$.a', StringEquals: '1' }, { a: 1 }, false],
  ['what is there', { Variable: '$.a', IsPresent: true }, { a: null }, true],
  ['what is not there', { Variable: '$.a.b', IsPresent: true }, { a: 'text' }, false],
  ['what must not be there', { Variable: '$.b', IsPresent: false }, {}, true],
  ['a number', { Variable: '$.a', IsNumeric: true }, { a: 1 }, true],
  ['a text for a number', { Variable: '$.a', IsNumeric: true }, { a: '1' }, false],
  ['a number that is large enough', { Variable: '$.a', NumericGreaterThanEquals: 60 }, { a: 60 }, true],
  ['a number that is too small', { Variable: '$.a', NumericGreaterThanEquals: 60 }, { a: 59.9 }, false],
  ['a number that is small enough', { Variable: '$.a', NumericLessThanEquals: 60 }, { a: 60 }, true],
  ['a number that is too large', { Variable: '$.a', NumericLessThanEquals: 60 }, { a: 61 }, false],
  ['a text that is compared with a number', { Variable: '$.a', NumericLessThanEquals: 60 }, { a: '1' }, false],
])('a choice sees %s', async (_what, rule, input, isTaken) => {
  const arn = await begin(choice([rule]), [{}], input);
  expect((await machine.describe(arn)).status).toBe('SUCCEEDED');
  expect(calls).toHaveLength(isTaken ? 0 : 1);
});

test('a choice looks no further once a test has failed, and fails the execution where it compares what is not there', async () => {
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
