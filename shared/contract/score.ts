import * as z from 'zod';
import { Slug } from './ladder.ts';

/** Values by dimension id, each a step of the ladder's scale. */
export const Ratings = z.record(Slug, z.int());
export type Ratings = z.infer<typeof Ratings>;

export const ScoreRequest = z.strictObject({
  ratings: Ratings,
  /** Gives the criteria of this transition too. */
  transition: z.string().optional(),
  track: Slug.optional(),
  /** Ids of anti-signals taken as confirmed. */
  antiSignals: z.array(Slug).max(200).optional(),
});
export type ScoreRequest = z.infer<typeof ScoreRequest>;

/** How a value was reached: the rule, what went in, and the same as a sentence. */
export const CompetencyScore = z.object({
  id: z.string(),
  title: z.string(),
  /** Null when a dimension is missing. */
  value: z.number().nullable(),
  /** The value under the stricter prose reading (no dimension more than `floor` below); equal to `value` mostly. */
  strictValue: z.number().nullable(),
  weight: z.number(),
  /** The values used, from high to low. */
  values: z.array(z.number()),
  missing: z.array(z.string()),
  cappedBy: z.array(z.string()),
  explanation: z.string(),
});
export type CompetencyScore = z.infer<typeof CompetencyScore>;

export const Verdict = z.enum(['pass', 'fail', 'unknown']);
export type Verdict = z.infer<typeof Verdict>;

export const CriterionResult = z.object({ id: z.string(), title: z.string(), verdict: Verdict, reason: z.string() });
export type CriterionResult = z.infer<typeof CriterionResult>;

export const Score = z.object({
  competencies: z.array(CompetencyScore),
  overall: z.object({
    /** Weighted mean, rounded half up to one decimal; null when a competency is. */
    value: z.number().nullable(),
    /** Id of the level whose band holds the value. */
    band: z.string().nullable(),
    explanation: z.string(),
  }),
  /** Empty when no transition was asked for. */
  criteria: z.array(CriterionResult),
});
export type Score = z.infer<typeof Score>;
