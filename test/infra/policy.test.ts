import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type App, CfnResource, Validations } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import type { RungsStack } from '#infra/aws/stack.ts';
import { allowing, hurriedFunction } from './support/spoil.ts';
import { inOutdir, makeStack } from './support/stack.ts';

interface Report {
  pluginReports: { violations: unknown[]; suppressedViolations: { ruleName: string; reason: string }[] }[];
}

/** Synthesizes as `npx cdk synth` does, with its checks. Throws the findings. */
function synthesize(spoil: (stack: RungsStack) => unknown = () => {}): Report['pluginReports'] {
  return inOutdir((outdir) => {
    const stack = makeStack(outdir);
    const app = stack.node.root as App;
    spoil(stack);
    Validations.of(app).addPlugins(new AwsSolutionsChecks());
    app.synth();
    return (JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8')) as Report).pluginReports;
  });
}

describe('the policy checks of a synthesis', () => {
  it('find nothing but the accepted findings, which all have a reason', () => {
    const reports = synthesize();
    expect(reports.flatMap((report) => report.violations)).toEqual([]);
    const accepted = reports.flatMap((report) => report.suppressedViolations);
    expect([...new Set(accepted.map((one) => one.ruleName.replace(/\[.*/, '')))].sort()).toEqual([
      'AwsSolutions-APIG4',
      'AwsSolutions-IAM5',
      'AwsSolutions-SF1',
      'AwsSolutions-SQS3',
    ]);
    for (const { reason } of accepted) expect(reason.length).toBeGreaterThan(30);
  });

  it.each<[string, (stack: RungsStack) => unknown, string]>([
    ['a bucket with the CDK’s defaults', (stack) => new Bucket(stack, 'Bucket'), 'AwsSolutions-S1'],
    ['a role with all rights on the table', allowing('api', ['dynamodb:*']), 'Action::dynamodb:*'],
    ['rights from a managed policy of AWS', hurriedFunction, 'AwsSolutions-IAM4'],
    ['a property that CloudFormation does not know', misspelt, 'F3002'],
    ['two resources that depend on each other', circle, 'F3004'],
  ])('stop at %s', (_what, spoil, finding) => {
    expect(() => synthesize(spoil)).toThrow(finding);
  });
});

function misspelt(stack: RungsStack): void {
  new CfnResource(stack, 'Misspelt', { type: 'AWS::SNS::Topic', properties: { TopicNmae: 'alarms' } });
}

function circle(stack: RungsStack): void {
  const first = new CfnResource(stack, 'First', { type: 'AWS::SNS::Topic' });
  const second = new CfnResource(stack, 'Second', { type: 'AWS::SNS::Topic', properties: { TopicName: first.ref } });
  first.addPropertyOverride('TopicName', second.ref);
}
