import type { CaseHead, Slot } from '../../../contract/case.ts';
import type { Person } from '../../../contract/people.ts';
import { asSealed } from '../state/seal.ts';
import { type Filling, whyNotFill } from './filling.ts';

/** How many delegations of one person can stand at once, because what everybody owes is written with every step. Origin: ours. */
export const delegationsAtOnce = 3;

/** How many days a delegation lasts at most. Origin: ours. */
export const delegationDays = 90;

/**
 * Why a person may not act under a slot of another one, or null. Slots that they can already act under (`lent`) count as
 * filled, so they cannot get two that do not go together.
 */
export function whyNotLend(
  head: CaseHead,
  slot: Slot,
  person: Person | undefined,
  filling: Filling,
  lent: readonly string[],
): string | null {
  const sealed = asSealed(head);
  const acts = person ? lent.map((one) => ({ by: person.id, slot: one })) : [];
  return whyNotFill({ ...sealed, acts: [...sealed.acts, ...acts] }, slot, person, filling);
}

/** The slots under which a person can act for others now, by delegations that stand. */
export function lentTo({ delegations }: CaseHead, personId: string, now: string): string[] {
  return delegations.filter((one) => one.to === personId && one.until > now).flatMap((one) => one.slots);
}
