import * as z from 'zod';
import { Ladder, Slug } from './ladder.ts';
import { PersonId } from './people.ts';

/** What a check of a ladder found. An error keeps it from being published, a warning does not. */
export const Finding = z.strictObject({
  severity: z.enum(['error', 'warning']),
  /** Which check: kebab-case, stable. */
  code: z.string(),
  /** Where in the document: field names and ids joined by dots, such as `competencies.english-proficiency.rule.k`. */
  place: z.string(),
  /** What is wrong, and what to do about it. */
  message: z.string(),
  mend: z.string(),
});
export type Finding = z.infer<typeof Finding>;

/** A change between two versions of a ladder, in people's words. */
export const LadderChange = z.strictObject({
  /** `rule` changes what is asked or decided, `text` only how it is said. */
  kind: z.enum(['rule', 'text']),
  place: z.string(),
  /** For example: L2 to L3 now needs 4 in System Design, was 3. */
  sentence: z.string(),
});
export type LadderChange = z.infer<typeof LadderChange>;

const Day = z.iso.date();
const Hash = z.string().regex(/^[0-9a-f]{64}$/, 'use the hash of the draft as you saw it');

/** What HR may ask of a ladder. `hash` says which draft is meant, so that nobody confirms what they have not seen. */
export const LadderCommand = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('save-draft'), ladder: Ladder }),
  z.strictObject({ type: z.literal('discard-draft'), hash: Hash }),
  z.strictObject({ type: z.literal('propose-publication'), hash: Hash, from: Day }),
  z.strictObject({ type: z.literal('withdraw-proposal'), hash: Hash }),
  z.strictObject({ type: z.literal('confirm-publication'), hash: Hash }),
]);
export type LadderCommand = z.infer<typeof LadderCommand>;

/** The record of one ladder: its published versions and the draft of the next, if there is one. */
export const LadderRecord = z.strictObject({
  id: Slug,
  /** Counts the changes of this record. */
  revision: z.int().min(1),
  versions: z.array(
    z.strictObject({
      version: z.int().min(1),
      hash: Hash,
      title: z.string(),
      from: Day,
      publishedAt: z.iso.datetime(),
    }),
  ),
  draft: z
    .strictObject({
      version: z.int().min(1),
      hash: Hash,
      title: z.string(),
      by: PersonId,
      at: z.iso.datetime(),
      proposal: z.strictObject({ by: PersonId, at: z.iso.datetime(), from: Day }).nullable(),
    })
    .nullable(),
  /** The end of its chain of events. */
  audit: z.strictObject({ seq: z.int(), hash: z.string() }),
});
export type LadderRecord = z.infer<typeof LadderRecord>;
