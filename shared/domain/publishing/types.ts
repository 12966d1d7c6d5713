import type { PublishedLadder } from '../../contract/ladder.ts';
import type { Person } from '../../contract/people.ts';
import type { LadderDraftEvent } from '../../contract/record-ladder.ts';
import type { Fault } from '../fault.ts';

/** Why a command on a ladder is refused. Scripts rely on these codes, so they never change. */
export type PublishingRejectionCode =
  | 'forbidden'
  | 'invalid-input'
  | 'invalid-ladder'
  | 'ladder-has-errors'
  | 'draft-changed'
  | 'not-proposed'
  | 'already-done'
  | 'day-passed'
  | 'proposal-stale';

interface PublishingRejection {
  code: PublishingRejectionCode;
  message: string;
  faults?: Fault[];
}

export type LadderDecision = { ok: true; event: LadderDraftEvent } | { ok: false; rejection: PublishingRejection };

/** What a decision needs beside the record. */
export interface LadderContext {
  /** ISO instant. */
  now: string;
  actor: Person;
  /** The document of the stored draft. Null: there is no draft. */
  draft: PublishedLadder | null;
  /** Since when the actor has had the role of HR, if they confirm. Null: they do not confirm, or do not have it. */
  heldSince: string | null;
  /** Who proposed the publication, as they are now, if it is confirmed. Null: it is not, or they are not in the directory. */
  proposer: Person | null;
}
