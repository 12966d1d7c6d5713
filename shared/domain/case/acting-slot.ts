import type { CaseHead, Slot } from '../../contract/case.ts';
import type { Cycle } from '../../contract/cycles.ts';
import type { PublishedLadder } from '../../contract/ladder.ts';
import type { Person } from '../../contract/people.ts';
import { transitionOf } from './path.ts';
import { whyDutiesConflict } from './separation-of-duties.ts';
import { type Filling, holdsSlot, whyNotFill } from './slots.ts';

/** What rights rest on beside the case and the person. */
export interface Facts {
  ladder: PublishedLadder;
  /** ISO instant. */
  now: string;
  /** The cycle of the case, where it was read. */
  cycle?: Cycle | null;
}

/** A slot under which somebody acts, in their own name or in that of its holder. */
export interface Acting {
  slot: Slot;
  onBehalfOf: string | null;
}

/**
 * The slots under which a person may act now, by the directory as it is: their own, and those delegated to them at this
 * moment. What separation of duties forbids is left out.
 */
export function actingsOf(head: CaseHead, person: Person, { ladder, now }: Pick<Facts, 'ladder' | 'now'>): Acting[] {
  const filling: Filling = { ladder, transition: transitionOf(ladder, head), engineer: null };
  return head.slots.flatMap((slot): Acting[] => {
    if (whyDutiesConflict(head, slot, person.id, filling.transition)) return [];
    if (holdsSlot(slot, person, filling)) return [{ slot, onBehalfOf: null }];
    const delegation = delegationOf(head, slot, person.id, now);
    return delegation && !whyNotFill(head, slot, person, filling) ? [{ slot, onBehalfOf: delegation.by }] : [];
  });
}

/** The delegation that lets somebody act under a slot now: given by whoever still fills it. */
function delegationOf(head: CaseHead, slot: Slot, to: string, now: string) {
  return head.delegations.find(
    (one) =>
      one.to === to && one.by === slot.personId && one.slots.includes(slot.id) && one.from <= now && now < one.until,
  );
}
