/**
 * What the pure code is given from outside, so that a year of reminders runs in a test in milliseconds.
 */

/** Tells the time. Nothing in `shared/` or `functions/` reads the system clock by itself. */
export interface Clock {
  now(): Date;
}

/** Makes sortable ids: `prefix` and a ULID, for example `case_01J...`. */
export interface Ids {
  next(prefix: string): string;
}

/** Random bytes for salts, keys and session ids; `bytes` is how many. */
export interface Random {
  bytes(bytes: number): Uint8Array;
}
