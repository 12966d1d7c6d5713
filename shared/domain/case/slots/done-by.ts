import type { CaseHead } from '../../../contract/case.ts';

/** What somebody did that others have seen: themselves, or somebody for them in a part that they hold. */
export interface DoneBy {
  /** The slots of reviews that are or were open. */
  reviews: string[];
  /** Whether the consensus is theirs. */
  consensus: boolean;
  /** The ids of questions that they answered. */
  attestations: string[];
  /** The slots of signatures that stand. */
  signOffs: string[];
}

/** What does not count any more if this person has a conflict of interest. */
export function doneBy(head: CaseHead, personId: string): DoneBy {
  const holds = (slotId: string) => head.slots.some(({ id, personId: holder }) => id === slotId && holder === personId);
  const isTheirs = ({ by, slot }: { by: string; slot: string }) => by === personId || holds(slot);
  const lead = head.slots.find((slot) => slot.part === 'lead');
  const led =
    lead &&
    [...head.acts, { by: lead.personId ?? '', slot: lead.id }].some((one) => one.slot === lead.id && isTheirs(one));
  return {
    reviews: head.reviews.filter((one) => (head.revealed || one.wasOpen) && isTheirs(one)).map((one) => one.slot),
    consensus: head.consensus !== null && led === true,
    attestations: head.attestations.filter((one) => one.by === personId).map((one) => one.id),
    signOffs: head.signOffs.filter((one) => one.stands && isTheirs(one)).map((one) => one.slot),
  };
}
