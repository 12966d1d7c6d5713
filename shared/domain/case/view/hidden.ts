import type { CaseHead } from '../../../contract/case.ts';
import type { Openness, Relation } from './visibility.ts';

/** Says what this viewer does not see yet and when they will see it. The words never depend on what is hidden. */
export function hiddenFrom(head: CaseHead, relations: readonly Relation[], open: Openness): string[] {
  const said: string[] = [];
  if (relations.includes('watcher'))
    said.push('You see where this case stands. What is in it is for those who take part.');
  // Nothing is shown later in a case that is over.
  if (head.status === 'closed') return said;
  const isRated = head.slots.some((slot) => slot.part === 'reviewer');
  if (relations.includes('engineer') && head.outcome === null && isRated)
    said.push('The calibration result is shown with the outcome.');
  if (relations.includes('reviewer') && !open.selfAssessment)
    said.push('The engineer’s own view is shown once a review that you wrote is in.');
  if (relations.includes('reviewer') && !open.reviews) said.push('Other reviews are shown once the reviews are open.');
  if (relations.some((one) => ['signer', 'lead', 'hr'].includes(one)) && !open.reviews)
    said.push('Ratings are sealed until the reviews are open.');
  return said;
}
