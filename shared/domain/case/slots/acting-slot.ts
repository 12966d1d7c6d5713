import type { CaseHead, Slot } from '../../../contract/case.ts';
import type { Person } from '../../../contract/people.ts';
import { lentSlots } from '../state/delegations.ts';
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
export function actingsOf(head: CaseHead, person: Person, facts: Pick<Facts, 'ladder' | 'people' | 'now'>): Acting[] {
  const { ladder, people, now } = facts;
  const filling: Filling = { ladder, transition: transitionOf(ladder, head), engineer: null };
  const lent = lentSlots(head, person, people, now);
  return head.slots.flatMap((slot): Acting[] => {
    if (whyDutiesConflict(head, slot, person, filling.transition)) return [];
    if (holdsSlot(slot, person, filling)) return [{ slot, onBehalfOf: null }];
    return lent.includes(slot) && !whyNotFill(head, slot, person, filling) ? [{ slot, onBehalfOf: slot.personId }] : [];
  });
}
