import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { CaseWorkflow } from '../workflow/case-workflow.ts';
import { RungsFunction } from './function.ts';

/**
 * What drives cases: the state machine and its tasks, the relay that calls it back, the sweep that mends what has drifted.
 * The tasks cannot reach Step Functions, and the relay is another function: no circle, and no callback from inside.
 */
export class Workflow extends Construct {
  readonly workflow: RungsFunction;
  readonly relay: RungsFunction;
  readonly sweep: RungsFunction;
  readonly caseWorkflow: CaseWorkflow;
  /** Where records and runs end up that could not be handled. */
  readonly failures: sqs.Queue;

  constructor(scope: Construct, id: string, { table }: { table: dynamodb.TableV2 }) {
    super(scope, id);
    this.workflow = new RungsFunction(this, 'workflow');
    this.workflow.useTable(table, { withoutTokens: false });
    const logGroup = new logs.LogGroup(this, 'Logs', {
      logGroupName: '/aws/vendedlogs/states/rungs-cases',
      retention: logs.RetentionDays.THREE_MONTHS,
    });
    this.caseWorkflow = new CaseWorkflow(this, 'Cases', { workflow: this.workflow.function, logGroup });
    const { stateMachine } = this.caseWorkflow;
    const environment = { RUNGS_STATE_MACHINE_ARN: stateMachine.stateMachineArn };
    this.failures = new sqs.Queue(this, 'Failures', { enforceSSL: true, retentionPeriod: Duration.days(14) });

    this.relay = new RungsFunction(this, 'relay', { environment, timeout: Duration.seconds(30) });
    this.relay.useTable(table, { withoutTokens: false });
    this.relay.allow('StartCases', {
      actions: ['states:StartExecution'],
      resources: [stateMachine.stateMachineArn],
    });
    this.relay.allow('CallBack', { actions: ['states:SendTaskSuccess'], resources: [stateMachine.stateMachineArn] });
    this.relay.function.addEventSource(
      new DynamoEventSource(table, {
        startingPosition: lambda.StartingPosition.TRIM_HORIZON,
        batchSize: 50,
        retryAttempts: 20,
        bisectBatchOnError: true,
        reportBatchItemFailures: true,
        onFailure: new SqsDlq(this.failures),
      }),
    );

    this.sweep = new RungsFunction(this, 'sweep', { environment, timeout: Duration.minutes(4) });
    this.sweep.useTable(table, { withoutTokens: false });
    this.sweep.allow('StartCases', { actions: ['states:StartExecution'], resources: [stateMachine.stateMachineArn] });
    this.sweep.allow('CallBack', { actions: ['states:SendTaskSuccess'], resources: [stateMachine.stateMachineArn] });
    this.sweep.allow('LookAtCases', {
      actions: ['states:DescribeExecution'],
      resources: [executionsOf(this, stateMachine.stateMachineName)],
    });
    new events.Rule(this, 'SweepSchedule', {
      schedule: events.Schedule.rate(Duration.minutes(5)),
      targets: [new targets.LambdaFunction(this.sweep.function, { deadLetterQueue: this.failures, retryAttempts: 2 })],
    });
  }
}

function executionsOf(scope: Construct, stateMachineName: string): string {
  return Stack.of(scope).formatArn({
    service: 'states',
    resource: 'execution',
    resourceName: `${stateMachineName}:*`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}
