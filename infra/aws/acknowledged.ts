import { type CfnElement, Stack, Validations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Api } from './api.ts';
import type { RungsFunction } from './function.ts';
import type { Workflow } from './workflow.ts';

interface Parts {
  http: Api;
  functions: readonly RungsFunction[];
  workflow: Workflow;
}

/**
 * The findings of the policy check that we accept: the place, the finding and the reason. Every other one fails the
 * synthesis.
 */
function acknowledged({ http, functions, workflow }: Parts): [scope: Construct, finding: string, reason: string][] {
  const { caseWorkflow, sweep, failures } = workflow;
  const anyExecution = `arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:<${nameOf(caseWorkflow.stateMachine)}.Name>:*`;
  return [
    ...functions.map((one): [Construct, string, string] => [
      one,
      'IAM5[Resource::*]',
      'The permissions to write traces and to list streams have no resources; the CDK requests them like this.',
    ]),
    [
      caseWorkflow,
      'IAM5[Resource::*]',
      'The permissions to deliver logs and to write traces have no resources; the CDK requests them like this.',
    ],
    [
      caseWorkflow,
      `IAM5[Resource::<${nameOf(workflow.workflow.function)}.Arn>:*]`,
      'The state machine calls any version of its one function.',
    ],
    [
      caseWorkflow,
      'SF1',
      'Errors are logged without execution data, because the input of tasks has tokens, and the case itself is the record.',
    ],
    [sweep, `IAM5[Resource::${anyExecution}]`, 'The sweep describes every execution of the one state machine.'],
    [failures, 'SQS3', 'This queue is the dead-letter queue.'],
    [
      http,
      'APIG4',
      'The functions verify tokens and sessions themselves, with the current directory; health and sign-in are open.',
    ],
  ];
}

export function acknowledge(parts: Parts): void {
  for (const [scope, finding, reason] of acknowledged(parts))
    Validations.of(scope).acknowledge({ id: `AwsSolutions::AwsSolutions-${finding}`, reason });
}

/** The logical id of a resource in the template. */
function nameOf(construct: Construct): string {
  return Stack.of(construct).getLogicalId(construct.node.defaultChild as CfnElement);
}
