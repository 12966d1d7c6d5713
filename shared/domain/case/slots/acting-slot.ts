import type { CaseHead, Delegation, Slot } from '../../../contract/case.ts';
import type { Person } from '../../../contract/people.ts';
import { transitionOf } from '../state/path.ts';
import type { Facts } from '../state/types.ts';
import { type Filling, holdsSlot, whyNotFill } from './filling.ts';
import { whyDutiesConflict } from './separation-of-duties.ts';

/** A slot that a person acts under, and its holder if the person acts for them as a delegate. */
export interface Acting {
  slot: Slot;
  onBehalfOf: string | null;
}

/**
 * The slots under which a person may act now, according to the directory as it is now: their own slots and those
 * delegated to them at this moment. Slots that separation of duties forbids are left out.
 */
export function actingsOf(head: CaseHead, person: Person, { ladder, now }: Pick<Facts, 'ladder' | 'now'>): Acting[] {
  const filling: Filling = { ladder, transition: transitionOf(ladder, head), engineer: null };
  return head.slots.flatMap((slot): Acting[] => {
    if (whyDutiesConflict(head, slot, person, filling.transition)) return [];
    if (holdsSlot(slot, person, filling)) return [{ slot, onBehalfOf: null }];
    const delegation = delegationOf(head, slot, person.id, now);
    return delegation && !whyNotFill(head, slot, person, filling) ? [{ slot, onBehalfOf: delegation.by }] : [];
  });
}

/** Whether a delegation has begun and is not over. */
export function isInForce({ from, until }: Delegation, now: string): boolean {
  return from <= now && now < until;
}

/**
 * The delegation that lets a person act under a slot now. It counts only while the person who gave it fills the slot.
 */
function delegationOf(head: CaseHead, slot: Slot, to: string, now: string) {
  return head.delegations.find(
    (one) => one.to === to && one.by === slot.personId && one.slots.includes(slot.id) && isInForce(one, now),
  );
}
