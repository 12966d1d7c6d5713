import * as z from './zod.ts';

/** What an engineer can still do before a transition, as data and in words. */

const gapCodes = [
  // These keep a step from being sent.
  'dimension-not-rated',
  'requirement-not-met',
  // These are good to know before others judge.
  'criterion-not-met',
  'question-for-others',
  'dimension-without-evidence',
  'evidence-old',
  'evidence-not-corroborated',
  'evidence-from-one-project',
  'evidence-without-day',
  'evidence-without-project',
  'evidence-shows-nothing',
] as const;

export const Gap = z.object({
  code: z.enum(gapCodes),
  /** Id of the dimension, requirement, criterion, question, competency, transition or piece of evidence it is about. */
  place: z.string(),
  sentence: z.string(),
});
export type Gap = z.infer<typeof Gap>;

/** The evidence for one dimension. */
export const DimensionCoverage = z.object({
  id: z.string(),
  title: z.string(),
  /** Ids of the pieces that show it. */
  evidence: z.array(z.string()),
  /** The day of the newest of them. Null: none of them has a day. */
  newest: z.nullable(z.string()),
  /** Whether a second person saw one of them. */
  corroborated: z.boolean(),
  /** The projects they come from. */
  projects: z.array(z.string()),
});
export type DimensionCoverage = z.infer<typeof DimensionCoverage>;

export const Missing = z.object({
  /** What this list can say, and what it cannot. */
  note: z.string(),
  /** What keeps the self-assessment or the portfolio from being sent. */
  blocking: z.array(Gap),
  /** Hints, never failures: reviewers and signers may ask about these. */
  advisory: z.array(Gap),
  /** Dimensions that apply, by competency, with the evidence for each. */
  coverage: z.array(
    z.object({
      competency: z.string(),
      title: z.string(),
      dimensions: z.array(DimensionCoverage),
      /** How many of them have evidence. */
      covered: z.int(),
      of: z.int(),
    }),
  ),
});
export type Missing = z.infer<typeof Missing>;
