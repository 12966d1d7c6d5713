import { Notes } from './commands.ts';
import { Ratings } from './score.ts';
import * as z from './zod.ts';

/**
 * What a person has filled in but not sent. A draft is no event, and the case does not know of it. Only its author can
 * read it. It can be incomplete.
 */

/** The forms that can be kept as a draft. */
export type DraftForm = 'self-assessment';

export const SelfAssessmentDraft = z.strictObject({ ratings: Ratings, notes: Notes });
export type SelfAssessmentDraft = z.infer<typeof SelfAssessmentDraft>;

/** A draft as it is stored. `version` counts how often it was saved, and is its `ETag`. */
export const SavedDraft = z.extend(SelfAssessmentDraft, {
  version: z.int().check(z.minimum(1)),
  savedAt: z.iso.datetime(),
});
export type SavedDraft = z.infer<typeof SavedDraft>;
