import { describe, expect, test } from 'vitest';
import { readDefinition } from '#infra/local/stepfunctions/asl.ts';
import { caseDefinition } from '#infra/workflow/definition.ts';
import { functionArn } from '#test/support/step-functions.ts';

type Json = Record<string, unknown>;

const whole = () => JSON.parse(JSON.stringify(caseDefinition({ functionArn, partition: 'aws' })));

/** The definition of cases with one thing in it changed: `undefined` takes it away. */
function withChange(place: string, value: unknown): Json {
  const definition = whole();
  const names = place.split('/');
  const last = names.pop() as string;
  let at: Json = definition;
  for (const name of names) at = at[name] as Json;
  at[last] = value;
  return JSON.parse(JSON.stringify(definition));
}

test('the definition of cases is read', () => {
  expect(readDefinition(whole()).StartAt).toBe('Look');
});

describe('a definition is refused, by the place, for', () => {
  const test0 = 'Route.Choices.0.And.0';
  test.each<[what: string, place: string, value: unknown, named: string]>([
    ['a field of the machine', 'TimeoutSeconds', 5, 'definition.TimeoutSeconds'],
    ['a field that every object has', 'States/Look/toString', 'x', 'Look.toString'],
    ['a version', 'Version', '1.0', 'definition.Version'],
    ['a query language', 'QueryLanguage', 'JSONata', 'definition.QueryLanguage'],
    ['no states', 'States', [], 'definition.States'],
    ['a start that is not there', 'StartAt', 'Gone', 'definition.StartAt'],
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
    ['a job', 'States/Look/Resource', 'arn:aws:states:::lambda:invoke.sync', 'Look.Resource'],
    ['no parameters', 'States/Look/Parameters', undefined, 'Look.Parameters'],
    ['no function', 'States/Look/Parameters/FunctionName', undefined, 'Look.Parameters'],
    ['no payload', 'States/Look/Parameters/Payload', undefined, 'Look.Parameters'],
    ['a payload by path', 'States/Look/Parameters/Payload.$', '$', 'Look.Parameters.Payload.$'],
    ['a kind of invocation', 'States/Look/Parameters/InvocationType', 'Event', 'Look.Parameters.InvocationType'],
    ['an intrinsic function', 'States/Look/Parameters/Payload/a.$', 'States.UUID()', 'Look.Parameters.Payload.a.$'],
    ['a path with an index', 'States/Look/Parameters/Payload/a.$', '$.a[0]', 'Look.Parameters.Payload.a.$'],
    ['a path with a filter', 'States/Look/Parameters/Payload/a.$', '$..a', 'Look.Parameters.Payload.a.$'],
    ['a path deep in a list', 'States/Look/Parameters/Payload/a', [{ 'b.$': 'c' }], 'Look.Parameters.Payload.a.0.b.$'],
    [
      'a part of the context that is not there',
      'States/Look/Parameters/Payload/a.$',
      '$$.Execution.RoleArn',
      'Look.Parameters.Payload.a.$',
    ],
    ['the whole context', 'States/Look/Parameters/Payload/a.$', '$$', 'Look.Parameters.Payload.a.$'],
    [
      'a selection by function',
      'States/Look/ResultSelector/stage.$',
      "States.Format('x')",
      'Look.ResultSelector.stage.$',
    ],
    ['a result path into the context', 'States/Look/ResultPath', '$$.a', 'Look.ResultPath'],
    ['a result path to everything', 'States/Look/ResultPath', '$', 'Look.ResultPath'],
    ['a timeout of nothing', 'States/Look/TimeoutSeconds', 0, 'Look.TimeoutSeconds'],
    ['a timeout in parts of a second', 'States/Look/TimeoutSeconds', 1.5, 'Look.TimeoutSeconds'],
    ['two timeouts', 'States/Look/TimeoutSecondsPath', '$.a', 'Look'],
    ['a timeout by index', 'States/Portfolio/TimeoutSecondsPath', '$.a[0]', 'Portfolio.TimeoutSecondsPath'],
    ['both a next state and an end', 'States/Look/End', true, 'Look'],
    ['an end that is none', 'States/Close/End', false, 'Close.End'],
    ['neither', 'States/Look/Next', undefined, 'Look'],
    ['a next state that is not there', 'States/Look/Next', 'Gone', 'Look'],
    ['a next state that every object has', 'States/Look/Next', 'toString', 'Look'],
    ['retriers that are no list', 'States/Look/Retry', {}, 'Look.Retry'],
    ['jitter', 'States/Look/Retry/0/JitterStrategy', 'FULL', 'Look.Retry.0.JitterStrategy'],
    ['a longest pause', 'States/Look/Retry/0/MaxDelaySeconds', 5, 'Look.Retry.0.MaxDelaySeconds'],
    ['a retrier without a pause', 'States/Look/Retry/0/IntervalSeconds', undefined, 'Look.Retry.0'],
    ['a pause that shrinks', 'States/Look/Retry/0/BackoffRate', 0.5, 'Look.Retry.0.BackoffRate'],
    ['tries below none', 'States/Look/Retry/0/MaxAttempts', -1, 'Look.Retry.0.MaxAttempts'],
    ['a retrier for no error', 'States/Look/Retry/0/ErrorEquals', [], 'Look.Retry.0.ErrorEquals'],
    [
      'an error name that stands for several',
      'States/Look/Catch/0/ErrorEquals',
      ['States.TaskFailed'],
      'Look.Catch.0.ErrorEquals',
    ],
    ['a catcher that keeps the error', 'States/Look/Catch/0/ResultPath', '$.error', 'Look.Catch.0.ResultPath'],
    ['a catcher that replaces the input', 'States/Look/Catch/0/ResultPath', undefined, 'Look.Catch.0'],
    ['a catcher to nowhere', 'States/Look/Catch/0/Next', 'Gone', 'Look'],
    ['a choice without a default', 'States/Route/Default', undefined, 'Route'],
    ['a choice to nowhere', 'States/Route/Choices/0/Next', 'Gone', 'Route'],
    [
      'a choice by one test alone',
      'States/Route/Choices/0',
      { Variable: '$.a', IsNull: true, Next: 'Look' },
      'Route.Choices.0.Variable',
    ],
    ['a choice by or', 'States/Route/Choices/0/Or', [], 'Route.Choices.0.Or'],
    [
      'a comparison',
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
    ['a not', 'States/Route/Choices/0/And/0', { Not: {} }, `${test0}.Not`],
    ['a test of nothing', 'States/Route/Choices/0/And/0', { IsPresent: true, IsNumeric: true }, test0],
    ['a test without a comparison', 'States/Route/Choices/0/And/0', { Variable: '$.a' }, test0],
    [
      'two comparisons in one',
      'States/Route/Choices/0/And/0',
      { Variable: '$.a', IsPresent: true, IsNumeric: true },
      test0,
    ],
    [
      'a comparison with another type',
      'States/Route/Choices/0/And/0',
      { Variable: '$.a', StringEquals: 1 },
      `${test0}.StringEquals`,
    ],
    ['a choice that leads back to itself', 'States/Route/Default', 'Route', 'Route'],
    ['a field of an end', 'States/Replaced/OutputPath', '$.a', 'Replaced.OutputPath'],
  ])('%s', (_what, place, value, named) => {
    expect(() => readDefinition(withChange(place, value))).toThrow(`State machine definition, ${named}: `);
  });

  test('what is no object at all', () => {
    for (const definition of [null, [], 'Look']) expect(() => readDefinition(definition)).toThrow('definition: ');
  });
});
