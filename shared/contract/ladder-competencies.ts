import { LevelId, Origin, Slug, StepKey, Text } from './ladder-fields.ts';
import * as z from './zod.ts';

/** What one step of a competency looks like; texts only. */
const Guide = z.strictObject({
  voice: z._default(z.string(), ''),
  summary: z._default(z.string(), ''),
  behaviours: z._default(z.array(Text), []),
  outputs: z._default(z.array(Text), []),
  scene: z._default(z.string(), ''),
  traps: z._default(z.array(Text), []),
});

export const Dimension = z.strictObject({
  id: Slug,
  title: z.string().check(z.minLength(1)),
  /** One sentence per step of the scale. */
  descriptors: z._default(z.record(StepKey, Text), {}),
  /** For steps that mean something else at some level: their sentences by level, then by step. */
  descriptorsAt: z._default(z.record(LevelId, z.record(StepKey, Text)), {}),
  origin: Origin,
});
export type Dimension = z.infer<typeof Dimension>;

/**
 * How the values of the dimensions become the value of a competency.
 * - `majority`: sort the values from high to low and take the k-th. If the lowest is more than `floor` below it, the
 *   value drops by one.
 * - `all-at-least`: take the highest step that every dimension reaches.
 */
export const CompetencyRule = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('majority'),
    k: z.int().check(z.minimum(1)),
    floor: z.int().check(z.minimum(0)),
    origin: Origin,
  }),
  z.strictObject({ kind: z.literal('all-at-least'), origin: Origin }),
]);
export type CompetencyRule = z.infer<typeof CompetencyRule>;

const AntiSignal = z.strictObject({
  id: Slug,
  /** A confirmed anti-signal caps the competency at one step below this, but never below 1. */
  step: z.int().check(z.minimum(1), z.maximum(9)),
  text: Text,
  origin: Origin,
});

export const Competency = z.strictObject({
  id: Slug,
  title: z.string().check(z.minLength(1)),
  /** For tables and charts. If it is empty, they show the title. */
  shortTitle: z._default(z.string().check(z.maxLength(40)), ''),
  /** The area it is listed under, if the ladder has areas. */
  area: z._default(z.nullable(Slug), null),
  summary: z._default(z.string(), ''),
  /** Two decimals at most: the overall score is computed in whole hundredths. */
  weight: z.number().check(
    z.positive(),
    z.refine((weight) => Number(weight.toFixed(2)) === weight, 'give two decimals at most'),
  ),
  /** The step expected at each level, by level id. */
  expected: z.record(LevelId, z.int().check(z.minimum(1), z.maximum(9))),
  rule: CompetencyRule,
  dimensions: z.array(Dimension).check(z.minLength(1)),
  /** Texts by step, not by level. */
  guides: z._default(z.record(StepKey, Guide), {}),
  /** Examples of evidence that could show it. A source can have none. */
  prompts: z._default(z.array(Text), []),
  antiSignals: z._default(z.array(AntiSignal), []),
  origin: Origin,
});
export type Competency = z.infer<typeof Competency>;
