import type { SavedDraft, SelfAssessmentDraft } from '../contract/drafts.ts';
import { faultsOfPart } from '../domain/case/commands/ratings.ts';
import { isBefore, transitionOf } from '../domain/case/path.ts';
import { mayNot } from '../domain/case/rights.ts';
import { loadHead } from '../store/cases.ts';
import { loadPerson } from '../store/directory.ts';
import { keepDraft, loadDraft } from '../store/drafts.ts';
import type { Outside } from './outside.ts';
import { ladderOf } from './reading.ts';
import { notFound, Refusal } from './refusal.ts';

const attempts = 5;
const form = 'self-assessment';

/** The draft of their self-assessment that a person keeps in a case; null when they keep none, in whatever case. */
export function readDraft({ table }: Outside, personId: string, caseId: string): Promise<SavedDraft | null> {
  return loadDraft(table, caseId, personId, form);
}

/**
 * Saves a self-assessment without submitting it, complete or not. `ifVersion` is the version it replaces, left out for the
 * first. Neither the case nor its version changes. Throws `Refusal`: not-found to everybody but the engineer, that of the
 * self-assessment when it cannot be submitted any more, invalid-input for what the ladder does not know.
 */
export async function saveDraft(
  outside: Outside,
  personId: string,
  caseId: string,
  input: SelfAssessmentDraft,
  ifVersion?: number,
): Promise<SavedDraft> {
  const { table, clock } = outside;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const [head, person, before] = await Promise.all([
      loadHead(table, caseId),
      loadPerson(table, personId),
      loadDraft(table, caseId, personId, form),
    ]);
    if (!head || !person) throw notFound();
    const ladder = await ladderOf(outside, head.ladder);
    const refusal = mayNot(head, 'submit-self-assessment', person, { ladder, now: clock.now().toISOString() });
    if (refusal?.code === 'forbidden') throw notFound();
    // Before the stage is open nothing can be submitted yet, but what is kept now waits there when it is.
    const isAhead = isBefore(transitionOf(ladder, head), head.stage, 'self-assessment');
    if (refusal && refusal.code !== 'stage-opening' && !isAhead)
      throw new Refusal(refusal.code, refusal.message, refusal);
    const faults = faultsOfPart(ladder, input.ratings, input.notes, 'notes');
    if (faults.length > 0) throw new Refusal('invalid-input', 'The draft is not right.', { faults });
    checkVersion(before, ifVersion);

    const draft = { ...input, version: (before?.version ?? 0) + 1, savedAt: clock.now().toISOString() };
    const kept = await keepDraft(table, head, personId, form, draft);
    if (kept.ok) return draft;
  }
  throw new Refusal('busy', 'The case is changing at this moment. Nothing was saved; try again.');
}

function checkVersion(before: SavedDraft | null, ifVersion: number | undefined): void {
  if (before?.version === ifVersion) return;
  if (ifVersion === undefined)
    throw new Refusal('precondition-required', 'A draft is there already. Read it, and say which version you replace.');
  throw new Refusal('precondition-failed', 'The draft was saved from elsewhere since you read it.');
}
