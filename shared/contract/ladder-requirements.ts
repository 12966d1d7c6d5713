import { Origin, Slug, Text } from './ladder-fields.ts';
import { documentForms } from './names.ts';
import * as z from './zod.ts';

/** A field an engineer fills in for a piece of evidence. */
export const EvidenceField = z.strictObject({
  id: z.string().check(z.regex(/^[a-z][A-Za-z0-9]*$/)),
  title: z.string().check(z.minLength(1)),
  kind: z.enum(['text', 'date', 'number']),
  required: z._default(z.boolean(), true),
});
export type EvidenceField = z.infer<typeof EvidenceField>;

/** A check on the fields of one piece of evidence, as data. */
export const EvidenceCheck = z.discriminatedUnion('kind', [
  /** The date in `field` lies at least this many calendar months before the portfolio is handed in. */
  z.strictObject({ kind: z.literal('months-up-to-submission'), field: z.string(), atLeast: z.int(), origin: Origin }),
  /** The number in `field` is at least `value`. */
  z.strictObject({ kind: z.literal('at-least'), field: z.string(), value: z.number(), origin: Origin }),
  /** The text in `field` is `value`, apart from upper case and outer spaces. */
  z.strictObject({ kind: z.literal('equals'), field: z.string(), value: z.string(), origin: Origin }),
  /** The text in `field` is the same as in `otherField` of a piece of evidence for `requirement`. */
  z.strictObject({
    kind: z.literal('same-as'),
    field: z.string(),
    requirement: Slug,
    otherField: z.string(),
    origin: Origin,
  }),
  /** The date in `field` lies at most this many calendar months before the portfolio is handed in. */
  z.strictObject({ kind: z.literal('within-months'), field: z.string(), atMost: z.int(), origin: Origin }),
  /**
   * The date in `field` is not before the date in `otherField` of a piece of evidence for `requirement`. It is compared
   * with the pieces that have the same text as this one in the field `matching`.
   */
  z.strictObject({
    kind: z.literal('not-before'),
    field: z.string(),
    requirement: Slug,
    otherField: z.string(),
    matching: z.string(),
    origin: Origin,
  }),
  /** The person named in `field` is not the engineer. */
  z.strictObject({ kind: z.literal('not-the-engineer'), field: z.string(), origin: Origin }),
]);
export type EvidenceCheck = z.infer<typeof EvidenceCheck>;

export const EvidenceKind = z.strictObject({
  id: Slug,
  title: z.string().check(z.minLength(1)),
  fields: z._default(z.array(EvidenceField), []),
  checks: z._default(z.array(EvidenceCheck), []),
  /**
   * A piece of this kind is something that others open and read, so it needs a link. Left out: its fields say all of it.
   * Versions that were published before this rule leave it out.
   */
  document: z.optional(
    z.strictObject({
      form: z.enum(documentForms),
      /**
       * A question that the criteria of the transition ask. Its answer can stand in for the link. A piece without a link
       * then counts whatever the answer is, because the engineer must not learn it; with a 'no', the criterion is not met.
       */
      orAttestation: z.optional(Slug),
      origin: Origin,
    }),
  ),
  /**
   * Another team must have adopted it. The engineer names that team, since when, and a person of it, and that person is
   * asked. Left out: nobody has to adopt it.
   */
  adoption: z.optional(z.strictObject({ origin: Origin })),
  origin: Origin,
});
export type EvidenceKind = z.infer<typeof EvidenceKind>;

/** What the portfolio must hold: `count` pieces, each of one of the kinds. */
export const Requirement = z.strictObject({
  id: Slug,
  title: Text,
  count: z.int().check(z.minimum(1), z.maximum(20)),
  oneOf: z.array(EvidenceKind).check(z.minLength(1)),
  track: z._default(z.nullable(Slug), null),
  /** The case in which the requirement can be waived, as people read it. Left out: it cannot be waived. */
  waivable: z.optional(z.strictObject({ when: Text, origin: Origin })),
  origin: Origin,
});
export type Requirement = z.infer<typeof Requirement>;
