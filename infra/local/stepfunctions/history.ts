import type { Doing, Execution, HistoryEvent } from './execution.ts';

/**
 * History events as AWS records them: their types, order and details for tasks with `lambda:invoke` and
 * `lambda:invoke.waitForTaskToken`, for choices, and for the ends of an execution.
 */

type Details = Record<string, unknown>;
type Draft = { type: string } & Details;

const complete = { truncated: false };

/** Collects the events of one transition. As in AWS, the first two events of an execution both follow event 0. */
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

  /** Adds an event that follows event 0. AWS does this for an event that comes from outside, such as a stop by hand. */
  addUnlinked(draft: Draft): void {
    this.push(draft, 0);
  }

  private push({ type, ...details }: Draft, previousEventId: number): void {
    this.id += 1;
    this.events.push({ id: this.id, previousEventId, timestamp: this.now, type, ...details });
  }
}

export const started = (input: string, roleArn: string): Draft => ({
  type: 'ExecutionStarted',
  executionStartedEventDetails: { input, inputDetails: complete, roleArn },
});

export const entered = (kind: string, name: string, input: string): Draft => ({
  type: `${kind}StateEntered`,
  stateEnteredEventDetails: { name, input, inputDetails: complete },
});

export const exited = (kind: string, name: string, output: string): Draft => ({
  type: `${kind}StateExited`,
  stateExitedEventDetails: { name, output, outputDetails: complete },
});

/** The fields that name the service call in the events of a task. */
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
  taskSubmittedEventDetails: { ...service, output, outputDetails: complete },
});

export const succeeded = (service: Service, output: string): Draft => ({
  type: 'TaskSucceeded',
  taskSucceededEventDetails: { ...service, output, outputDetails: complete },
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
  executionSucceededEventDetails: { output, outputDetails: complete },
});

export const executionFailed = (error: string, cause: string | null): Draft => ({
  type: 'ExecutionFailed',
  executionFailedEventDetails: { error, ...(cause === null ? {} : { cause }) },
});

export const executionAborted = (error: string | null, cause: string | null): Draft => ({
  type: 'ExecutionAborted',
  executionAbortedEventDetails: { ...(error ? { error } : {}), ...(cause ? { cause } : {}) },
});

/** The output of a task that invokes a function: the answer of the function, as JSON, inside the answer of Lambda. */
export function invocationOutput(json: string): string {
  return `{"ExecutedVersion":"$LATEST","Payload":${json},"StatusCode":200}`;
}

/** The context object (`$$`) while a state runs. */
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

/** A history event without its input, output, parameters and cause. */
export function withoutData(event: HistoryEvent): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(event).map(([name, value]) => {
      if (value === null || typeof value !== 'object') return [name, value];
      const { input, output, parameters, cause, ...rest } = value as Record<string, unknown>;
      return [name, rest];
    }),
  );
}
