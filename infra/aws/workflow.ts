import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { DynamoEventSource, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { caseEventsPrefix, keys, partitions } from '#shared/store/keys.ts';
import { CaseWorkflow } from '../workflow/case-workflow.ts';
import { type CodeOf, logRetention, RungsFunction } from './function.ts';
import type { Settings } from './settings.ts';

export interface WorkflowProps {
  codeOf: CodeOf;
  table: dynamodb.ITableV2;
  /** Where people reach the product. */
  origin: string;
  settings: Pick<Settings, 'mailFrom' | 'hrMail'>;
}

const sweepEvery = Duration.minutes(5);

/**
 * What drives cases: the state machine and its tasks, the relay that calls it back, the sweep that mends what has drifted.
 * The tasks cannot reach Step Functions, and the relay is another function: no circle, and no callback from inside.
 */
export class Workflow extends Construct {
  readonly workflow: RungsFunction;
  readonly relay: RungsFunction;
  readonly sweep: RungsFunction;
  readonly caseWorkflow: CaseWorkflow;
  /** Where records and runs end up that could not be handled. The sweep mends their cases all the same. */
  readonly failures: sqs.Queue;

  constructor(scope: Construct, id: string, { codeOf, table, origin, settings }: WorkflowProps) {
    super(scope, id);
    this.workflow = new RungsFunction(this, 'workflow', { codeOf, table, timeout: Duration.seconds(60) });
    this.caseWorkflow = new CaseWorkflow(this, 'Cases', {
      workflow: this.workflow.function,
      // Under this prefix the permission to deliver logs does not grow with every state machine of the account.
      logGroup: new logs.LogGroup(this, 'Logs', {
        logGroupName: `/aws/vendedlogs/states/${Stack.of(this).stackName}-cases`,
        retention: logRetention,
      }),
    });
    const { stateMachineArn } = this.caseWorkflow.stateMachine;
    const environment = { RUNGS_STATE_MACHINE_ARN: stateMachineArn };
    this.failures = new sqs.Queue(this, 'Failures', { enforceSSL: true, retentionPeriod: Duration.days(14) });

    const { mailFrom, hrMail } = settings;
    this.relay = new RungsFunction(this, 'relay', {
      codeOf,
      table,
      environment: {
        ...environment,
        RUNGS_ORIGIN: origin,
        ...(mailFrom ? { RUNGS_MAIL_FROM: mailFrom } : {}),
        ...(hrMail ? { RUNGS_HR_MAIL: hrMail } : {}),
      },
      // A whole batch of events, each with mails to hand over.
      timeout: Duration.seconds(60),
    });
    if (mailFrom) this.relay.function.addToRolePolicy(this.sending(mailFrom));
    this.relay.function.addEventSource(
      new DynamoEventSource(table, {
        startingPosition: lambda.StartingPosition.TRIM_HORIZON,
        filters: relayFilters,
        batchSize: 50,
        // One case that cannot be settled holds up its shard no longer than this, and only itself in the end.
        bisectBatchOnError: true,
        reportBatchItemFailures: true,
        retryAttempts: 10,
        maxRecordAge: Duration.hours(1),
        onFailure: new SqsDlq(this.failures),
      }),
    );

    this.sweep = new RungsFunction(this, 'sweep', {
      codeOf,
      table,
      environment,
      // Over before the next one begins.
      timeout: sweepEvery.minus(Duration.minutes(1)),
      onFailure: new SqsDestination(this.failures),
    });
    new events.Rule(this, 'SweepSchedule', {
      schedule: events.Schedule.rate(sweepEvery),
      targets: [new targets.LambdaFunction(this.sweep.function, { deadLetterQueue: this.failures, retryAttempts: 2 })],
    });

    for (const one of [this.relay, this.sweep])
      one.allow(['states:StartExecution', 'states:SendTaskSuccess'], stateMachineArn);
    this.sweep.allow(['states:DescribeExecution'], this.executions);
  }

  /** Sending mail from one address, which SES knows by itself or by its domain. */
  private sending(from: string): iam.PolicyStatement {
    const identity = (resourceName: string) =>
      Stack.of(this).formatArn({ service: 'ses', resource: 'identity', resourceName });
    return new iam.PolicyStatement({
      actions: ['ses:SendEmail'],
      resources: [identity(from), identity(from.split('@').at(-1) ?? '')],
      conditions: { StringEquals: { 'ses:FromAddress': from } },
    });
  }

  /** Every execution of the state machine. */
  private get executions(): string {
    return Stack.of(this).formatArn({
      service: 'states',
      resource: 'execution',
      resourceName: `${this.caseWorkflow.stateMachine.stateMachineName}:*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  }
}

const { beginsWith, isEqual, or } = lambda.FilterRule;
const keyLike = (pk: unknown, sk?: unknown) => ({ Keys: { pk: { S: pk }, ...(sk ? { sk: { S: sk } } : {}) } });

/** The stream records that the relay is for: heads, tokens and new events of cases, and any change to an event, which must not be. */
const relayFilters = [
  { dynamodb: keyLike(beginsWith(partitions.case), isEqual(keys.head('').sk)) },
  { dynamodb: keyLike(beginsWith(partitions.token)) },
  { eventName: isEqual('INSERT'), dynamodb: keyLike(beginsWith(caseEventsPrefix)) },
  { eventName: or('MODIFY', 'REMOVE'), dynamodb: keyLike(beginsWith(partitions.events)) },
].map((pattern) => lambda.FilterCriteria.filter(pattern));
