import { hashOf } from '../ledger/hash.ts';

/**
 * The id of a confirmation. It is made from the case and the adoption, and tells neither: the person who is asked does not
 * learn that there is a case.
 */
export function confirmationIdOf(
  caseId: string,
  { evidence, piece, turn }: { evidence: string; piece: number; turn: number },
): string {
  return `q_${hashOf({ caseId, evidence, piece, turn }).slice(0, 32)}`;
}
