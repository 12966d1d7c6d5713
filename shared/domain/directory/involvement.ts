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

/** What makes somebody involved in a change of a person. */
interface Involvement {
  /** The open cases in which they take part. */
  cases: readonly OpenCase[];
  /** The leads who join or leave the line of the person while that person has an open case. */
  leads: readonly string[];
}

/** Why somebody neither makes nor confirms a change of this person, or null. */
export function whyInvolved(personId: string, of: string, { cases, leads }: Involvement): string | null {
  if (personId === of) return 'Nobody changes their own record: ask another person of HR.';
  if (cases.some((one) => restsOn(one, of)))
    return 'You take part in an open case that rests on this record: ask another person of HR.';
  return leads.includes(personId)
    ? 'You join or leave the line of a person with an open case: ask another person of HR.'
    : null;
}

/** Whether a case rests on the record of a person: they take part in it, or lead its engineer. */
function restsOn({ head, engineer }: OpenCase, personId: string): boolean {
  return takesPart(head, personId) || (engineer !== null && lineOf(engineer).includes(personId));
}
