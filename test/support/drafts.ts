import type { Ladder, PublishedLadder } from '#shared/contract/ladder.ts';
import { publish } from '#shared/ladders/read.ts';

/** The next version of a ladder, with the changes of a test. */
export function nextOf({ hash: _hash, ...ladder }: PublishedLadder, more: Partial<Ladder> = {}): PublishedLadder {
  return publish({ ...ladder, version: ladder.version + 1, ...more });
}

/** The document that HR would upload: the ladder without its hash. */
export function textOf({ hash: _hash, ...ladder }: PublishedLadder): string {
  return JSON.stringify(ladder);
}
