import { readFileSync } from 'node:fs';
import aslValidator from 'asl-validator';
import { describe, expect, test } from 'vitest';
import { localNames as names } from '#infra/local/names.ts';
import { readDefinition } from '#infra/local/stepfunctions/asl.ts';
import { waitNames } from '#infra/workflow/definition.ts';
import { resolveDefinition } from '#infra/workflow/resolve.ts';
import { keyOf, synthesizeDefinition, synthesizedFile } from '#infra/workflow/synthesize.ts';
import { TaskPayload } from '#shared/contract/workflow.ts';

const definition = await synthesizeDefinition(names);
type State = Record<string, unknown> & { Type: string };
const states = definition.States as Record<string, State>;
const waits = Object.entries(states).filter(([, state]) => String(state.Resource).endsWith('.waitForTaskToken'));

test('the definition that the CDK synthesizes is valid Amazon States Language', () => {
  // The validator writes defaults into what it is given.
  expect(aslValidator(structuredClone(definition)).errorsText()).toBe('');
  expect(aslValidator({ ...structuredClone(definition), StartAt: 'Nowhere' }).isValid).toBe(false);
});

test('the committed definition, with which the local stack starts, is fresh', () => {
  const committed = JSON.parse(readFileSync(synthesizedFile, 'utf8'));
  expect(committed).toEqual({ key: keyOf(names), definition });
});

test('the local endpoint implements everything in it', () => {
  expect(readDefinition(definition).StartAt).toBe('Look');
});

test('every wait has a timeout, goes back to Look when the stage has moved, and ends when it was replaced', () => {
  expect(waits.map(([name]) => name).sort()).toEqual(Object.values(waitNames).sort());
  for (const [, wait] of waits) {
    expect(wait.TimeoutSecondsPath).toBe('$.at.wakeAfterSeconds');
    const next = Object.fromEntries(
      (wait.Catch as { ErrorEquals: string[]; Next: string }[]).flatMap((one) =>
        one.ErrorEquals.map((error) => [error, one.Next]),
      ),
    );
    expect(next).toEqual({
      Superseded: 'Replaced',
      StageMoved: 'Look',
      'States.Timeout': 'Remind',
      'States.HeartbeatTimeout': 'Remind',
    });
  }
});

test('what our own tasks throw is never tried again as it is', () => {
  for (const state of Object.values(states)) {
    const retried = ((state.Retry ?? []) as { ErrorEquals: string[] }[]).flatMap((one) => one.ErrorEquals);
    expect(retried.filter((error) => !error.startsWith('Lambda.'))).toEqual([]);
  }
});

test('tasks are sent what the contract says, and neither input nor output of anybody else', () => {
  for (const [name, state] of Object.entries(states)) {
    if (state.Type !== 'Task') continue;
    const { Payload } = state.Parameters as { Payload: Record<string, unknown> };
    const filled = Object.fromEntries(
      Object.entries(Payload).map(([key, value]) => [
        key.replace('.$', ''),
        key.endsWith('.$') ? sample[String(value)] : value,
      ]),
    );
    expect([name, TaskPayload.safeParse(filled).success]).toEqual([name, true]);
  }
});

const sample: Record<string, unknown> = {
  '$$.Execution.Input.caseId': 'case_01KJPWD6M0EWHDS874W0X9445G',
  '$$.Execution.Input.generation': 1,
  '$$.Task.Token': 'token',
  '$$.State.EnteredTime': '2026-03-02T09:00:00.000Z',
  '$$.State.RetryCount': 0,
  '$.at.wakeAfterSeconds': 60,
};

describe('resolving a template', () => {
  const machine = (DefinitionString: unknown) => ({
    Resources: {
      Machine: { Type: 'AWS::StepFunctions::StateMachine', Properties: { DefinitionString } },
      Function: { Type: 'AWS::Lambda::Function' },
    },
  });

  test('knows the few intrinsics that the definition needs', () => {
    const parts = ['{"arn":"', { 'Fn::GetAtt': ['Function', 'Arn'] }, '","in":"', { Ref: 'AWS::Partition' }, '"}'];
    expect(resolveDefinition(machine({ 'Fn::Join': ['', parts] }), names)).toEqual({
      arn: names.functionArn,
      in: 'aws',
    });
  });

  test.each([{ Ref: 'Parameter' }, { 'Fn::Sub': 'A' }, { 'Fn::GetAtt': ['Role', 'Name'] }, { 'Fn::ImportValue': 'x' }])(
    'refuses any other: %j',
    (intrinsic) => {
      expect(() => resolveDefinition(machine({ 'Fn::Join': ['', ['{', intrinsic, '}']] }), names)).toThrow(
        'cannot be resolved',
      );
    },
  );
});
