import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CaseWorkflow } from '#infra/workflow/case-workflow.ts';
import { caseDefinition } from '#infra/workflow/definition.ts';
import { type Template as Resources, resolveDefinition } from '#infra/workflow/resolve.ts';
import { currentDefinition, synthesizeDefinition } from '#infra/workflow/synthesize.ts';

const resolution = {
  partition: 'aws',
  region: 'eu-central-1',
  account: '000000000000',
  functionArn: 'arn:aws:lambda:eu-central-1:000000000000:function:workflow',
};
const { functionArn, partition } = resolution;

let folder: string;
let template: Template;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rungs-test-'));
  const stack = new Stack(new App({ analyticsReporting: false, outdir: join(folder, 'cdk.out') }), 'Test');
  const workflow = new LambdaFunction(stack, 'Function', {
    runtime: Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: Code.fromInline('exports.handler = async () => {};'),
  });
  new CaseWorkflow(stack, 'Workflow', { workflow, logGroup: new LogGroup(stack, 'Logs') });
  template = Template.fromStack(stack);
});
afterAll(() => rmSync(folder, { recursive: true }));

test('the definition synthesized alone is the same as in a stack with a real function, and as in the source', async () => {
  const alone = await synthesizeDefinition(resolution);
  expect(alone).toEqual(resolveDefinition(template.toJSON() as Resources, resolution));
  expect(alone).toEqual(JSON.parse(JSON.stringify(caseDefinition({ functionArn, partition }))));
});

test('the state machine logs no data, is traced, and is allowed to call only its one function', () => {
  template.hasResourceProperties('AWS::StepFunctions::StateMachine', {
    StateMachineType: 'STANDARD',
    LoggingConfiguration: { IncludeExecutionData: false, Level: 'ERROR' },
    TracingConfiguration: { Enabled: true },
  });
  const policies = Object.values(template.findResources('AWS::IAM::Policy'));
  const allowed = policies.flatMap((one) => one.Properties.PolicyDocument.Statement);
  const invoking = allowed.filter((one) => JSON.stringify(one.Action).includes('lambda:'));
  expect(invoking).toHaveLength(1);
  expect(invoking[0].Action).toBe('lambda:InvokeFunction');
  const [id] = Object.keys(template.findResources('AWS::Lambda::Function'));
  for (const resource of invoking[0].Resource) expect(JSON.stringify(resource)).toContain(`["${id}","Arn"]`);
});

describe('a start', () => {
  // The function differs from that of the committed definition, so the committed file is not used.
  const start = (cache: string) => currentDefinition(resolution, cache);

  test('without a cache synthesizes the definition, and the next start uses the cache', async () => {
    const cache = join(folder, 'used');
    const first = await start(cache);
    expect(first).toEqual(await synthesizeDefinition(resolution));
    const [name = ''] = readdirSync(cache);
    const kept = JSON.parse(readFileSync(join(cache, name), 'utf8'));
    expect(kept.definition).toEqual(first);
    writeFileSync(join(cache, name), JSON.stringify({ ...kept, definition: { StartAt: 'Kept' } }));
    expect(await start(cache)).toEqual({ StartAt: 'Kept' });
  });

  test('does not use a cache that was made for another function', async () => {
    const cache = join(folder, 'stale');
    await currentDefinition({ ...resolution, functionArn: `${functionArn}2` }, cache);
    expect(await start(cache)).toEqual(await synthesizeDefinition(resolution));
  });

  test('at the same time as another start never reads a half-written file', async () => {
    const cache = join(folder, 'race');
    const both = await Promise.all([start(cache), start(cache)]);
    expect(both[0]).toEqual(both[1]);
    expect(readdirSync(cache)).toHaveLength(1);
  });
});

describe('intrinsics', () => {
  const withDefinition = (DefinitionString: unknown, more: Resources['Resources'] = {}): Resources => ({
    Resources: {
      Machine: { Type: 'AWS::StepFunctions::StateMachine', Properties: { DefinitionString } },
      Workflow: { Type: 'AWS::Lambda::Function' },
      Other: { Type: 'AWS::Lambda::Function' },
      Queue: { Type: 'AWS::SQS::Queue' },
      ...more,
    },
  });
  const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
  const joined = (...parts: unknown[]) => ({ 'Fn::Join': ['', ['{"a":"', ...parts, '"}']] });

  test('are resolved if they are known', () => {
    const ref = (Ref: string) => ({ Ref });
    const parts = [ref('AWS::Partition'), ' ', ref('AWS::Region'), ' ', ref('AWS::AccountId'), ' ', arnOf('Workflow')];
    expect(resolveDefinition(withDefinition(joined(...parts)), resolution)).toEqual({
      a: `aws eu-central-1 000000000000 ${functionArn}`,
    });
  });

  test.each([
    ['a reference to a resource', { Ref: 'Queue' }],
    ['an unknown pseudo parameter', { Ref: 'AWS::StackName' }],
    ['a name that every object has', { Ref: 'toString' }],
    ['the ARN of a resource that is not a function', arnOf('Queue')],
    ['the ARN of a missing resource', arnOf('Gone')],
    ['another attribute of a function', { 'Fn::GetAtt': ['Workflow', 'Version'] }],
    ['a substitution', { 'Fn::Sub': 'x' }],
    ['two intrinsics at once', { Ref: 'AWS::Region', 'Fn::Sub': 'x' }],
    ['a number', 5],
    ['nothing', null],
  ])('are refused if they are unknown: %s', (_what, intrinsic) => {
    expect(() => resolveDefinition(withDefinition(joined(intrinsic)), resolution)).toThrow(
      'The definition has an intrinsic that cannot be resolved',
    );
  });

  test('are refused if they name two functions, because the state machine calls only one', () => {
    const both = joined(arnOf('Workflow'), arnOf('Other'));
    expect(() => resolveDefinition(withDefinition(both), resolution)).toThrow('calls more than one function');
  });

  test('are refused in a template with two state machines', () => {
    const second = { Second: { Type: 'AWS::StepFunctions::StateMachine' } };
    expect(() => resolveDefinition(withDefinition('{}', second), resolution)).toThrow(
      '2 state machines instead of one',
    );
  });
});
