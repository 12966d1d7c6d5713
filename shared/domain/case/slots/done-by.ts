import type { CaseHead } from '../../../contract/case.ts';
import { sealIsOpen } from '../state/seal.ts';

/** Something that was done under a slot. Absent: from before the slot was noted. */
interface Done {
  by: string;
  slot?: string | undefined;
}

/** Whether something is a person's: they did it, or somebody did it for them while they held the slot. */
export function isDoneBy({ slots, past }: Pick<CaseHead, 'slots' | 'past'>, personId: string, { by, slot }: Done) {
  const holds = slots.some((one) => one.id === slot && one.personId === personId);
  return by === personId || (holds && !past.includes(by));
}

/** Whether the consensus of the case is a person's. A single review that is the consensus is a review. */
export function hasLed(head: CaseHead, personId: string): boolean {
  const lead = head.slots.find((slot) => slot.part === 'lead');
  return head.consensus !== null && head.acts.some((act) => act.slot === lead?.id && isDoneBy(head, personId, act));
}

/** What a person did that others have seen and that does not count any more if they have a conflict of interest. */
export interface DoneBy {
  /** Whether the calibration rests on it: on a review that is or was open, on the consensus, or on what it was based on. */
  calibrated: boolean;
  /** The questions that they answered. */
  attestations: CaseHead['attestations'];
  /** The slots of signatures that stand. */
  signOffs: string[];
}

/** What somebody did in a case. Nothing that is sealed. */
export function doneBy(head: CaseHead, personId: string): DoneBy {
  const isTheirs = (one: Done) => isDoneBy(head, personId, one);
  const attestations = sealIsOpen(head) ? head.attestations.filter(isTheirs) : [];
  const hasReviewed = head.reviews.some((one) => (head.revealed || one.wasOpen) && isTheirs(one));
  return {
    calibrated: hasReviewed || hasLed(head, personId) || (head.consensus !== null && attestations.length > 0),
    attestations,
    signOffs: head.signOffs.filter((one) => one.stands && isTheirs(one)).map((one) => one.slot),
  };
}
