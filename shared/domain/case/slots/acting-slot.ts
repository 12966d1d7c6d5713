import type { CaseHead, Delegation, Slot, StandingDelegation } from '../../../contract/case.ts';
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
    const isLent = lendings(head, slot, now).some((one) => one.to === person.id && hasStayed(person, one));
    return isLent && !whyNotFill(head, slot, person, filling) ? [{ slot, onBehalfOf: slot.personId }] : [];
  });
}

/** Whether a delegation has begun and is not over. */
export function isInForce({ from, until }: Delegation, now: string): boolean {
  return from <= now && now < until;
}

/**
 * Whether somebody has stayed what they were since a delegation was made: if they leave or lose a role or their level,
 * it is over, and does not revive when they come back.
 */
export function hasStayed({ active, lostAt }: Person, { at, from }: StandingDelegation): boolean {
  return active && (lostAt === null || lostAt < (at ?? from));
}

/** Whether the holder of a slot lets a delegate act under it now, and both have stayed what they were. */
export function standsInFor(head: CaseHead, slot: Slot, delegate: Person, holder: Person, now: string): boolean {
  return lendings(head, slot, now).some(
    (one) => one.to === delegate.id && hasStayed(delegate, one) && hasStayed(holder, one),
  );
}

/** The delegations of a slot that are in force now. They count only while the person who gave them fills the slot. */
function lendings(head: CaseHead, slot: Slot, now: string): StandingDelegation[] {
  return head.delegations.filter(
    (one) => one.by === slot.personId && one.slots.includes(slot.id) && isInForce(one, now),
  );
}
