import { PersonId } from './people.ts';
import { line } from './text.ts';
import * as z from './zod.ts';

/** What a file of people and a mapping file have in common: what is kept of a file, its faults, and its lists. */

/** A number of rows, people or bytes. */
export const Count = z.int().check(z.minimum(0));
export const Digest = z.string().check(z.regex(/^[0-9a-f]{64}$/));

/** How often the piece of work was begun that has not ended yet, and when last. Null: none was. */
export const Tries = z._default(
  z.nullable(z.strictObject({ count: z.int().check(z.minimum(1)), at: z.iso.datetime() })),
  null,
);
export type Tries = z.infer<typeof Tries>;

/** What is kept of every file that was sent. Its id, its sender and its state are of its kind. */
export const FileSent = z.strictObject({
  at: z.iso.datetime(),
  fileName: z._default(line(200), ''),
  bytes: Count,
  /** The SHA-256 of the file. */
  digest: Digest,
  /** In how many items the packed file is stored. */
  parts: Count,
  tries: Tries,
  /** Why it was stopped before all its rows were carried out. Null: it was not. */
  stopped: z._default(z.nullable(z.string()), null),
  version: z.int().check(z.minimum(1)),
});

/** Something in the file that is wrong, where it is as a spreadsheet shows it, and the mend. */
export const FileFault = z.strictObject({
  /** Null: the file as a whole. */
  row: z.nullable(z.int()),
  /** The letter and the heading of the column. Null: the row as a whole. */
  column: z.nullable(z.string()),
  reason: z.string(),
});
export type FileFault = z.infer<typeof FileFault>;

/**
 * A row that was not carried out. `apart`: others decide it, because one of those who decided is involved in it, or because it
 * takes two people and one has decided.
 */
export const FileLeftover = z.strictObject({
  row: z.int(),
  id: PersonId,
  apart: z.boolean(),
  reason: z.string(),
});
export type FileLeftover = z.infer<typeof FileLeftover>;

/** Which part of a list is asked for. The first part is 0. */
export const PartQuery = z.strictObject({ part: z._default(z.string().check(z.regex(/^\d{1,6}$/)), '0') });

/** Which part of which of these lists is asked for. Without a list it is the first that has something in it. */
export const listQueryOf = <const Lists extends readonly [string, ...string[]]>(lists: Lists) =>
  z.extend(PartQuery, { list: z.optional(z.enum(lists)) });
