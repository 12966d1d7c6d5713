import { CompetencyRule } from './ladder-competencies.ts';
import { Slug, TransitionId } from './ladder-fields.ts';
import * as z from './zod.ts';

/**
 * A step of the ladder's scale. If the ladder allows it, also that the dimension does not apply to this person's work.
 */
export const Rating = z.union([z.int(), z.literal('not-applicable')]);
export type Rating = z.infer<typeof Rating>;

/** By dimension id. */
export const Ratings = z.record(Slug, Rating);
export type Ratings = z.infer<typeof Ratings>;

export const ScoreRequest = z.strictObject({
  ratings: Ratings,
  /** If it is set, the answer has the criteria of this transition too. */
  transition: z.optional(TransitionId),
  track: z.optional(Slug),
  /** Ids of anti-signals taken as confirmed. */
  antiSignals: z.optional(z.array(Slug).check(z.maxLength(200))),
});
export type ScoreRequest = z.infer<typeof ScoreRequest>;

/** How a value was reached: the rule, what went in, and the same as a sentence. */
export const CompetencyScore = z.object({
  id: z.string(),
  title: z.string(),
  weight: z.number(),
  /** Null when a dimension is missing, or when fewer than half of the dimensions apply. */
  value: z.nullable(z.number()),
  /** The value under the stricter prose reading (no dimension more than `floor` below). Usually equal to `value`. */
  strictValue: z.nullable(z.number()),
  rule: CompetencyRule,
  /** The values used, from high to low. */
  values: z.array(z.number()),
  /** How many of the values must reach a step: the rule's k, reduced in proportion to the dimensions that apply. */
  k: z.int(),
  /** The k-th of the values, and the lowest. */
  kth: z.nullable(z.number()),
  lowest: z.nullable(z.number()),
  /** How many steps the lowest can fall before the value drops by one. Below zero: the value has dropped. */
  margin: z.nullable(z.number()),
  /** Ids of dimensions not rated. */
  missing: z.array(z.string()),
  /** Ids of dimensions that were said not to apply. */
  notApplicable: z.array(z.string()),
  /** Ids of confirmed anti-signals that hold the value down. */
  cappedBy: z.array(z.string()),
  explanation: z.string(),
});
export type CompetencyScore = z.infer<typeof CompetencyScore>;

export const Verdict = z.enum(['pass', 'fail', 'unknown']);
export type Verdict = z.infer<typeof Verdict>;

/** One comparison that a criterion makes, or one question it asks. */
export const CriterionPart = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('competency'),
    competency: z.string(),
    value: z.nullable(z.number()),
    threshold: z.number(),
    /** Value minus threshold. Null while there is no value. */
    margin: z.nullable(z.number()),
    verdict: Verdict,
  }),
  z.object({
    kind: z.literal('attested'),
    attestation: z.string(),
    answer: z.nullable(z.enum(['yes', 'no'])),
    verdict: Verdict,
  }),
]);
export type CriterionPart = z.infer<typeof CriterionPart>;

export const CriterionResult = z.object({
  id: z.string(),
  title: z.string(),
  verdict: Verdict,
  /** The verdict under the stricter reading of the competencies' rules. Usually equal to `verdict`. */
  strictVerdict: Verdict,
  /** Everything compared, in the order of the criterion. */
  parts: z.array(CriterionPart),
  reason: z.string(),
});
export type CriterionResult = z.infer<typeof CriterionResult>;

/** A value below a step of the chosen track's profile. It is advice: the criteria do not rest on it. */
export const ScoreFinding = z.object({
  competency: z.string(),
  value: z.number(),
  /** The step that is strong for the track, or enough for it. */
  least: z.number(),
  sentence: z.string(),
});
export type ScoreFinding = z.infer<typeof ScoreFinding>;

export const Score = z.object({
  competencies: z.array(CompetencyScore),
  overall: z.object({
    /** Weighted mean, rounded half up to one decimal. Null if a dimension is missing or there are no bands. */
    value: z.nullable(z.number()),
    /** Id of the level whose band holds the value. */
    band: z.nullable(z.string()),
    /** Ids of competencies left out of the mean, because too few of their dimensions apply. */
    leftOut: z.array(z.string()),
    /** The band's ends, and how far the value is above its lower end and below the next band. */
    thresholds: z.nullable(
      z.object({ min: z.number(), max: z.number(), aboveMin: z.number(), toNext: z.nullable(z.number()) }),
    ),
    explanation: z.string(),
  }),
  /** Empty when no transition was asked for. */
  criteria: z.array(CriterionResult),
  /** Empty when no track was asked for. */
  findings: z.array(ScoreFinding),
});
export type Score = z.infer<typeof Score>;

/** One change of what a score was computed from. */
export const Change = z.discriminatedUnion('kind', [
  /** A dimension's step; `from` is null for one that is not rated. */
  z.object({ kind: z.literal('rating'), dimension: z.string(), from: z.nullable(z.int()), to: z.int() }),
  /** A confirmed anti-signal that is no longer shown. */
  z.object({ kind: z.literal('anti-signal'), id: z.string() }),
  z.object({ kind: z.literal('answer'), attestation: z.string(), to: z.literal('yes') }),
]);
export type Change = z.infer<typeof Change>;

/** A set of changes that makes a criterion pass. All of them are needed. */
export const Repair = z.object({ changes: z.array(Change), sentence: z.string() });
export type Repair = z.infer<typeof Repair>;

/** A score, and for each criterion that fails up to three smallest sets of changes that would make it pass. */
export const ScoreAnswer = z.extend(Score, { repairs: z.record(z.string(), z.array(Repair)) });
export type ScoreAnswer = z.infer<typeof ScoreAnswer>;
