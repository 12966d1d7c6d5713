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
import { executionStatusChange, failedStatuses } from '#shared/contract/names.ts';
import { caseEventsPrefix, keys, partitions, personEventsPrefix, proposalEventsPrefix } from '#shared/store/keys.ts';
import { CaseWorkflow } from '../workflow/case-workflow.ts';
import { type CodeOf, logRetention, RungsFunction } from './function.ts';
import type { Settings } from './settings.ts';

export interface WorkflowProps {
  codeOf: CodeOf;
  table: dynamodb.ITableV2;
  /** The public address of the product. */
  origin: string;
  /** The settings that every function has: decisions rest on them. */
  forDecisions: Record<string, string>;
  settings: Pick<Settings, 'mailFrom' | 'hrMail'>;
}

const sweepEvery = Duration.minutes(5);

/**
 * Everything that drives cases: the state machine and its tasks, the relay that sends callbacks, and the sweep that repairs
 * differences between cases and executions. The sweep also hears at once of executions that have failed. The tasks cannot reach
 * Step Functions; only the relay and the sweep can. So there is no circle, and a task cannot call its own execution back.
 */
export class Workflow extends Construct {
  readonly workflow: RungsFunction;
  readonly relay: RungsFunction;
  readonly sweep: RungsFunction;
  readonly imports: RungsFunction;
  readonly caseWorkflow: CaseWorkflow;
  /** The queue for records and runs that failed for good. The sweep still repairs their cases. */
  readonly failures: sqs.Queue;

  constructor(scope: Construct, id: string, { codeOf, table, origin, forDecisions, settings }: WorkflowProps) {
    super(scope, id);
    this.workflow = new RungsFunction(this, 'workflow', {
      codeOf,
      table,
      environment: forDecisions,
      timeout: Duration.seconds(60),
    });
    this.caseWorkflow = new CaseWorkflow(this, 'Cases', {
      workflow: this.workflow.function,
      // With this prefix, the account's permission to deliver logs does not grow with every state machine.
      logGroup: new logs.LogGroup(this, 'Logs', {
        logGroupName: `/aws/vendedlogs/states/${Stack.of(this).stackName}-cases`,
        retention: logRetention,
      }),
    });
    const { stateMachineArn } = this.caseWorkflow.stateMachine;
    const environment = { ...forDecisions, RUNGS_STATE_MACHINE_ARN: stateMachineArn };
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
      // A batch can have 50 events, each with mails to send.
      timeout: Duration.seconds(60),
    });
    if (mailFrom) this.relay.function.addToRolePolicy(this.sending(mailFrom));
    this.relay.function.addEventSource(
      new DynamoEventSource(table, {
        startingPosition: lambda.StartingPosition.TRIM_HORIZON,
        filters: relayFilters,
        batchSize: 50,
        // A case that cannot be settled blocks its shard at most this long. Splitting the batch isolates its record.
        bisectBatchOnError: true,
        reportBatchItemFailures: true,
        retryAttempts: 10,
        maxRecordAge: Duration.hours(1),
        onFailure: new SqsDlq(this.failures),
      }),
    );

    this.imports = new RungsFunction(this, 'imports', {
      codeOf,
      table,
      environment: forDecisions,
      // The check of a file reads the whole directory.
      timeout: Duration.minutes(5),
      memorySize: 1024,
    });
    this.imports.function.addEventSource(
      new DynamoEventSource(table, {
        startingPosition: lambda.StartingPosition.TRIM_HORIZON,
        filters: importFilters,
        // One piece of work at a time. It changes its file, and this change brings the next one.
        batchSize: 1,
        bisectBatchOnError: true,
        reportBatchItemFailures: true,
        // More often than a piece of work is begun, so that the last try gives it up.
        retryAttempts: 10,
        // What is discarded is found by the sweep.
        maxRecordAge: Duration.hours(1),
        onFailure: new SqsDlq(this.failures),
      }),
    );

    this.sweep = new RungsFunction(this, 'sweep', {
      codeOf,
      table,
      environment,
      // Each run must end before the next one begins.
      timeout: sweepEvery.minus(Duration.seconds(10)),
      onFailure: new SqsDestination(this.failures),
      // A case whose execution has failed is settled again if that failed. A run goes on where the last one ended.
      retryAttempts: 2,
    });
    const toSweep = new targets.LambdaFunction(this.sweep.function, {
      deadLetterQueue: this.failures,
      retryAttempts: 2,
    });
    new events.Rule(this, 'SweepSchedule', { schedule: events.Schedule.rate(sweepEvery), targets: [toSweep] });
    // An execution that was replaced succeeds, so it makes no such event. A late event of an older generation does nothing.
    new events.Rule(this, 'ExecutionFailed', {
      eventPattern: {
        source: [executionStatusChange.source],
        detailType: [executionStatusChange.detailType],
        detail: { stateMachineArn: [stateMachineArn], status: [...failedStatuses] },
      },
      targets: [toSweep],
    });

    for (const one of [this.relay, this.sweep])
      one.allow(['states:StartExecution', 'states:SendTaskSuccess'], stateMachineArn);
    this.sweep.allow(['states:DescribeExecution'], this.executions);
  }

  /** The right to send mail from one address. SES knows the address itself or its domain. */
  private sending(from: string): iam.PolicyStatement {
    const identity = (resourceName: string) =>
      Stack.of(this).formatArn({ service: 'ses', resource: 'identity', resourceName });
    return new iam.PolicyStatement({
      actions: ['ses:SendEmail'],
      resources: [identity(from), identity(from.split('@').at(-1) ?? '')],
      conditions: { StringEquals: { 'ses:FromAddress': from } },
    });
  }

  /** The ARN of all executions of the state machine. */
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

/**
 * The stream records for the relay: heads, tokens and new events of cases, proposals and people, events that people were not
 * told of, changes of mail windows, and every change of an event, which is tampering. Lambda takes at most five filters.
 */
const relayFilters = [
  { dynamodb: keyLike(beginsWith(partitions.case), isEqual(keys.head('').sk)) },
  { dynamodb: keyLike([...beginsWith(partitions.token), ...isEqual(partitions.untold)]) },
  {
    eventName: isEqual('INSERT'),
    dynamodb: keyLike([caseEventsPrefix, proposalEventsPrefix, personEventsPrefix].flatMap(beginsWith)),
  },
  { eventName: isEqual('MODIFY'), dynamodb: keyLike(isEqual(partitions.mail)) },
  { eventName: or('MODIFY', 'REMOVE'), dynamodb: keyLike(beginsWith(partitions.events)) },
].map((pattern) => lambda.FilterCriteria.filter(pattern));

/** The stream records for the function of files: one that was sent, decided on, or carried out in part, or that was asked for. */
const importFilters = [keys.import(''), keys.export('')].map(({ pk, sk }) =>
  lambda.FilterCriteria.filter({ dynamodb: keyLike(beginsWith(pk), isEqual(sk)) }),
);
