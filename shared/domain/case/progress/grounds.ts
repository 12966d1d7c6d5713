import type { Case } from '../../../contract/events.ts';
import { confirmedOf } from '../state/adoption.ts';
import { assessmentOf, evidenceOf } from '../state/contents.ts';
import { type RequirementStatus, requirementsOf, waiversLost } from '../state/evidence.ts';
import type { Context } from '../state/types.ts';

/** What a decline can name, and whether it is met all the same. */
export interface Ground {
  id: string;
  title: string;
  met: boolean;
}

/**
 * Everything that a decline can name: the criteria, and the requirements that are not met now that their teams have
 * answered. What is unknown is no ground, nor a requirement that can still be confirmed, that nobody could confirm, or whose
 * waiver was lost: that is not the engineer's fault. Origin: ours.
 */
export function groundsOf(state: Case, context: Pick<Context, 'ladder' | 'now'>): Ground[] {
  const known = assessmentOf(state, context.ladder).criteria.filter((one) => one.verdict !== 'unknown');
  const unsaid = evidenceOf(state).filter(({ id }) => confirmedOf(state.head, id) === 'nobody');
  const blameless = waiversLost(state);
  // With what nobody could confirm it might be met.
  const isLacking = ({ requirement: { id, count }, counted, met }: RequirementStatus) =>
    !met && counted.length + unsaid.filter((one) => one.requirement === id).length < count && !blameless.includes(id);
  const lacking = state.head.portfolio === null ? [] : requirementsOf(state, context).filter(isLacking);
  return [
    ...known.map(({ id, title, verdict }) => ({ id, title, met: verdict === 'pass' })),
    ...lacking.map(({ requirement: { id, title } }) => ({ id, title, met: false })),
  ];
}
