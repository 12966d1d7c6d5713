import type { Missing } from '../contract/missing.ts';
import type { Person } from '../contract/people.ts';
import { bodyAt, evidenceOf, type SelfAssessmentBody } from '../domain/case/contents.ts';
import { requirementsOf } from '../domain/case/evidence.ts';
import { relationsOf } from '../domain/case/visibility.ts';
import { missingFor } from '../domain/missing/missing.ts';
import { loadCase } from '../store/cases.ts';
import { loadDraft } from '../store/drafts.ts';
import type { Outside } from './outside.ts';
import { ladderOf } from './reading.ts';
import { notFound } from './refusal.ts';

/**
 * What the engineer of a case can still do, from their self-assessment, kept or sent, and their evidence so far. Rests on
 * nothing that anybody else said. Throws `Refusal` not-found to everybody but the engineer.
 */
export async function missingOf(outside: Outside, person: Person, caseId: string): Promise<Missing> {
  const { table, clock } = outside;
  const [state, draft] = await Promise.all([
    loadCase(table, caseId),
    loadDraft(table, caseId, person.id, 'self-assessment'),
  ]);
  const now = clock.now().toISOString();
  if (!state || !relationsOf(state.head, person, null, now).includes('engineer')) throw notFound();
  const { head } = state;
  const ladder = await ladderOf(outside, head.ladder);
  const sent = head.selfAssessment && bodyAt<SelfAssessmentBody>(state, head.selfAssessment.seq);
  return missingFor({
    ladder,
    transition: head.transition,
    track: head.track,
    ratings: draft?.ratings ?? sent?.ratings ?? {},
    evidence: evidenceOf(state),
    // A portfolio that was handed in was complete when it was, whatever the day is now.
    requirements: head.portfolio ? [] : requirementsOf(state, { ladder, now }),
    now,
  });
}
