/** What the execution is doing in its current state. Instants are milliseconds of the injected clock. */
export interface Doing {
  state: string;
  enteredAt: number;
  /** Number of the event that entered the state. */
  entered: number;
  /** Number of the event that scheduled this attempt; it tells attempts apart. */
  scheduled: number;
  retryCount: number;
  /** How often each retrier of the state was used. */
  retries: number[];
  /** invoking: the function was called and has not answered; waiting: for a callback; pausing: until the next attempt. */
  phase: 'invoking' | 'waiting' | 'pausing';
  token: string | null;
  /** When the attempt times out, or the pause ends. */
  until: number | null;
  /** The output of a callback that came before the function had answered. */
  early: string | null;
}

export const statuses = ['RUNNING', 'SUCCEEDED', 'FAILED', 'ABORTED'] as const;
export type Status = (typeof statuses)[number];

export interface Execution {
  name: string;
  /** Hash of the definition it started with and keeps. */
  definition: string;
  /** As JSON, to the letter in which it was given. */
  input: string;
  status: Status;
  startedAt: number;
  stoppedAt: number | null;
  error: string | null;
  cause: string | null;
  /** The data that flows, as JSON; the output once the execution has succeeded. */
  data: string;
  doing: Doing | null;
  /** Number of history events so far. */
  events: number;
  version: number;
}

/** A history event as `GetExecutionHistory` gives it; the timestamp in milliseconds. */
export type HistoryEvent = {
  id: number;
  previousEventId: number;
  timestamp: number;
  type: string;
} & Record<string, unknown>;

/** What a state, a task or an execution may take in or give out at most, in bytes of UTF-8. */
export const maxBytes = 262_144;
export const maxEvents = 25_000;

export const isTooLarge = (json: string): boolean => Buffer.byteLength(json) > maxBytes;
