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

/** A finding of the policy check that stands, where, and why. Anything not listed here fails the synthesis. */
function acknowledged({ http, functions, workflow }: Parts): [scope: Construct, finding: string, reason: string][] {
  const { caseWorkflow, sweep, failures } = workflow;
  const anyExecution = `arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:<${nameOf(caseWorkflow.stateMachine)}.Name>:*`;
  return [
    ...functions.map((one): [Construct, string, string] => [
      one,
      'IAM5[Resource::*]',
      'Writing traces and listing streams know no resources; the CDK asks for them so.',
    ]),
    [
      caseWorkflow,
      'IAM5[Resource::*]',
      'Delivering logs and writing traces know no resources; the CDK asks for them so.',
    ],
    [
      caseWorkflow,
      `IAM5[Resource::<${nameOf(workflow.workflow.function)}.Arn>:*]`,
      'The state machine may call any version of its one function.',
    ],
    [
      caseWorkflow,
      'SF1',
      'Errors are logged, without execution data: the input of tasks holds tokens, and the record is the case itself.',
    ],
    [sweep, `IAM5[Resource::${anyExecution}]`, 'The sweep looks at every execution of the one state machine.'],
    [failures, 'SQS3', 'This queue is the dead-letter queue.'],
    [
      http,
      'APIG4',
      'The functions verify tokens and sessions themselves, against the directory as it is at that moment; health and sign-in are open.',
    ],
  ];
}

export function acknowledge(parts: Parts): void {
  for (const [scope, finding, reason] of acknowledged(parts))
    Validations.of(scope).acknowledge({ id: `AwsSolutions::AwsSolutions-${finding}`, reason });
}

/** The name under which a resource stands in the template. */
function nameOf(construct: Construct): string {
  return Stack.of(construct).getLogicalId(construct.node.defaultChild as CfnElement);
}
