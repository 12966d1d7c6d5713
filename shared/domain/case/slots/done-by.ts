import type { CaseHead } from '../../../contract/case.ts';
import { isMadeByHr } from '../../../contract/names.ts';
import { type Done, isDoneBy } from '../state/done.ts';
import { asRead, sealIsOpen } from '../state/seal.ts';

/** What was done as the lead of the calibration. Where there is no lead, the single review. */
export function ledWork({ slots, acts, reviews }: Pick<CaseHead, 'slots' | 'acts' | 'reviews'>): Done[] {
  const lead = slots.find((slot) => slot.part === 'lead');
  return lead ? acts.filter((act) => act.slot === lead.id) : reviews;
}

/** Whether the consensus of the case is a person's: they led, or theirs is the single review. */
export function hasLed(head: CaseHead, personId: string): boolean {
  return head.consensus !== null && ledWork(head).some((one) => isDoneBy(personId, one));
}

/** What a person did that others have seen and that does not count any more if they have a conflict of interest. */
export interface DoneBy {
  /** Whether the calibration rests on them: on an open review, on the consensus, or on an answer before it. */
  calibrationRests: boolean;
  /** The questions that they answered. */
  attestations: CaseHead['attestations'];
  /** Whether a signature of theirs stands. */
  hasSigned: boolean;
}

/** What somebody did in a case. Nothing that is sealed. */
export function doneBy(head: CaseHead, personId: string): DoneBy {
  const isTheirs = (one: Done) => isDoneBy(personId, one);
  const attestations = sealIsOpen(head) ? head.attestations.filter(isTheirs) : [];
  const hasReviewed = head.reviews.some((one) => (head.revealed || one.wasOpen) && isTheirs(asRead(head, one)));
  return {
    calibrationRests: hasReviewed || hasLed(head, personId) || (head.consensus !== null && attestations.length > 0),
    attestations,
    hasSigned: head.signOffs.some((one) => one.stands && isTheirs(one)),
  };
}

/**
 * The case in which no signature of these people stands, nor one that somebody gave for them. Once the people of a case have
 * decided it, the signatures stay as they are. A case that HR or the clock ended can still go on.
 */
export function unsignedBy<Head extends Pick<CaseHead, 'signOffs' | 'outcome'>>(
  head: Head,
  people: readonly string[],
): Head {
  const isTheirs = (one: Done) => people.some((id) => isDoneBy(id, one));
  const isDecided = head.outcome !== null && !isMadeByHr(head.outcome);
  if (isDecided || !head.signOffs.some((one) => one.stands && isTheirs(one))) return head;
  return { ...head, signOffs: head.signOffs.map((one) => (isTheirs(one) ? { ...one, stands: false } : one)) };
}
