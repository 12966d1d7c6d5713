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
  /** Who is written to when an alarm goes off; nobody when it is left out, and alarms show in the console alone. */
  alarmEmail?: string;
}

/** Lines of the log that somebody must look at, and what each means. */
const alarmingLines = {
  'event-tampered': 'An event of the audit trail was changed or deleted. Treat it as an attack until it is explained.',
  'execution-out-of-step': 'An execution is ahead of its case: somebody called it back past the product.',
  'execution-not-restarted': 'A case has lost its execution and could not be given another one: it stands still.',
  'not-swept': 'The sweep could not look at a case: it may stand still.',
  'not-settled':
    'The relay could not give Step Functions what it is owed for a case; it tries again, then the sweep does.',
  'not-told': 'Somebody could not be told of an event, in the product or by mail; the relay tries again for an hour.',
  'mail-refused':
    'The mail will not take a notice as it is: look at the address it went to. The list in the product has it.',
};

/** Alarms for what would otherwise be silent. Each says what it means; all go to one topic. */
export class Observability extends Construct {
  private readonly topic: sns.Topic;

  constructor(scope: Construct, id: string, { api, workflow, alarmEmail }: ObservabilityProps) {
    super(scope, id);
    this.topic = new sns.Topic(this, 'Topic', { enforceSSL: true });
    if (alarmEmail) this.topic.addSubscription(new EmailSubscription(alarmEmail));

    const { relay, sweep, failures, caseWorkflow } = workflow;
    const { stateMachine } = caseWorkflow;
    const machine = 'The sweep gives the case another execution; find out why this one ended.';
    this.alarm('ExecutionsFailed', stateMachine.metricFailed(), `An execution failed. ${machine}`);
    this.alarm('ExecutionsTimedOut', stateMachine.metricTimedOut(), `An execution ran out of time. ${machine}`);
    this.alarm('ExecutionsAborted', stateMachine.metricAborted(), `An execution was stopped by hand. ${machine}`);
    this.alarm(
      'RelayErrors',
      relay.function.metricErrors(),
      'The relay fails: decisions reach the state machine late.',
    );
    this.alarm('SweepErrors', sweep.function.metricErrors(), 'The sweep fails: what has drifted is not mended.');
    this.alarm(
      'Failures',
      failures.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum' }),
      'Records or runs were given up. Look at the queue, mend the cause, then empty it.',
    );
    this.alarm('ServerErrors', api.http.metricServerError(), 'People get errors that are ours.', 5);
    for (const [line, meaning] of Object.entries(alarmingLines))
      this.alarm(line, this.countOf(line, [relay, sweep]), meaning);
    // A sweep that does not run fails nothing: its absence is the alarm.
    this.alarm(
      'SweepSilent',
      sweep.function.metricInvocations({ period: Duration.minutes(30) }),
      'The sweep has not run for half an hour: what has drifted is not mended.',
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
    const absence = comparisonOperator === cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD;
    const { BREACHING, NOT_BREACHING } = cloudwatch.TreatMissingData;
    new cloudwatch.Alarm(this, id, {
      metric,
      alarmDescription,
      threshold,
      comparisonOperator,
      evaluationPeriods: 1,
      treatMissingData: absence ? BREACHING : NOT_BREACHING,
    }).addAlarmAction(new SnsAction(this.topic));
  }

  /** How often a line was logged by any of the functions. */
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
