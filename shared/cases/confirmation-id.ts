import { hashOf } from '../ledger/hash.ts';

/**
 * The id of a confirmation. It is made from the case and the question, and tells neither: the person who is asked does not
 * learn that there is a case. Nothing that is hidden goes into it, such as the number of an event.
 */
export function confirmationIdOf(
  caseId: string,
  { evidence, turn, askedAt }: { evidence: string; turn: number; askedAt: string },
): string {
  return `q_${hashOf({ caseId, evidence, turn, askedAt }).slice(0, 32)}`;
}
