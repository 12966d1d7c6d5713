/** What the pure code gets from outside. Tests pass their own, so a year of reminders runs in milliseconds. */

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
