import type { CaseHead } from '../../contract/case.ts';
import type { Person } from '../../contract/people.ts';
import { lineOf, openPartsIn } from '../people.ts';
import { isSamePlace } from '../places.ts';

/** Which records of HR a case rests on, and who is involved in it. */

/** A case that is not closed, with its engineer. Null: the engineer is not in the directory. */
export interface OpenCase {
  head: Pick<CaseHead, 'engineerId' | 'slots' | 'past' | 'delegations' | 'lentTo' | 'offered' | 'adoptions'>;
  engineer: Person | null;
}

type Head = OpenCase['head'];

/**
 * Everybody who takes part in a case, as far as others may know. What they did is left out, unlike in `tookPart`, and so is
 * whether they had done something when they gave a part back: a refusal would tell of it.
 */
export function withOpenPart(head: Head): Set<string> {
  return new Set([...openPartsIn(head), ...(head.lentTo ?? []), ...(head.offered ?? [])]);
}

/** Whether a person is one of them. */
export function hasOpenPart(head: Head, personId: string): boolean {
  return withOpenPart(head).has(personId);
}

/** What makes somebody involved in a change of a person. */
interface Involvement {
  /** The open cases in which they take part. */
  cases: readonly OpenCase[];
  /** The leads who join or leave the line of the person while that person has a case. */
  leads: readonly string[];
  /** The team that the person leaves by the change. Null: they stay in theirs. */
  leaves: string | null;
}

/** Why somebody neither makes nor confirms a change of this person, or null. */
export function whyInvolved(personId: string, of: string, { cases, leads, leaves }: Involvement): string | null {
  if (personId === of) return 'Nobody changes their own record: ask another person of HR.';
  if (cases.some((one) => restsOn(one, of)))
    return 'You take part in an open case that rests on this record: ask another person of HR.';
  if (leaves !== null && cases.some((one) => isOwn(one, personId) && isSamePlace(one.engineer?.team ?? '', leaves)))
    return 'You have an open case, and people outside your team can confirm evidence in it: ask another person of HR.';
  return leads.includes(personId)
    ? 'You join or leave the line of a person with a case: ask another person of HR.'
    : null;
}

const isOwn = ({ head }: OpenCase, personId: string) => head.engineerId === personId;

/**
 * Whether a case rests on the record of a person: they take part in it, lead its engineer, or are named to confirm that
 * their team has adopted something.
 */
function restsOn({ head, engineer }: OpenCase, personId: string): boolean {
  const isNamed = head.adoptions.some((one) => one.to === personId);
  return isNamed || hasOpenPart(head, personId) || (engineer !== null && lineOf(engineer).includes(personId));
}
