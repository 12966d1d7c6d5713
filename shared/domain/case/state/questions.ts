import type { CaseHead } from '../../../contract/case.ts';

/** The questions of reviewers and signers to the engineer. */

type Question = NonNullable<CaseHead['asked']>[number];

/**
 * The question that the engineer can answer now, also when its days are over. Null: there is none, or the stage in which it
 * was put is over.
 */
export function questionToAnswer({
  asked = [],
  stage,
  attempt,
}: Pick<CaseHead, 'asked' | 'stage' | 'attempt'>): Question | null {
  const latest = asked.at(-1);
  return latest && latest.answer === null && latest.stage === stage && latest.attempt === attempt ? latest : null;
}
