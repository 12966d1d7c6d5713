import type { SavedDraft } from '../contract/drafts.ts';
import type { Case } from '../contract/events.ts';
import type { PublishedLadder } from '../contract/ladder.ts';
import type { Missing } from '../contract/missing.ts';
import type { Person } from '../contract/people.ts';
import { bodyAt, evidenceOf, type SelfAssessmentBody } from '../domain/case/state/contents.ts';
import { requirementsOf } from '../domain/case/state/evidence.ts';
import { isHandedIn } from '../domain/case/state/handed-in.ts';
import { dayIn } from '../domain/case/state/zone.ts';
import { relationsOf } from '../domain/case/view/visibility.ts';
import { missingFor } from '../domain/missing/missing.ts';
import { loadCase } from '../store/cases.ts';
import { readDraft } from './drafts.ts';
import type { Outside } from './outside.ts';
import { openRead, type SeenCase, seenIn } from './read.ts';
import { ladderOf } from './reading.ts';
import { notFound } from './refusal.ts';

/**
 * What the engineer of a case can still do. It uses only their evidence and their self-assessment, draft or submitted,
 * and nothing that others said. Throws `Refusal` not-found to everybody but the engineer.
 */
export async function missingOf(outside: Outside, person: Person, caseId: string): Promise<Missing> {
  const { state, draft, now } = await readOwn(outside, person, caseId);
  return missingIn(state, draft, await ladderOf(outside, state.head.ladder), now);
}

/** Does the same, and also gives the case as its engineer sees it. */
export async function readMissing(
  outside: Outside,
  person: Person,
  caseId: string,
): Promise<SeenCase & { missing: Missing }> {
  const { state, draft, now } = await readOwn(outside, person, caseId);
  const seen = seenIn(outside, await openRead(outside, person, state));
  return { ...seen, missing: missingIn(state, draft, seen.ladder, now) };
}

async function readOwn(outside: Outside, person: Person, caseId: string) {
  const [state, draft] = await Promise.all([loadCase(outside.table, caseId), readDraft(outside, person.id, caseId)]);
  const now = outside.clock.now().toISOString();
  if (!state || !relationsOf(state.head, person, {}, now).includes('engineer')) throw notFound();
  return { state, draft, now };
}

function missingIn(state: Case, draft: SavedDraft | null, ladder: PublishedLadder, now: string): Missing {
  const { head } = state;
  const sent = head.selfAssessment && bodyAt<SelfAssessmentBody>(state, head.selfAssessment.seq);
  return missingFor({
    ladder,
    transition: head.transition,
    track: head.track,
    ratings: draft?.ratings ?? sent?.ratings ?? {},
    evidence: evidenceOf(state),
    // A portfolio that was handed in was complete on that day. It must not become incomplete as time passes.
    requirements: isHandedIn(head) ? [] : requirementsOf(state, { ladder, now }),
    today: dayIn(head, now),
  });
}
