import { existsSync, readFileSync } from 'node:fs';
import type { Clock } from '#shared/contract/outside.ts';
import { keepFile } from './files.ts';

/** The only clock of the local stack: real time plus an offset that can be moved forward. */
export interface LocalClock extends Clock {
  /** Moves the clock forward by `milliseconds` (0 or more) and tells every listener. */
  advance(milliseconds: number): void;
  /** Calls `listener` after each advance; returns how to stop that. */
  onAdvance(listener: () => void): () => void;
}

/**
 * A clock that runs at the speed of real time, plus an offset. `file` keeps the offset across restarts. Without `file`,
 * the clock starts at real time. `from` is the source of real time. Tests pass one that stands still.
 */
export function localClock(file?: string, from: () => number = Date.now): LocalClock {
  let offset = file && existsSync(file) ? Number(readFileSync(file, 'utf8')) || 0 : 0;
  const listeners = new Set<() => void>();
  return {
    now: () => new Date(from() + offset),
    advance(milliseconds) {
      if (!(milliseconds >= 0)) throw new RangeError('The clock only moves forward: give 0 or more milliseconds.');
      offset += milliseconds;
      if (file) keepFile(file, String(offset));
      for (const listener of listeners) listener();
    },
    onAdvance(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
