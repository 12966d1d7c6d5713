import type { CaseHead } from '../../../contract/case.ts';
import type { EventType } from '../../../contract/names.ts';
import type { EventOf } from '../state/types.ts';

/** Everything about one type of event, except whom it tells: see `../telling`. */
export type EventRow<T extends EventType> = Known & {
  /**
   * What it ends. The self-assessment, or the case before the end of its path: nobody needs the draft of the
   * self-assessment any more. The trial, or the case: its words say to readers of the case why. Null: none of these.
   */
  ends: 'self-assessment' | 'trial' | 'case' | null;
  /**
   * The case after the event. Version, audit, acceptance and the seal are counted by `evolve`. Use `acted` if a person
   * decides something under a slot: separation of duties rests on it. Use `voided` if signers decided on what changes.
   */
  fold: (head: CaseHead, event: EventOf<T>) => CaseHead;
};

/**
 * An event that is known to everybody is never sealed. So those who only watch have one count of events, with and without
 * a seal (`counts.everybody`).
 */
type Known =
  | { underSeal: Exclude<UnderSeal, 'sealed'>; knownTo: KnownTo }
  | { underSeal: UnderSeal; knownTo: Exclude<KnownTo, 'everybody'> };

/**
 * Who may know of the event while reviews are sealed. `sealed` events reveal who has reviewed, by their actor or by
 * the people they name: only their author, the calibration lead and HR know of them. `open` events change the version
 * that everybody sees (see `mayKnowOf`). So do `unnamed` events, but who made them is not said (see `mayKnowWho`).
 */
type UnderSeal = 'open' | 'sealed' | 'unnamed';

/**
 * Who may know that it happened, once no seal hides it. `everybody`: it says only where the case stands, so also
 * viewers who only watch. `participants`: everybody who takes part, and HR. `engineer-and-answerers`: the event says
 * to whom the engineer objects, so only the engineer and the people who answer it know.
 */
type KnownTo = 'everybody' | 'participants' | 'engineer-and-answerers';
