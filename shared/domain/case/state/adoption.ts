import type { Adoption, CaseHead } from '../../../contract/case.ts';
import { isOverdue } from './instants.ts';

/** The questions to other teams whether they have adopted a piece of evidence. */

/** In how many working days of the engineer's ODC a question is answered, and another person named. Origin: ours. */
export const confirmationDays = 10;

/** Whether a piece is adopted: `waiting` if nobody has said so yet, `nobody` if nobody is left who could. */
export type Confirmed = 'yes' | 'no' | 'waiting' | 'nobody';

/** The latest question about a piece as it stands now. Null: the piece needs no adoption, or is not in the portfolio. */
function latestQuestion(head: CaseHead, evidence: string): Adoption | null {
  const piece = head.evidence[evidence];
  return head.adoptions.findLast((one) => one.evidence === evidence && one.piece === piece) ?? null;
}

/** Every question that somebody can answer now. An answer can be changed until another person is asked. */
export function openQuestions(head: CaseHead): (Adoption & { to: string; askedAt: string })[] {
  if (head.outcome !== null) return [];
  return latestQuestions(head).flatMap((one) => {
    const { to, askedAt, answer } = one;
    return to !== null && askedAt !== null && answer !== 'not-mine' ? [{ ...one, to, askedAt }] : [];
  });
}

/** The questions that the first person could not answer: the engineer names another person. */
export function questionsToRename(head: CaseHead): Adoption[] {
  return latestQuestions(head).filter((one) => one.turn === 1 && hasFailed(one));
}

/** Whether a lead of the adopting team is asked now: the second person could not say, or none was named in time. */
export function isLeadAskedNow(question: Adoption, now: string): boolean {
  if (!hasFailed(question)) return false;
  return question.turn === 2 || (question.turn === 1 && question.nameBy !== null && question.nameBy <= now);
}

/** Whether the time of a question is over. A lead has as long as it takes. */
export function isSilent({ askedAt, dueAt, answer }: Adoption, now: string): boolean {
  return askedAt !== null && answer === null && isOverdue(dueAt, now);
}

/**
 * The next instant at which the system asks further. It can be in the past. Null: it has nothing to do, or the case is
 * stopped.
 */
export function nextAsking(head: CaseHead, now: string): string | null {
  if (head.stopped) return null;
  const instants = latestQuestions(head).flatMap((one) => {
    if (isLeadAskedNow(one, now)) return [now];
    if (one.turn === 1 && hasFailed(one)) return [one.nameBy ?? now];
    return one.askedAt !== null && one.answer === null && one.dueAt !== null ? [one.dueAt] : [];
  });
  return instants.sort()[0] ?? null;
}

/** Whether a piece is adopted, as far as it was said. Null: nobody is asked about it. */
export function confirmedOf(head: CaseHead, evidence: string): Confirmed | null {
  const latest = latestQuestion(head, evidence);
  if (!latest) return null;
  if (latest.answer === 'yes' || latest.answer === 'no') return latest.answer;
  return latest.turn === 3 && hasFailed(latest) ? 'nobody' : 'waiting';
}

export function latestQuestions(head: CaseHead): Adoption[] {
  return Object.keys(head.evidence).flatMap((id) => latestQuestion(head, id) ?? []);
}

const hasFailed = ({ answer }: Adoption) => answer === 'not-mine' || answer === 'silence';
