import { Validations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { RungsStack } from './stack.ts';

/** A finding of the policy check that stands, where, and why. Anything not listed here fails the synthesis. */
const acknowledged = (stack: RungsStack): [scope: Construct, rule: string, reason: string][] => {
  const { table, workflow, api, web, http } = stack;
  const functions = [api, web, workflow.workflow, workflow.relay, workflow.sweep];
  const tableArn = `<${stack.logicalIdOf(table)}.Arn>`;
  const { stateMachine } = workflow.caseWorkflow;
  return [
    ...functions.map((one): [Construct, string, string] => [
      one,
      `IAM5[Resource::${tableArn}/index/*]`,
      'Queries reach every index of the one table, and nothing else.',
    ]),
    ...functions.map((one): [Construct, string, string] => [
      one,
      'IAM5[Resource::*]',
      'X-Ray and the listing of streams know no resources; the CDK asks for them so.',
    ]),
    [
      workflow.caseWorkflow,
      `IAM5[Resource::<${stack.logicalIdOf(workflow.workflow.function)}.Arn>:*]`,
      'The state machine may call any version of its one function.',
    ],
    [
      workflow.caseWorkflow,
      'IAM5[Resource::*]',
      'Delivering logs and traces knows no resources; the CDK asks for it so.',
    ],
    [
      workflow.caseWorkflow,
      'SF1',
      'Errors are logged without execution data: the input of the tasks holds callback tokens, and the case holds the record.',
    ],
    [
      workflow.sweep,
      `IAM5[Resource::arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:<${stack.logicalIdOf(stateMachine)}.Name>:*]`,
      'The sweep looks at every execution of the one state machine.',
    ],
    [workflow.failures, 'SQS3', 'This queue is the dead-letter queue.'],
    [
      http,
      'APIG4',
      'The functions verify tokens and sessions themselves, against the directory as it is at that moment; health and sign-in are open.',
    ],
  ];
};

export function acknowledge(stack: RungsStack): void {
  for (const [scope, rule, reason] of acknowledged(stack))
    Validations.of(scope).acknowledge({ id: `AwsSolutions::AwsSolutions-${rule}`, reason });
}
