import type { Doing, Execution, HistoryEvent } from './execution.ts';

/**
 * History events as AWS records them: types, order and details of a task under `lambda:invoke` and
 * `lambda:invoke.waitForTaskToken`, choices and the ends of an execution.
 */

type Details = Record<string, unknown>;
type Draft = { type: string } & Details;

const whole = { truncated: false };

/** Collects the events of one transition. The first two of an execution both follow event 0, as AWS has it. */
export class HistoryWriter {
  readonly events: HistoryEvent[] = [];
  private id: number;
  private readonly now: number;

  constructor(soFar: number, now: number) {
    this.id = soFar;
    this.now = now;
  }

  get count(): number {
    return this.id;
  }

  add(draft: Draft): void {
    this.push(draft, this.id <= 1 ? 0 : this.id);
  }

  /** Adds an event that follows none: that is how the service records one that came from outside. */
  addApart(draft: Draft): void {
    this.push(draft, 0);
  }

  private push({ type, ...details }: Draft, previousEventId: number): void {
    this.id += 1;
    this.events.push({ id: this.id, previousEventId, timestamp: this.now, type, ...details });
  }
}

export const started = (input: string, roleArn: string): Draft => ({
  type: 'ExecutionStarted',
  executionStartedEventDetails: { input, inputDetails: whole, roleArn },
});

export const entered = (kind: string, name: string, input: string): Draft => ({
  type: `${kind}StateEntered`,
  stateEnteredEventDetails: { name, input, inputDetails: whole },
});

export const exited = (kind: string, name: string, output: string): Draft => ({
  type: `${kind}StateExited`,
  stateExitedEventDetails: { name, output, outputDetails: whole },
});

/** What names the service call in the events of a task. */
export function serviceOf(resource: string) {
  return { resourceType: 'lambda', resource: resource.slice(resource.lastIndexOf(':') + 1) };
}
type Service = ReturnType<typeof serviceOf>;

export const scheduled = (service: Service, parameters: unknown, region: string, timeout: number | null): Draft => ({
  type: 'TaskScheduled',
  taskScheduledEventDetails: {
    ...service,
    region,
    parameters: JSON.stringify(parameters),
    ...(timeout === null ? {} : { timeoutInSeconds: timeout }),
  },
});

export const taskStarted = (service: Service): Draft => ({ type: 'TaskStarted', taskStartedEventDetails: service });

export const submitted = (service: Service, output: string): Draft => ({
  type: 'TaskSubmitted',
  taskSubmittedEventDetails: { ...service, output, outputDetails: whole },
});

export const succeeded = (service: Service, output: string): Draft => ({
  type: 'TaskSucceeded',
  taskSucceededEventDetails: { ...service, output, outputDetails: whole },
});

export const failed = (service: Service, error: string, cause: string): Draft => ({
  type: 'TaskFailed',
  taskFailedEventDetails: { ...service, error, cause },
});

export const timedOut = (service: Service): Draft => ({
  type: 'TaskTimedOut',
  taskTimedOutEventDetails: { ...service, error: 'States.Timeout' },
});

export const executionSucceeded = (output: string): Draft => ({
  type: 'ExecutionSucceeded',
  executionSucceededEventDetails: { output, outputDetails: whole },
});

export const executionFailed = (error: string, cause: string | null): Draft => ({
  type: 'ExecutionFailed',
  executionFailedEventDetails: { error, ...(cause === null ? {} : { cause }) },
});

export const executionAborted = (error: string | null, cause: string | null): Draft => ({
  type: 'ExecutionAborted',
  executionAbortedEventDetails: { ...(error ? { error } : {}), ...(cause ? { cause } : {}) },
});

/** The answer of the Lambda service to an invocation, as a task sees it: what the function gave, as JSON, and about it. */
export function invocationOutput(json: string): string {
  return `{"ExecutedVersion":"$LATEST","Payload":${json},"StatusCode":200}`;
}

/** What `$$` holds while a state runs. */
export function contextOf(
  execution: Pick<Execution, 'name' | 'input' | 'startedAt'>,
  executionArn: string,
  doing: Pick<Doing, 'state' | 'enteredAt' | 'retryCount' | 'token'>,
): Record<string, unknown> {
  return {
    Execution: {
      Id: executionArn,
      Name: execution.name,
      Input: JSON.parse(execution.input),
      StartTime: new Date(execution.startedAt).toISOString(),
    },
    State: {
      Name: doing.state,
      EnteredTime: new Date(doing.enteredAt).toISOString(),
      RetryCount: doing.retryCount,
    },
    ...(doing.token ? { Task: { Token: doing.token } } : {}),
  };
}

/** A history event without what went in and came out. */
export function withoutData(event: HistoryEvent): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(event).map(([name, value]) => {
      if (value === null || typeof value !== 'object') return [name, value];
      const { input, output, parameters, cause, ...rest } = value as Record<string, unknown>;
      return [name, rest];
    }),
  );
}
