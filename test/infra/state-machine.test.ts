import { describe, expect, it } from 'vitest';
import { resolveDefinition } from '#infra/workflow/resolve.ts';
import { synthesizeDefinition } from '#infra/workflow/synthesize.ts';
import { workflowStages } from '#shared/contract/names.ts';
import { withProperty } from './support/spoil.ts';
import { type CloudTemplate, resourcesOf, templateOf } from './support/stack.ts';

const resolution = {
  partition: 'aws',
  region: 'eu-central-1',
  account: '000000000000',
  functionArn: 'arn:aws:lambda:eu-central-1:000000000000:function:workflow',
};
const good = templateOf();
const type = 'AWS::StepFunctions::StateMachine';
const spoilt = (property: string, value: unknown) => templateOf(withProperty(type, '/Workflow/', property, value));

interface State {
  Resource?: string;
  TimeoutSeconds?: number;
  TimeoutSecondsPath?: string;
}

function statesOf(template: CloudTemplate): Record<string, State> {
  return resolveDefinition(template as never, resolution).States as Record<string, State>;
}

function callbacksWithoutTimeout(template: CloudTemplate): string[] {
  return Object.entries(statesOf(template))
    .filter(([, state]) => state.Resource?.endsWith('.waitForTaskToken'))
    .filter(([, state]) => !state.TimeoutSeconds && !state.TimeoutSecondsPath)
    .map(([name]) => name);
}

type Machine = { StateMachineType?: string; LoggingConfiguration?: { IncludeExecutionData?: boolean } };

function machinesThatLogData(template: CloudTemplate): string[] {
  return resourcesOf<Machine>(template, type)
    .filter(([, { Properties }]) => Properties.LoggingConfiguration?.IncludeExecutionData !== false)
    .map(([name]) => name);
}

describe('the state machine in AWS', () => {
  it('is the same as the one that runs on a laptop', async () => {
    expect(resolveDefinition(good as never, resolution)).toEqual(await synthesizeDefinition(resolution));
  });

  it('is found to be different if the full app changes it', async () => {
    const other = JSON.stringify({ StartAt: 'Done', States: { Done: { Type: 'Succeed' } } });
    const changed = resolveDefinition(spoilt('DefinitionString', other) as never, resolution);
    expect(changed).not.toEqual(await synthesizeDefinition(resolution));
  });

  it('has a timeout in every state that waits for a callback', () => {
    expect(Object.values(statesOf(good)).filter((state) => state.Resource?.endsWith('.waitForTaskToken')).length).toBe(
      workflowStages.length,
    );
    expect(callbacksWithoutTimeout(good)).toEqual([]);
  });

  it('is found to be wrong if such a state has no timeout', () => {
    const Resource = 'arn:aws:states:::lambda:invoke.waitForTaskToken';
    const endless = JSON.stringify({ StartAt: 'Wait', States: { Wait: { Type: 'Task', Resource, End: true } } });
    expect(callbacksWithoutTimeout(spoilt('DefinitionString', endless))).toEqual(['Wait']);
  });

  it('logs no execution data, because that contains callback tokens', () => {
    expect(machinesThatLogData(good)).toEqual([]);
    expect(machinesThatLogData(spoilt('LoggingConfiguration.IncludeExecutionData', true))).toHaveLength(1);
  });

  it('is a standard state machine, so that executions can run for months', () => {
    expect(resourcesOf<Machine>(good, type).map(([, { Properties }]) => Properties.StateMachineType)).toEqual([
      'STANDARD',
    ]);
  });
});
