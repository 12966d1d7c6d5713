import type { CaseHead } from '../contract/case.ts';
import type { SavedDraft, SelfAssessmentDraft } from '../contract/drafts.ts';
import type { Person } from '../contract/people.ts';
import type { Ratings } from '../contract/score.ts';
import { faultsOfPart } from '../domain/case/commands/ratings.ts';
import { mayNot } from '../domain/case/commands/rights.ts';
import { isBefore, transitionOf } from '../domain/case/state/path.ts';
import { loadHead } from '../store/cases.ts';
import { draftWrite, keepDraft, loadDraft } from '../store/drafts.ts';
import { type Write, writesOf } from '../store/transaction.ts';
import { checkIfMatch } from './if-match.ts';
import type { Outside } from './outside.ts';
import { ladderOf } from './reading.ts';
import { notFound, Refusal, refusalOf } from './refusal.ts';
import { withRetries } from './retry.ts';

const form = 'self-assessment';

const savedElsewhere = 'The draft was saved from elsewhere since you read it.';
const draftWords = {
  unnamed: 'A draft is there already. Read it, and say which version you replace.',
  changed: savedElsewhere,
  absent: savedElsewhere,
};

/** The draft of a person's self-assessment in a case. Null if there is none, also if there is no such case. */
export function readDraft({ table }: Outside, personId: string, caseId: string): Promise<SavedDraft | null> {
  return loadDraft(table, caseId, personId, form);
}

/** A case and its engineer's draft, as they were just read. */
export interface ReadDraft {
  head: CaseHead;
  draft: SavedDraft | null;
}

/**
 * Saves a self-assessment, complete or not, without submitting it. `ifVersion` is the version that it replaces; leave
 * it out for the first one. Neither the case nor its version changes. `read` is what this request has already read.
 * Throws `Refusal`: not-found to everybody but the engineer, invalid-input for ratings or notes that the ladder does
 * not know, precondition-required or precondition-failed if `ifVersion` does not fit, and the refusal of the submission
 * if that is no longer possible.
 */
export function saveDraft(
  outside: Outside,
  person: Person,
  caseId: string,
  input: SelfAssessmentDraft,
  ifVersion?: number,
  read?: ReadDraft,
): Promise<SavedDraft> {
  return keep(
    outside,
    person,
    caseId,
    { inputAfter: () => input, check: (before) => checkIfMatch(before, ifVersion, draftWords) },
    read,
  );
}

/** Saves ratings in the draft of a self-assessment and keeps its notes. Throws `Refusal`. */
export async function keepRatings(outside: Outside, person: Person, caseId: string, ratings: Ratings): Promise<void> {
  const inputAfter = (before: SavedDraft | null) => ({ ratings, notes: before?.notes ?? {} });
  await keep(outside, person, caseId, { inputAfter });
}

interface Keeping {
  /** Makes the new content from the previous draft. */
  inputAfter: (before: SavedDraft | null) => SelfAssessmentDraft;
  /** Throws if the previous draft must not be replaced. */
  check?: (before: SavedDraft | null) => void;
}

function keep(
  outside: Outside,
  person: Person,
  caseId: string,
  { inputAfter, check }: Keeping,
  read?: ReadDraft,
): Promise<SavedDraft> {
  const { table, clock } = outside;
  return withRetries('The case', async (isFirst) => {
    const [head, before] =
      isFirst && read
        ? [read.head, read.draft]
        : await Promise.all([loadHead(table, caseId), loadDraft(table, caseId, person.id, form)]);
    if (!head) throw notFound();
    const ladder = await ladderOf(outside, head.ladder);
    const now = clock.now().toISOString();
    const refusal = mayNot(head, 'submit-self-assessment', person, { ladder, people: {}, now });
    if (refusal?.code === 'forbidden') throw notFound();
    // Before the stage opens, nothing can be submitted, but a draft can be saved for later.
    const isAhead = isBefore(transitionOf(ladder, head), head.stage, 'self-assessment');
    if (refusal && refusal.code !== 'stage-opening' && !isAhead) throw refusalOf(refusal);
    const input = inputAfter(before);
    const faults = faultsOfPart(ladder, input.ratings, input.notes, 'notes');
    if (faults.length > 0) throw new Refusal('invalid-input', 'The draft is not right.', { faults });
    check?.(before);

    const draft = { ...input, version: (before?.version ?? 0) + 1, savedAt: now };
    return (await keepDraft(table, head, person.id, form, draft)).ok ? draft : null;
  });
}

/** The write of a first draft that has only ratings, for the transaction that opens a case. */
export function firstDraftWrite({ table, clock }: Outside, { id, engineerId }: CaseHead, ratings: Ratings): Write {
  const draft = { ratings, notes: {}, version: 1, savedAt: clock.now().toISOString() };
  return draftWrite(writesOf(table), id, engineerId, form, draft);
}
