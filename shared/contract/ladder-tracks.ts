import { LevelId, Origin, Slug, Text } from './ladder-fields.ts';
import * as z from './zod.ts';

export const Track = z.strictObject({
  id: Slug,
  title: z.string().check(z.minLength(1)),
  level: LevelId,
  summary: z._default(z.string(), ''),
  whenToConsider: z._default(z.array(Text), []),
  /**
   * Steps that this track expects besides those of the level, by competency id. A competency that is missing has none.
   */
  strong: z._default(z.record(Slug, z.int().check(z.minimum(1), z.maximum(9))), {}),
  relaxed: z._default(z.record(Slug, z.int().check(z.minimum(1), z.maximum(9))), {}),
  /** Where a relaxed step is enough only for a part of the competency: which part, by competency id. */
  relaxedFor: z.optional(z.record(Slug, Text)),
  /** The title that has the same pay. */
  parityWith: z._default(z.nullable(z.string()), null),
  /** How often a person may move back: `times` in `months`. */
  reversible: z._default(z.nullable(z.strictObject({ times: z.int(), months: z.int(), origin: Origin })), null),
  origin: Origin,
});
export type Track = z.infer<typeof Track>;
