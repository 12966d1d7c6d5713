import { describe, expect, it } from 'vitest';
import { fileLimits } from '#shared/contract/file-names.ts';
import {
  caseOfRecord,
  eventOfRecord,
  keys,
  mailWindowOfRecord,
  partitions,
  personEventOfRecord,
  untoldOfRecord,
} from '#shared/store/keys.ts';
import { withProperty } from './support/spoil.ts';
import { type CloudTemplate, resourcesOf, templateOf, textOf } from './support/stack.ts';

const good = templateOf();

interface Mapping {
  EventSourceArn: unknown;
  DestinationConfig?: { OnFailure?: { Destination?: unknown } };
  MaximumRetryAttempts?: number;
  MaximumRecordAgeInSeconds?: number;
  BisectBatchOnFunctionError?: boolean;
  FunctionResponseTypes?: string[];
  FilterCriteria?: { Filters: { Pattern: string }[] };
}

function mappingFaults(template: CloudTemplate): string[] {
  const mappings = resourcesOf<Mapping>(template, 'AWS::Lambda::EventSourceMapping');
  return mappings.flatMap(([, { Properties: mapping }]) => [
    ...(mapping.DestinationConfig?.OnFailure?.Destination ? [] : ['failed records are lost']),
    ...((mapping.MaximumRetryAttempts ?? -1) >= 0 ? [] : ['one bad record stops its shard for a day']),
    ...((mapping.MaximumRecordAgeInSeconds ?? -1) >= 0 ? [] : ['slow retries stop their shard for a day']),
    ...(mapping.BisectBatchOnFunctionError ? [] : ['one bad record fails its whole batch']),
    ...(mapping.FunctionResponseTypes?.includes('ReportBatchItemFailures') ? [] : ['a whole batch is repeated']),
  ]);
}

interface Rule {
  State?: string;
  ScheduleExpression?: string;
  EventPattern?: { source?: string[]; detail?: { status?: string[]; stateMachineArn?: unknown[] } } & Record<
    string,
    unknown
  >;
  Targets?: { Arn: unknown; DeadLetterConfig?: { Arn?: unknown }; RetryPolicy?: { MaximumRetryAttempts?: number } }[];
}

function scheduleFaults(template: CloudTemplate): string[] {
  const rules = resourcesOf<Rule>(template, 'AWS::Events::Rule').map(([, { Properties }]) => Properties);
  const running = rules.filter((rule) => rule.State === 'ENABLED' && rule.ScheduleExpression === 'rate(5 minutes)');
  const targets = running.flatMap((rule) => rule.Targets ?? []);
  return [
    ...(targets.some((target) => /sweepFunction/.test(textOf(target.Arn))) ? [] : ['the sweep does not run']),
    ...(targets.every((target) => target.DeadLetterConfig?.Arn) ? [] : ['a sweep that cannot start is lost']),
  ];
}

/** What is missing so that the sweep hears of executions that have failed. */
function failureFaults(template: CloudTemplate): string[] {
  const machine = resourcesOf(template, 'AWS::StepFunctions::StateMachine')[0]?.[0];
  const rules = resourcesOf<Rule>(template, 'AWS::Events::Rule').map(([, { Properties }]) => Properties);
  const hearing = rules.filter(
    ({ State, EventPattern }) =>
      State === 'ENABLED' &&
      EventPattern?.source?.includes('aws.states') &&
      (EventPattern['detail-type'] as string[]).includes('Step Functions Execution Status Change'),
  );
  const targets = hearing.flatMap((rule) => rule.Targets ?? []);
  const statuses = hearing.flatMap((rule) => rule.EventPattern?.detail?.status ?? []);
  const machines = hearing.flatMap((rule) => rule.EventPattern?.detail?.stateMachineArn ?? ['any']);
  const retries = resourcesOf<{ FunctionName: unknown; MaximumRetryAttempts: number; DestinationConfig?: unknown }>(
    template,
    'AWS::Lambda::EventInvokeConfig',
  )
    .map(([, { Properties }]) => Properties)
    .filter(({ FunctionName }) => /sweepFunction/.test(textOf(FunctionName)));
  return [
    ...(targets.length > 0 && targets.every(({ Arn }) => /sweepFunction/.test(textOf(Arn)))
      ? []
      : ['nobody hears of a failed execution']),
    ...(targets.every(({ DeadLetterConfig }) => DeadLetterConfig?.Arn) ? [] : ['an event that is not taken is lost']),
    ...(statuses.sort().join() === 'ABORTED,FAILED,TIMED_OUT' ? [] : [`it hears of ${statuses}`]),
    ...(machines.every((one) => textOf(one) === `<${machine}>`) ? [] : ['it hears of other state machines']),
    ...(retries.some((one) => one.MaximumRetryAttempts > 0 && one.DestinationConfig)
      ? []
      : ['a case that could not be settled is not tried again']),
  ];
}

describe('the relay', () => {
  const type = 'AWS::Lambda::EventSourceMapping';
  const spoilt = (property: string, value: unknown) => templateOf(withProperty(type, '/relay/', property, value));

  it('reads the stream of the table, and failed records are kept', () => {
    const mappings = resourcesOf<Mapping>(good, type).map(([, { Properties }]) => Properties);
    // Besides the relay, the function for files of people reads it.
    expect(mappings.map((mapping) => textOf(mapping.EventSourceArn))).toEqual(
      Array(2).fill(expect.stringMatching(/^<DataTable.*\.StreamArn>$/)),
    );
    expect(mappingFaults(good)).toEqual([]);
  });

  it.each([
    ['DestinationConfig', undefined, 'failed records are lost'],
    ['MaximumRetryAttempts', undefined, 'one bad record stops its shard for a day'],
    ['MaximumRecordAgeInSeconds', undefined, 'slow retries stop their shard for a day'],
    ['BisectBatchOnFunctionError', false, 'one bad record fails its whole batch'],
    ['FunctionResponseTypes', [], 'a whole batch is repeated'],
  ])('is checked for its %s', (property, value, fault) => {
    expect(mappingFaults(spoilt(property, value))).toEqual([fault]);
  });

  it('and the function for files of people try often enough that work which never ends is given up', () => {
    for (const [, { Properties }] of resourcesOf<Mapping>(good, type))
      expect(Properties.MaximumRetryAttempts).toBeGreaterThan(fileLimits.tries);
  });

  it('is called only for the records that it needs, and for changed events', () => {
    const mapping = resourcesOf<Mapping>(good, type).find(([name]) => /relay/.test(name))?.[1];
    const patterns = (mapping?.Properties.FilterCriteria?.Filters ?? []).map(({ Pattern }) => JSON.parse(Pattern));
    const called = (eventName: string, { pk, sk }: { pk: string; sk: string }) =>
      patterns.some((pattern) => fits({ eventName, dynamodb: { Keys: { pk: { S: pk }, sk: { S: sk } } } }, pattern));
    const everyKey = [
      keys.head('case_1'),
      keys.body('case_1', 1),
      keys.event('case_1', 1),
      keys.profile('ada'),
      keys.openCase('ada'),
      keys.inbox('ada', 'case_1', 'sign-off'),
      keys.relation('ada', 'case_1'),
      keys.idempotency('ada', 'once'),
      keys.token('case_1'),
      keys.session('s'),
      keys.signIn('issuer', 'subject'),
      keys.notice('ada', 'ev_1'),
      keys.noticesRead('ada'),
      keys.mailWindow('ada', 'case_1', 'reminder'),
      keys.told('case_1'),
      keys.untold('case_1'),
      keys.sweep,
      keys.ladder('ladder', 1),
      keys.ladderRecord('ladder'),
      keys.ladderDraft('ladder'),
      keys.personAudit('ada'),
      keys.personBody('ada', 1),
      keys.chainEvent('ladder:ladder', 1),
      keys.chainEvent('person:ada', 1),
    ];
    expect(everyKey.map(eventOfRecord).filter(Boolean)).toEqual([{ caseId: 'case_1', seq: 1 }]);
    for (const key of everyKey) {
      expect([key, called('INSERT', key)]).toEqual([
        key,
        [caseOfRecord, eventOfRecord, personEventOfRecord, untoldOfRecord].some((of) => of(key) !== null),
      ]);
      const isEvent = key.pk.startsWith(partitions.events);
      const isUntold = untoldOfRecord(key) !== null;
      for (const change of ['MODIFY', 'REMOVE'])
        expect([key, called(change, key)]).toEqual([
          key,
          isEvent ||
            isUntold ||
            caseOfRecord(key) !== null ||
            (change === 'MODIFY' && mailWindowOfRecord(key) !== null),
        ]);
    }
  });
});

describe('the sweep', () => {
  it('runs every five minutes, and a run that cannot start is reported', () => {
    expect(scheduleFaults(good)).toEqual([]);
  });

  it('is checked for its schedule and its dead-letter queue', () => {
    const spoilt = (property: string, value: unknown) =>
      scheduleFaults(templateOf(withProperty('AWS::Events::Rule', '/SweepSchedule/', property, value)));
    expect(spoilt('State', 'DISABLED')).toEqual(['the sweep does not run']);
    expect(spoilt('Targets.0.DeadLetterConfig', undefined)).toEqual(['a sweep that cannot start is lost']);
  });

  it('ends before the next run begins', () => {
    const timeouts = Object.entries(good.Resources).flatMap(([name, { Type, Properties }]) =>
      Type === 'AWS::Lambda::Function' && name.includes('sweep') ? [(Properties as { Timeout: number }).Timeout] : [],
    );
    expect(timeouts).toEqual([290]);
  });

  it('hears at once of executions of its state machine that have failed, and no event is lost', () => {
    expect(failureFaults(good)).toEqual([]);
  });

  it.each([
    ['State', 'DISABLED', ['nobody hears of a failed execution', 'it hears of ']],
    ['Targets.0.DeadLetterConfig', undefined, ['an event that is not taken is lost']],
    ['EventPattern.detail.status', ['FAILED'], ['it hears of FAILED']],
    ['EventPattern.detail.stateMachineArn', undefined, ['it hears of other state machines']],
  ])('is checked for %s of that rule', (property, value, faults) => {
    const spoilt = templateOf(withProperty('AWS::Events::Rule', '/ExecutionFailed/', property, value));
    expect(failureFaults(spoilt)).toEqual(faults);
  });
});

/** Whether a record passes a filter of an event source mapping. Knows equal strings and prefixes. */
function fits(record: unknown, pattern: unknown): boolean {
  if (Array.isArray(pattern))
    return pattern.some((one) => (typeof one === 'string' ? record === one : String(record).startsWith(one.prefix)));
  return Object.entries(pattern as Record<string, unknown>).every(([key, inner]) =>
    fits((record as Record<string, unknown>)[key], inner),
  );
}
