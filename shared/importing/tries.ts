import type { Outside } from '../cases/outside.ts';
import { fileLimits } from '../contract/file-names.ts';
import type { Tries } from '../contract/files.ts';
import { transact, type Write } from '../store/transaction.ts';

/**
 * The work on files runs after a request, and a run can die each time: out of memory, or out of time. So each piece of work is
 * counted on the record of its file before it begins, and one that never ends is given up.
 */

interface Worked {
  version: number;
  tries: Tries;
}

/** The work on one kind of files. */
interface Work<R extends Worked> {
  /** The writes of the record, if it has not changed since it was read. */
  write: (before: R, after: R) => Write[];
  /** Does the next piece of work. What it writes has no tries. */
  run: (record: R) => Promise<void>;
  /** Ends the work. */
  giveUp: (record: R) => Promise<void>;
}

/** Begins the next piece of work, or gives it up if it was begun too often. */
export async function tryOnce<R extends Worked>(
  { table, clock }: Outside,
  record: R,
  { write, run, giveUp }: Work<R>,
): Promise<void> {
  const count = record.tries?.count ?? 0;
  if (count >= fileLimits.tries) return giveUp(record);
  const tries = { count: count + 1, at: clock.now().toISOString() };
  const { ok } = await transact(table, write(record, { ...record, tries }));
  // If another run has begun at this moment, the work is theirs.
  if (ok) await run({ ...record, tries, version: record.version + 1 });
}

/** A run has ended after this time. Lambda ends it after 5 minutes. */
const endedMs = 10 * 60_000;

/**
 * Changes each of these files, so that the stream brings it to its work again: the work may have been lost. A file whose run may
 * still be going on is left: its run would find it changed, and begin anew.
 */
export async function wake<R extends Worked>(
  { table, clock }: Outside,
  files: readonly R[],
  write: Work<R>['write'],
): Promise<void> {
  const latest = clock.now().getTime() - endedMs;
  for (const file of files)
    if (file.tries === null || Date.parse(file.tries.at) <= latest) await transact(table, write(file, file));
}

/** What HR is told of work that was given up. */
export const neverEnded = `it was begun ${fileLimits.tries} times and did not end`;
