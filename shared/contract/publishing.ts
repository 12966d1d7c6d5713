import { Day } from './day.ts';
import { Ladder, type PublishedLadder } from './ladder.ts';
import { Slug } from './ladder-fields.ts';
import { PersonId } from './people.ts';
import * as z from './zod.ts';

/** What a check of a ladder found. An error keeps it from being published, a warning does not. */
export const Finding = z.strictObject({
  severity: z.enum(['error', 'warning']),
  /** Which check: kebab-case, stable. `shape` means that the document cannot be read as a ladder at all. */
  code: z.string(),
  /** Where in the document: field names and ids joined by dots, such as `competencies.english-proficiency.rule.k`. */
  place: z.string(),
  /** What is wrong, and what to do about it. */
  message: z.string(),
  mend: z.string(),
});
export type Finding = z.infer<typeof Finding>;

/** A change between two versions of a ladder, in plain words. */
export const LadderChange = z.strictObject({
  /** `rule` changes what is asked or decided, `text` only how it is said. */
  kind: z.enum(['rule', 'text']),
  place: z.string(),
  /** For example: L2 to L3 now needs 4 in System Design, was 3. */
  sentence: z.string(),
});
export type LadderChange = z.infer<typeof LadderChange>;

/** A day that is stored: published versions can have any. */
const stored = z.iso.date();
const Hash = z.string().check(z.regex(/^[0-9a-f]{64}$/, 'use the hash of the draft as you saw it'));

/**
 * What HR can do with a draft. `hash` says which draft is meant, so that nobody confirms a draft that they have not
 * seen.
 */
export const DraftCommand = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('discard-draft'), hash: Hash }),
  z.strictObject({ type: z.literal('propose-publication'), hash: Hash, from: Day }),
  z.strictObject({ type: z.literal('withdraw-proposal'), hash: Hash }),
  z.strictObject({ type: z.literal('confirm-publication'), hash: Hash }),
]);
export type DraftCommand = z.infer<typeof DraftCommand>;

/** Everything HR can do to a ladder. A saved draft was already read and hashed. */
export type LadderCommand = DraftCommand | { type: 'save-draft'; ladder: PublishedLadder };

/** A published version in the record of its ladder. It is in force from the beginning of the UTC day `from`. */
export const LadderVersion = z.strictObject({
  version: z.int().check(z.minimum(1)),
  hash: Hash,
  title: z.string(),
  from: stored,
  publishedAt: z.iso.datetime(),
});
export type LadderVersion = z.infer<typeof LadderVersion>;

/** The record of one ladder: its published versions and the draft of the next, if there is one. */
export const LadderRecord = z.strictObject({
  id: Slug,
  /** Counts the changes of this record. */
  revision: z.int().check(z.minimum(1)),
  /** From the first to the newest. */
  versions: z.array(LadderVersion),
  draft: z.nullable(
    z.strictObject({
      version: z.int().check(z.minimum(1)),
      hash: Hash,
      title: z.string(),
      by: PersonId,
      at: z.iso.datetime(),
      proposal: z.nullable(z.strictObject({ by: PersonId, at: z.iso.datetime(), from: stored })),
    }),
  ),
  /** The end of its chain of events. */
  audit: z.strictObject({ seq: z.int(), hash: z.string() }),
});
export type LadderRecord = z.infer<typeof LadderRecord>;

/** The answer to a command of HR. A request that is sent again with the same key gets the same answer. */
export const LadderResult = z.object({
  ladderId: Slug,
  type: z.string(),
  /** The draft or version it was about. */
  version: z.int(),
  hash: z.string(),
  revision: z.int(),
  at: z.string(),
});
export type LadderResult = z.infer<typeof LadderResult>;

/** The result of a check of a document: what must be fixed, and what would change for people. */
export const LadderCheck = z.object({
  findings: z.array(Finding),
  changes: z.array(LadderChange),
  /** The version that it is compared with: the one in force, or else the newest. Null for a new ladder. */
  against: z.nullable(z.object({ version: z.int(), hash: z.string() })),
});
export type LadderCheck = z.infer<typeof LadderCheck>;

/** A draft as HR sees it. */
export const DraftView = z.extend(LadderCheck, { ladder: Ladder, hash: z.string() });
export type DraftView = z.infer<typeof DraftView>;

/** A ladder in the list: the version that is in force for new cases. */
export const LadderListing = z.object({ id: z.string(), version: z.int(), title: z.string(), hash: z.string() });
export type LadderListing = z.infer<typeof LadderListing>;
