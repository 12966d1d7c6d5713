import type { CaseHead, Slot, StandingDelegation } from '../../../contract/case.ts';
import type { Person } from '../../../contract/people.ts';

/**
 * The slots of others under which a person may act now as a delegate. A delegation counts from when it begins until it
 * ends, while the person who gave it fills the slot, and while both have stayed what they were. Nobody acts for the lead of
 * a calibration in which they could review. `people` holds the records of those for whom the person acts, see `lendersTo`.
 */
export function lentSlots(head: CaseHead, person: Person, people: Record<string, Person>, now: string): Slot[] {
  const lent = head.delegations.filter(
    (one) => one.to === person.id && one.from <= now && now < one.until && bothStayed(one, people[one.by], person),
  );
  const couldReview =
    head.couldReview?.includes(person.id) ||
    head.slots.some(({ part, personId }) => part === 'reviewer' && personId === person.id);
  return head.slots.filter(
    (slot) =>
      !(couldReview && slot.part === 'lead') &&
      lent.some((one) => one.by === slot.personId && one.slots.includes(slot.id)),
  );
}

/** The ids of those who let a person act for them, whether or not the delegation still counts. */
export function lendersTo(head: Pick<CaseHead, 'delegations'>, personId: string): string[] {
  return [...new Set(head.delegations.filter((one) => one.to === personId).map((one) => one.by))];
}

/**
 * Whether both sides of a delegation have stayed what they were since it was made. If one leaves, or loses a role or their
 * level, it is over, and does not revive when they come back. A person who is not in the directory has left.
 */
export function bothStayed({ at, from }: StandingDelegation, by: Person | undefined, to: Person | undefined): boolean {
  return [by, to].every((one) => one?.active && (one.lostAt === null || one.lostAt < (at ?? from)));
}
