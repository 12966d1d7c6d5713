import type { CaseHead, Slot } from '../../../contract/case.ts';
import type { Person } from '../../../contract/people.ts';
import { waivingRole } from '../../ladder/waiving.ts';
import { isDoneBy } from './done.ts';
import { sealIsOpen } from './seal.ts';

/** The waivers of a case: who gives them, who answers them, and which of them count. */

export type Waiver = CaseHead['waivers'][number];

/** Whether a waiver counts: another person has confirmed it. Older ones counted at once. */
export const isConfirmed = ({ confirmed }: Waiver): boolean => confirmed !== null;

/** The waivers that another person must still answer. */
export const openWaivers = ({ waivers }: Pick<CaseHead, 'waivers'>): Waiver[] =>
  waivers.filter((one) => !isConfirmed(one));

/** Whether the engineer waits until a waiver is answered. That is only possible while the portfolio is not handed in. */
export const waitsForWaiver = (head: Pick<CaseHead, 'stage' | 'waivers'>): boolean =>
  head.stage === 'portfolio' && openWaivers(head).length > 0;

/**
 * Whether a waiver does not count any more if this person has a conflict of interest: they gave or confirmed it, or somebody did
 * so for them.
 */
export const isLostWith = (waiver: Waiver, personId: string): boolean =>
  isDoneBy(personId, waiver) || (!!waiver.confirmed && isDoneBy(personId, waiver.confirmed));

/** The slot whose holder may waive a requirement, as `waivingRole` says. */
export function waiverSlotOf(head: CaseHead): Slot | undefined {
  const signers = head.slots.filter((slot) => slot.part === 'signer');
  const role = waivingRole(signers.map((slot) => slot.role));
  return signers.find((slot) => slot.role === role);
}

/**
 * The signers who can answer a waiver: those of other slots than the one under which it was given. Before the seal is open
 * they read no evidence, so only HR can answer.
 */
function otherSignersOf(head: CaseHead, waiver: Waiver): Slot[] {
  if (!sealIsOpen(head)) return [];
  return head.slots.filter(
    ({ part, id, personId }) =>
      part === 'signer' && id !== waiver.slot && personId !== null && !isDoneBy(personId, waiver),
  );
}

/** Who must answer the waivers that are open: the holders of these slots, and the desk of HR where nobody else signs. */
export function answeringOf(head: CaseHead): { waiver: Waiver; slots: Slot[] }[] {
  return openWaivers(head).map((waiver) => ({ waiver, slots: otherSignersOf(head, waiver).slice(0, 1) }));
}

/** Whether this would be an answer to one's own waiver: one's own words, or those of the slot that one acts for. */
export function isOwnWaiver(waiver: Waiver, person: Person, slot: Slot | undefined): boolean {
  return isDoneBy(person.id, waiver) || (slot !== undefined && slot.id === waiver.slot);
}
