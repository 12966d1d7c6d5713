import { Competency } from './ladder-competencies.ts';
import { LevelId, Origin, Slug, Text } from './ladder-fields.ts';
import { Level, Section } from './ladder-levels.ts';
import { PathStage } from './ladder-paths.ts';
import { Track } from './ladder-tracks.ts';
import { Transition } from './ladder-transitions.ts';
import * as z from './zod.ts';

/**
 * A ladder is one versioned document. It holds every path, number and rule of a case. Its parts have files of
 * their own beside this one.
 */

export const Ladder = z.strictObject({
  id: Slug,
  version: z.int().check(z.minimum(1)),
  title: z.string().check(z.minLength(1)),
  summary: z._default(z.string(), ''),
  /** What to know before reading the ladder. Its pages of levels and competencies link to it. */
  sections: z.optional(z.array(Section)),
  hireBar: z._default(z.nullable(LevelId), null),
  totalWeight: z.number().check(z.positive()),
  scale: z
    .array(
      z.strictObject({
        value: z.int().check(z.minimum(1), z.maximum(9)),
        id: Slug,
        title: z.string().check(z.minLength(1)),
        aliases: z._default(z.array(z.string()), []),
        origin: Origin,
      }),
    )
    .check(z.minLength(2)),
  levels: z.array(Level).check(z.minLength(1)),
  /** Whether a reviewer may say that a dimension does not apply. */
  notApplicable: z._default(z.enum(['allowed', 'forbidden']), 'forbidden'),
  areas: z._default(z.array(z.strictObject({ id: Slug, title: z.string().check(z.minLength(1)), origin: Origin })), []),
  competencies: z.array(Competency).check(z.minLength(1)),
  tracks: z._default(z.array(Track), []),
  /** How a person moves between tracks of a level, step by step. */
  trackChange: z._default(
    z.nullable(
      z.strictObject({
        steps: z
          .array(z.strictObject({ id: Slug, title: z.string().check(z.minLength(1)), text: Text, origin: Origin }))
          .check(z.minLength(1)),
        /** The stages of a case that moves somebody to another track of their level. */
        path: z.array(PathStage).check(z.minLength(1)),
        /** A person may move at most once in this many months. */
        onceInMonths: z.int().check(z.minimum(1), z.maximum(60)),
        onceOrigin: Origin,
        origin: Origin,
      }),
    ),
    null,
  ),
  transitions: z.array(Transition).check(z.minLength(1)),
  faq: z._default(
    z.array(
      z.strictObject({
        id: Slug,
        question: Text,
        answer: Text,
        /** Places in this document that the answer follows from, such as `transitions.L1-L2.criteria`. */
        restsOn: z.array(z.string().check(z.minLength(1))).check(z.minLength(1)),
        origin: Origin,
      }),
    ),
    [],
  ),
  origin: Origin,
});
export type Ladder = z.infer<typeof Ladder>;

/** A ladder as it was published: the document and the SHA-256 of its canonical JSON (64 hex digits). */
export const PublishedLadder = z.extend(Ladder, { hash: z.string().check(z.regex(/^[0-9a-f]{64}$/)) });
export type PublishedLadder = z.infer<typeof PublishedLadder>;

/** Names the exact version of a ladder that a case runs on. */
export const LadderRef = z.strictObject({ id: Slug, version: z.int().check(z.minimum(1)), hash: z.string() });
export type LadderRef = z.infer<typeof LadderRef>;
