import { Stack } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { caseDefinition } from './definition.ts';

export interface CaseWorkflowProps {
  /** The function that carries out the tasks. */
  workflow: lambda.IFunction;
  /** Where the state machine logs errors, without execution data. Without it, there are no logs. */
  logGroup?: logs.ILogGroup;
}

/** The state machine that drives every case. */
export class CaseWorkflow extends Construct {
  readonly stateMachine: sfn.StateMachine;

  constructor(scope: Construct, id: string, { workflow, logGroup }: CaseWorkflowProps) {
    super(scope, id);
    const stack = Stack.of(this);
    const definition = caseDefinition({ functionArn: workflow.functionArn, partition: stack.partition });
    this.stateMachine = new sfn.StateMachine(this, 'Cases', {
      stateMachineType: sfn.StateMachineType.STANDARD,
      definitionBody: sfn.DefinitionBody.fromString(stack.toJsonString(definition)),
      tracingEnabled: true,
      // The input of tasks has callback tokens, so execution data must not be logged.
      ...(logGroup ? { logs: { destination: logGroup, level: sfn.LogLevel.ERROR, includeExecutionData: false } } : {}),
    });
    workflow.grantInvoke(this.stateMachine);
  }
}
