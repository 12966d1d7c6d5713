import { Notes } from './commands.ts';
import { Ratings } from './score.ts';
import * as z from './zod.ts';

/**
 * What somebody has filled in and not sent: no event, nothing that the case knows of, and nobody's but its author's. It
 * may be as incomplete as its author left it.
 */

/** The forms that can be kept as a draft. */
export type DraftForm = 'self-assessment';

export const SelfAssessmentDraft = z.strictObject({ ratings: Ratings, notes: Notes });
export type SelfAssessmentDraft = z.infer<typeof SelfAssessmentDraft>;

/** A draft as it is kept. `version` counts how often it was saved, and is its `ETag`. */
export const SavedDraft = z.extend(SelfAssessmentDraft, {
  version: z.int().check(z.minimum(1)),
  savedAt: z.iso.datetime(),
});
export type SavedDraft = z.infer<typeof SavedDraft>;
