/** What an execution is doing in its current state. Instants are milliseconds of the injected clock. */
export interface Doing {
  state: string;
  enteredAt: number;
  /** The number of the event that entered the state. */
  entered: number;
  /** The number of the event that scheduled this attempt. Each attempt has a different one. */
  scheduled: number;
  retryCount: number;
  /** How often each retrier of the state was used. */
  retries: number[];
  /**
   * invoking: the function was called and has not answered. waiting: the execution waits for a callback. pausing: it
   * waits for the next attempt.
   */
  phase: 'invoking' | 'waiting' | 'pausing';
  token: string | null;
  /** When the attempt times out or the pause ends. */
  until: number | null;
  /** The output of a callback that came before the function answered. */
  early: string | null;
}

export const statuses = ['RUNNING', 'SUCCEEDED', 'FAILED', 'ABORTED'] as const;
type Status = (typeof statuses)[number];

export interface Execution {
  name: string;
  /** The hash of the definition with which it started. It never changes. */
  definition: string;
  /** The JSON text exactly as it was given. */
  input: string;
  status: Status;
  startedAt: number;
  stoppedAt: number | null;
  error: string | null;
  cause: string | null;
  /** The current data, as JSON. After success, this is the output. */
  data: string;
  doing: Doing | null;
  /** The number of history events so far. */
  events: number;
  version: number;
}

/** A history event as `GetExecutionHistory` gives it, but with the timestamp in milliseconds. */
export type HistoryEvent = {
  id: number;
  previousEventId: number;
  timestamp: number;
  type: string;
} & Record<string, unknown>;

/** The maximum size of the input and output of a state, a task or an execution, in bytes of UTF-8. */
export const maxBytes = 262_144;
export const maxEvents = 25_000;

export const isTooLarge = (json: string): boolean => Buffer.byteLength(json) > maxBytes;
