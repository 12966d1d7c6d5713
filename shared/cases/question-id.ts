import { hashOf } from '../ledger/hash.ts';

/**
 * The id of a question about adoption. It is made from the case and the question, and tells neither: who is asked does
 * not learn that there is a case.
 */
export function questionIdOf(
  caseId: string,
  { evidence, piece, turn }: { evidence: string; piece: number; turn: number },
): string {
  return `q_${hashOf({ caseId, evidence, piece, turn }).slice(0, 32)}`;
}
