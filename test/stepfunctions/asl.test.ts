import { describe, expect, test } from 'vitest';
import { readDefinition } from '#infra/local/stepfunctions/asl.ts';
import { caseDefinition } from '#infra/workflow/definition.ts';
import { functionArn } from '#test/support/step-functions.ts';

type Json = Record<string, unknown>;

const caseMachine = () => JSON.parse(JSON.stringify(caseDefinition({ functionArn, partition: 'aws' })));

/** The definition of cases with one change. `undefined` removes the value. */
function withChange(place: string, value: unknown): Json {
  const definition = caseMachine();
  const names = place.split('/');
  const last = names.pop() as string;
  let at: Json = definition;
  for (const name of names) at = at[name] as Json;
  at[last] = value;
  return JSON.parse(JSON.stringify(definition));
}

test('the definition of cases is accepted', () => {
  expect(readDefinition(caseMachine()).StartAt).toBe('Look');
});

describe('a definition is refused, and the error names the place, for', () => {
  const test0 = 'Route.Choices.0.And.0';
  test.each<[what: string, place: string, value: unknown, named: string]>([
    ['a field of the machine', 'TimeoutSeconds', 5, 'definition.TimeoutSeconds'],
    ['a field named like a method of every object', 'States/Look/toString', 'x', 'Look.toString'],
    ['a version', 'Version', '1.0', 'definition.Version'],
    ['a query language', 'QueryLanguage', 'JSONata', 'definition.QueryLanguage'],
    ['no states', 'States', [], 'definition.States'],
    ['a missing start state', 'StartAt', 'Gone', 'definition.StartAt'],
    ['no start', 'StartAt', undefined, 'definition'],
    ...['Pass', 'Wait', 'Parallel', 'Map', 'Fail', undefined].map((type): [string, string, unknown, string] => [
      `a state of type ${type}`,
      'States/Look/Type',
      type,
      'Look.Type',
    ]),
    ...(
      [
        ['InputPath', '$.a'],
        ['OutputPath', '$.a'],
        ['HeartbeatSeconds', 5],
        ['HeartbeatSecondsPath', '$.a'],
        ['Credentials', {}],
        ['QueryLanguage', 'JSONata'],
        ['Arguments', {}],
        ['Output', {}],
        ['Assign', {}],
        ['Comment', 'x'],
      ] as const
    ).map(([name, value]): [string, string, unknown, string] => [
      `${name} of a task`,
      `States/Look/${name}`,
      value,
      `Look.${name}`,
    ]),
    ['a service', 'States/Look/Resource', 'arn:aws:states:::sqs:sendMessage', 'Look.Resource'],
    ['a function as a resource', 'States/Look/Resource', functionArn, 'Look.Resource'],
    ['a resource that waits for a job', 'States/Look/Resource', 'arn:aws:states:::lambda:invoke.sync', 'Look.Resource'],
    ['no parameters', 'States/Look/Parameters', undefined, 'Look.Parameters'],
    ['no function', 'States/Look/Parameters/FunctionName', undefined, 'Look.Parameters'],
    ['no payload', 'States/Look/Parameters/Payload', undefined, 'Look.Parameters'],
    ['a payload by path', 'States/Look/Parameters/Payload.$', '$', 'Look.Parameters.Payload.$'],
    ['an invocation type', 'States/Look/Parameters/InvocationType', 'Event', 'Look.Parameters.InvocationType'],
    ['an intrinsic function', 'States/Look/Parameters/Payload/a.$', 'States.UUID()', 'Look.Parameters.Payload.a.$'],
    ['a path with an index', 'States/Look/Parameters/Payload/a.$', '$.a[0]', 'Look.Parameters.Payload.a.$'],
    ['a path with a filter', 'States/Look/Parameters/Payload/a.$', '$..a', 'Look.Parameters.Payload.a.$'],
    [
      'a wrong path inside a list',
      'States/Look/Parameters/Payload/a',
      [{ 'b.$': 'c' }],
      'Look.Parameters.Payload.a.0.b.$',
    ],
    [
      'an unknown field of the context object',
      'States/Look/Parameters/Payload/a.$',
      '$$.Execution.RoleArn',
      'Look.Parameters.Payload.a.$',
    ],
    ['the whole context object', 'States/Look/Parameters/Payload/a.$', '$$', 'Look.Parameters.Payload.a.$'],
    [
      'an intrinsic function in a result selector',
      'States/Look/ResultSelector/stage.$',
      "States.Format('x')",
      'Look.ResultSelector.stage.$',
    ],
    ['a result path into the context object', 'States/Look/ResultPath', '$$.a', 'Look.ResultPath'],
    ['a result path that replaces everything', 'States/Look/ResultPath', '$', 'Look.ResultPath'],
    ['a timeout of zero', 'States/Look/TimeoutSeconds', 0, 'Look.TimeoutSeconds'],
    ['a timeout with a part of a second', 'States/Look/TimeoutSeconds', 1.5, 'Look.TimeoutSeconds'],
    ['two timeouts', 'States/Look/TimeoutSecondsPath', '$.a', 'Look'],
    [
      'a timeout from a path with an index',
      'States/Portfolio/TimeoutSecondsPath',
      '$.a[0]',
      'Portfolio.TimeoutSecondsPath',
    ],
    ['both a next state and an end', 'States/Look/End', true, 'Look'],
    ['an end that is false', 'States/Close/End', false, 'Close.End'],
    ['neither a next state nor an end', 'States/Look/Next', undefined, 'Look'],
    ['a missing next state', 'States/Look/Next', 'Gone', 'Look'],
    ['a next state named like a method of every object', 'States/Look/Next', 'toString', 'Look'],
    ['retriers that are not a list', 'States/Look/Retry', {}, 'Look.Retry'],
    ['jitter', 'States/Look/Retry/0/JitterStrategy', 'FULL', 'Look.Retry.0.JitterStrategy'],
    ['a maximum pause', 'States/Look/Retry/0/MaxDelaySeconds', 5, 'Look.Retry.0.MaxDelaySeconds'],
    ['a retrier without a pause', 'States/Look/Retry/0/IntervalSeconds', undefined, 'Look.Retry.0'],
    ['a pause that shrinks', 'States/Look/Retry/0/BackoffRate', 0.5, 'Look.Retry.0.BackoffRate'],
    ['a negative number of attempts', 'States/Look/Retry/0/MaxAttempts', -1, 'Look.Retry.0.MaxAttempts'],
    ['a retrier without error names', 'States/Look/Retry/0/ErrorEquals', [], 'Look.Retry.0.ErrorEquals'],
    [
      'an error name that stands for several',
      'States/Look/Catch/0/ErrorEquals',
      ['States.TaskFailed'],
      'Look.Catch.0.ErrorEquals',
    ],
    ['a catcher that keeps the error', 'States/Look/Catch/0/ResultPath', '$.error', 'Look.Catch.0.ResultPath'],
    ['a catcher that replaces the input', 'States/Look/Catch/0/ResultPath', undefined, 'Look.Catch.0'],
    ['a catcher to a missing state', 'States/Look/Catch/0/Next', 'Gone', 'Look'],
    ['a choice without a default', 'States/Route/Default', undefined, 'Route'],
    ['a choice to a missing state', 'States/Route/Choices/0/Next', 'Gone', 'Route'],
    [
      'a choice with a single test outside And',
      'States/Route/Choices/0',
      { Variable: '$.a', IsNull: true, Next: 'Look' },
      'Route.Choices.0.Variable',
    ],
    ['a choice with Or', 'States/Route/Choices/0/Or', [], 'Route.Choices.0.Or'],
    [
      'an unknown comparison',
      'States/Route/Choices/0/And/0',
      { Variable: '$.a', StringMatches: 'a*' },
      `${test0}.StringMatches`,
    ],
    [
      'a comparison with a path',
      'States/Route/Choices/0/And/0',
      { Variable: '$.a', StringEqualsPath: '$.b' },
      `${test0}.StringEqualsPath`,
    ],
    ['a choice with Not', 'States/Route/Choices/0/And/0', { Not: {} }, `${test0}.Not`],
    ['a test without a variable', 'States/Route/Choices/0/And/0', { IsPresent: true, IsNumeric: true }, test0],
    ['a test without a comparison', 'States/Route/Choices/0/And/0', { Variable: '$.a' }, test0],
    [
      'two comparisons in one test',
      'States/Route/Choices/0/And/0',
      { Variable: '$.a', IsPresent: true, IsNumeric: true },
      test0,
    ],
    [
      'a comparison with a value of another type',
      'States/Route/Choices/0/And/0',
      { Variable: '$.a', StringEquals: 1 },
      `${test0}.StringEquals`,
    ],
    ['a choice that leads back to itself', 'States/Route/Default', 'Route', 'Route'],
    ['a field of a Succeed state', 'States/Replaced/OutputPath', '$.a', 'Replaced.OutputPath'],
  ])('%s', (_what, place, value, named) => {
    expect(() => readDefinition(withChange(place, value))).toThrow(`State machine definition, ${named}: `);
  });

  test('a value that is not an object', () => {
    for (const definition of [null, [], 'Look']) expect(() => readDefinition(definition)).toThrow('definition: ');
  });
});
