import type { PublishedLadder } from '../../contract/ladder.ts';
import type { Person } from '../../contract/people.ts';
import type { LadderDraftEvent } from '../../contract/records.ts';

/** Why a command on a ladder is refused; stable codes that scripts may rely on. */
export type PublishingRejectionCode =
  | 'forbidden'
  | 'invalid-input'
  | 'invalid-ladder'
  | 'ladder-has-errors'
  | 'draft-changed'
  | 'not-proposed'
  | 'already-done'
  | 'day-passed';

export interface PublishingRejection {
  code: PublishingRejectionCode;
  message: string;
  /** Where something is wrong, and how to mend it. */
  faults?: { path: string; reason: string }[];
}

export type LadderDecision = { ok: true; event: LadderDraftEvent } | { ok: false; rejection: PublishingRejection };

/** Facts from outside the record. */
export interface LadderContext {
  /** ISO instant. */
  now: string;
  actor: Person;
  /** The stored draft; null when there is none. */
  draft: PublishedLadder | null;
}

/** The UTC day of an instant. */
export const dayOf = (instant: string): string => instant.slice(0, 10);
