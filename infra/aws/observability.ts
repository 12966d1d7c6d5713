import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sns from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { Api } from './api.ts';
import type { RungsFunction } from './function.ts';
import type { Workflow } from './workflow.ts';

export interface ObservabilityProps {
  api: Api;
  workflow: Workflow;
  /** The mail address for alarms. Without it, alarms only show in the console. */
  alarmEmail?: string;
}

/** Log lines that need a person's attention, and what each means. */
const alarmingLines = {
  'event-tampered': 'An event of the audit trail was changed or deleted. Treat it as an attack until it is explained.',
  'execution-out-of-step': 'An execution is ahead of its case: a callback came from outside the product.',
  'execution-not-restarted': 'A case has lost its execution, and no new one could be started. The case stands still.',
  'not-swept': 'The sweep could not check a case. The case can stand still.',
  'not-settled':
    'The relay could not start or call back the execution of a case. The relay tries again, and then the sweep does.',
  'not-told':
    'A person could not be told about an event, in the product or by mail. The relay tries again for an hour.',
  'mail-refused': 'SES refuses a notice. Check the mail address. The person still sees the notice in the product.',
};

/** Alarms for faults that nobody would notice. Each says what it means. All go to one topic. */
export class Observability extends Construct {
  private readonly topic: sns.Topic;

  constructor(scope: Construct, id: string, { api, workflow, alarmEmail }: ObservabilityProps) {
    super(scope, id);
    this.topic = new sns.Topic(this, 'Topic', { enforceSSL: true });
    if (alarmEmail) this.topic.addSubscription(new EmailSubscription(alarmEmail));

    const { relay, sweep, failures, caseWorkflow } = workflow;
    const { stateMachine } = caseWorkflow;
    const machine = 'The sweep starts another execution for the case. Find out why this one ended.';
    this.alarm('ExecutionsFailed', stateMachine.metricFailed(), `An execution failed. ${machine}`);
    this.alarm('ExecutionsTimedOut', stateMachine.metricTimedOut(), `An execution ran out of time. ${machine}`);
    this.alarm('ExecutionsAborted', stateMachine.metricAborted(), `An execution was stopped by hand. ${machine}`);
    this.alarm(
      'RelayErrors',
      relay.function.metricErrors(),
      'The relay fails, so decisions reach the state machine late.',
    );
    this.alarm(
      'SweepErrors',
      sweep.function.metricErrors(),
      'The sweep fails, so differences between cases and executions are not repaired.',
    );
    this.alarm(
      'Failures',
      failures.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum' }),
      'Records or runs were given up. Look at the queue, fix the cause, then empty the queue.',
    );
    this.alarm('ServerErrors', api.http.metricServerError(), 'People get server errors.', 5);
    for (const [line, meaning] of Object.entries(alarmingLines))
      this.alarm(line, this.countOf(line, [relay, sweep]), meaning);
    // If the sweep does not run, no error is counted. So this alarm counts its runs.
    this.alarm(
      'SweepSilent',
      sweep.function.metricInvocations({ period: Duration.minutes(30) }),
      'The sweep has not run for half an hour, so differences between cases and executions are not repaired.',
      1,
      cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
    );
  }

  private alarm(
    id: string,
    metric: cloudwatch.IMetric,
    alarmDescription: string,
    threshold = 1,
    comparisonOperator = cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
  ): void {
    const isAboutAbsence = comparisonOperator === cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD;
    const { BREACHING, NOT_BREACHING } = cloudwatch.TreatMissingData;
    new cloudwatch.Alarm(this, id, {
      metric,
      alarmDescription,
      threshold,
      comparisonOperator,
      evaluationPeriods: 1,
      treatMissingData: isAboutAbsence ? BREACHING : NOT_BREACHING,
    }).addAlarmAction(new SnsAction(this.topic));
  }

  /** How often any of the functions has logged a line. */
  private countOf(line: string, functions: RungsFunction[]): cloudwatch.IMetric {
    const filters = functions.map(
      ({ logGroup, node }) =>
        new logs.MetricFilter(this, `${line}-${node.id}`, {
          logGroup,
          metricNamespace: 'Rungs',
          metricName: line,
          filterPattern: logs.FilterPattern.stringValue('$.message', '=', line),
        }),
    );
    return filters[0]!.metric({ statistic: 'Sum' });
  }
}
