import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { RungsFunction } from './function.ts';
import type { Workflow } from './workflow.ts';

/** Words of log lines that somebody must look at; docs/operations.md says what to do for each. */
const alarming = ['event-tampered', 'execution-out-of-step', 'execution-not-restarted', 'not-swept'];

/** Alarms for what would otherwise be silent. */
export class Observability extends Construct {
  constructor(scope: Construct, id: string, { workflow }: { workflow: Workflow }) {
    super(scope, id);
    const { stateMachine } = workflow.caseWorkflow;
    const metrics: Record<string, cloudwatch.Metric> = {
      ExecutionsFailed: stateMachine.metricFailed(),
      ExecutionsTimedOut: stateMachine.metricTimedOut(),
      RelayErrors: workflow.relay.function.metricErrors(),
      SweepErrors: workflow.sweep.function.metricErrors(),
      UnhandledRecords: workflow.failures.metricApproximateNumberOfMessagesVisible(),
      LogAlarmsRelay: this.countOf('RelayAlarms', workflow.relay),
      LogAlarmsSweep: this.countOf('SweepAlarms', workflow.sweep),
    };
    for (const [name, metric] of Object.entries(metrics))
      new cloudwatch.Alarm(this, name, {
        metric: metric.with({ period: Duration.minutes(5), statistic: 'Maximum' }),
        threshold: 1,
        evaluationPeriods: 1,
        treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
      });
    // A sweep that does not run at all fails nothing: its absence is the alarm.
    new cloudwatch.Alarm(this, 'SweepSilent', {
      metric: workflow.sweep.function.metricInvocations({ period: Duration.minutes(30), statistic: 'Sum' }),
      threshold: 1,
      comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: cloudwatch.TreatMissingData.BREACHING,
    });
  }

  private countOf(id: string, { logGroup }: RungsFunction): cloudwatch.Metric {
    return new logs.MetricFilter(this, id, {
      logGroup,
      metricNamespace: 'Rungs',
      metricName: id,
      filterPattern: logs.FilterPattern.anyTerm(...alarming),
    }).metric();
  }
}
