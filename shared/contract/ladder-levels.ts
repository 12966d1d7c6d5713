import { LevelId, Origin, Slug, Text } from './ladder-fields.ts';
import * as z from './zod.ts';

/** A titled list of texts: what a strong engineer does, advice for their manager, ... */
export const Section = z.strictObject({
  id: Slug,
  title: z.string().check(z.minLength(1)),
  /** Whom the text addresses. Everybody may read it. */
  audience: z._default(z.enum(['everyone', 'managers']), 'everyone'),
  items: z.array(Text).check(z.minLength(1)),
  origin: Origin,
});
export type Section = z.infer<typeof Section>;

export const Level = z.strictObject({
  id: LevelId,
  title: z.string().check(z.minLength(1)),
  /** Titles by track id, if the level has tracks. */
  titles: z._default(z.record(Slug, z.string()), {}),
  /**
   * The step of the scale that the source names after this level, so that its guides are those of the level itself. Left
   * out: the level is described by the steps that it expects.
   */
  step: z.optional(z.int().check(z.minimum(1), z.maximum(9))),
  /** One line. */
  summary: z._default(z.string(), ''),
  /** What the level is about, in a paragraph or more. */
  about: z._default(z.string().check(z.maxLength(4000)), ''),
  sections: z._default(z.array(Section), []),
  /** Habits that hold people back at this level. They belong to the level as a whole and are never rated. */
  antiPatterns: z._default(
    z.array(z.strictObject({ id: Slug, title: z.string().check(z.minLength(1)), text: Text, origin: Origin })),
    [],
  ),
  /** The range of the weighted score for this level, both ends included. Null: the ladder has no overall score. */
  band: z.nullable(z.strictObject({ min: z.number(), max: z.number() })),
  /** False if the source names the level without describing it. */
  described: z._default(z.boolean(), true),
  /** Seats of this level in the whole organisation, if they are capped. */
  seats: z._default(
    z.nullable(
      z.strictObject({
        min: z.int().check(z.minimum(0)),
        max: z.int().check(z.minimum(0)),
        /** Where it comes from that all tracks of the level share the seats. Left out: where the numbers do. */
        poolOrigin: z.optional(Origin),
        origin: Origin,
      }),
    ),
    null,
  ),
  origin: Origin,
});
export type Level = z.infer<typeof Level>;
