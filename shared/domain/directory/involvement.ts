import type { CaseHead } from '../../contract/case.ts';
import type { Person } from '../../contract/people.ts';
import { lineOf } from '../people.ts';

/** Which records of HR a case rests on, and who is involved in it. */

/** A case that is not closed, with its engineer. Null: the engineer is not in the directory. */
export interface OpenCase {
  head: Pick<CaseHead, 'engineerId' | 'slots' | 'delegations'>;
  engineer: Person | null;
}

/** Whether a person is the engineer of a case, holds a slot in it, or acts for somebody who does. */
export function takesPart({ engineerId, slots, delegations }: OpenCase['head'], personId: string): boolean {
  return (
    engineerId === personId ||
    slots.some((slot) => slot.personId === personId) ||
    delegations.some((one) => one.to === personId)
  );
}

/** Whether a case rests on the record of a person: they take part in it, or lead its engineer. */
export function restsOn({ head, engineer }: OpenCase, personId: string): boolean {
  return takesPart(head, personId) || (engineer !== null && lineOf(engineer).includes(personId));
}
