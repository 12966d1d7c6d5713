import type { Ladder, PublishedLadder } from '#shared/contract/ladder.ts';
import { publish } from '#shared/ladders/read.ts';

/** The next version of a ladder, changed where a test says so. */
export function nextOf({ hash: _hash, ...ladder }: PublishedLadder, more: Partial<Ladder> = {}): PublishedLadder {
  return publish({ ...ladder, version: ladder.version + 1, ...more });
}

/** A ladder as HR would upload it: the document without its hash. */
export function textOf({ hash: _hash, ...ladder }: PublishedLadder): string {
  return JSON.stringify(ladder);
}
