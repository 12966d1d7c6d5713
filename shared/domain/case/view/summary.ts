import type { CaseHead } from '../../../contract/case.ts';
import type { PublicPerson } from '../../../contract/people.ts';
import type { CaseSummary } from '../../../contract/view.ts';
import { pausedUntil } from '../state/away.ts';
import { dueOf, instantsOf } from '../state/instants.ts';
import { opennessFor, type Relation, versionFor } from './visibility.ts';

/** What everybody may see of a case who can see the case at all. */
export function summaryOf(
  head: CaseHead,
  viewerId: string,
  relations: readonly Relation[],
  engineer: PublicPerson | null,
  now: string,
): CaseSummary {
  const { id, engineerId, ladder, transition, track, cycleId, stage, attempt, createdAt, outcome } = head;
  const { openedAt, closedAt } = instantsOf(head);
  const { dueAt, overdue, timeZone } = dueOf(head, now);
  const corrected = head.corrected ? { from: head.corrected.from, at: head.corrected.at, by: head.corrected.by } : null;
  const version = versionFor(head, opennessFor(head, relations, viewerId), relations, viewerId);
  return {
    id,
    version,
    engineerId,
    engineer,
    ladder,
    transition,
    track,
    cycleId,
    stage,
    attempt,
    createdAt,
    openedAt,
    dueAt,
    overdue,
    pausedUntil: pausedUntil(head, now),
    timeZone,
    closedAt,
    outcome,
    corrected,
  };
}
