import { createHash } from 'node:crypto';
import { monotonicFactory } from 'ulid';
import type { Clock, Ids, Random } from '#shared/contract/outside.ts';

/** A clock that stands still until a test moves it. */
export interface StillClock extends Clock {
  set(instant: string): void;
  advanceDays(days: number): void;
}

export function stillClock(start = '2026-03-02T09:00:00.000Z'): StillClock {
  let now = new Date(start);
  return {
    now: () => now,
    set: (instant) => {
      now = new Date(instant);
    },
    advanceDays: (days) => {
      now = new Date(now.getTime() + days * 24 * 3600 * 1000);
    },
  };
}

/** Ids that sort by time. The same seed gives the same ids. */
export function seededIds(clock: Clock, seed = 1): Ids {
  let state = seed;
  const ulid = monotonicFactory(() => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  });
  return { next: (prefix) => `${prefix}_${ulid(clock.now().getTime())}` };
}

/** Bytes that look random. The same seed gives the same bytes. */
export function seededRandom(seed = 'seed'): Random {
  let count = 0;
  return {
    bytes: (bytes) => createHash('sha512').update(`${seed}:${count++}`).digest().subarray(0, bytes),
  };
}
