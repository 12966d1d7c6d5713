import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { idle } from '#infra/local/client/cost.ts';
import { withProperty } from './support/spoil.ts';
import { type CloudTemplate, functionsOf, resourcesOf, templateOf, textOf } from './support/stack.ts';

const good = templateOf();

interface Alarm {
  MetricName: string;
  Namespace: string;
  Dimensions?: { Name: string; Value: unknown }[];
  AlarmDescription?: string;
  AlarmActions?: unknown[];
  TreatMissingData?: string;
  ComparisonOperator: string;
}

const alarmsOf = (template: CloudTemplate) =>
  resourcesOf<Alarm>(template, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties);

function alarmsWithoutActionOrText(template: CloudTemplate): string[] {
  return alarmsOf(template)
    .filter((alarm) => !alarm.AlarmActions?.length || !alarm.AlarmDescription)
    .map((alarm) => alarm.MetricName);
}

/** The lines that the metric filters of the template count, and the log that each filter reads. */
function countedLines(template: CloudTemplate): { line: string; log: string }[] {
  type Filter = { FilterPattern: string; LogGroupName: unknown };
  return resourcesOf<Filter>(template, 'AWS::Logs::MetricFilter').map(([, { Properties }]) => ({
    line: /^\{ \$\.message = "(.+)" \}$/.exec(Properties.FilterPattern)?.[1] ?? '',
    log: textOf(Properties.LogGroupName),
  }));
}

/** Every line that the code in these folders logs as an error. */
function errorLines(folders: string[]): string[] {
  const files = folders.flatMap((folder) => {
    const at = new URL(`../../functions/${folder}/`, import.meta.url);
    const names = readdirSync(at).filter((name) => name.endsWith('.ts'));
    return names.map((name) => readFileSync(new URL(name, at), 'utf8'));
  });
  return [
    ...new Set(
      files.flatMap((text) =>
        [...text.matchAll(/(?:log\.error\(|attempt\(.*\), )'([^']+)'/g)].map(([, line]) => String(line)),
      ),
    ),
  ].sort();
}

describe('alarms', () => {
  it('go off for failed executions, lost records, errors of functions, and a sweep that does not run', () => {
    const watched = alarmsOf(good).map(({ Namespace, MetricName }) => `${Namespace} ${MetricName}`);
    expect(watched).toEqual(
      expect.arrayContaining([
        'AWS/States ExecutionsFailed',
        'AWS/States ExecutionsTimedOut',
        'AWS/States ExecutionsAborted',
        'AWS/Lambda Errors',
        'AWS/SQS ApproximateNumberOfMessagesVisible',
        'AWS/ApiGateway 5xx',
      ]),
    );
    const silence = alarmsOf(good).filter((alarm) => alarm.TreatMissingData === 'breaching');
    expect(silence).toMatchObject([{ MetricName: 'Invocations', ComparisonOperator: 'LessThanThreshold' }]);
    expect(silence.flatMap((alarm) => alarm.Dimensions?.map((one) => textOf(one.Value)))).toEqual([
      expect.stringContaining('sweep'),
    ]);
  });

  it('are as many as the figures of an idle month count', () => {
    expect(alarmsOf(good)).toHaveLength(idle.alarms);
  });

  it('all have a description and an action', () => {
    expect(alarmsWithoutActionOrText(good)).toEqual([]);
    const spoilt = templateOf(withProperty('AWS::CloudWatch::Alarm', '/SweepErrors/', 'AlarmActions', undefined));
    expect(alarmsWithoutActionOrText(spoilt)).toEqual(['Errors']);
  });

  it('go off for every line that the relay or the sweep logs as an error', () => {
    const logs = ['relay', 'sweep'].map((name) => textOf(functionsOf(good).get(name)?.LoggingConfig?.LogGroup));
    const lines = errorLines(['relay', 'sweep', 'runtime']);
    expect(lines).toContain('event-tampered');
    expect([...new Set(countedLines(good).map(({ line }) => line))].sort()).toEqual(lines);
    for (const line of lines)
      expect(
        countedLines(good)
          .filter((one) => one.line === line)
          .map(({ log }) => log)
          .sort(),
      ).toEqual([...logs].sort());
  });

  it('are mailed only to the address that the deployment names', () => {
    const subscriptionsOf = (template: CloudTemplate) =>
      resourcesOf<{ Endpoint: string; Protocol: string }>(template, 'AWS::SNS::Subscription').map(
        ([, { Properties }]) => `${Properties.Protocol}:${Properties.Endpoint}`,
      );
    expect(subscriptionsOf(good)).toEqual([]);
    expect(subscriptionsOf(templateOf(undefined, { alarmEmail: 'ops@example.com' }))).toEqual([
      'email:ops@example.com',
    ]);
  });
});
