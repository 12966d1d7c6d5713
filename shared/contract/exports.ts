import { exportStates } from './file-names.ts';
import { Tries } from './files.ts';
import { PersonId } from './people.ts';
import * as z from './zod.ts';

/** A file of everybody in the directory, which HR asks for. It is made afterwards, by a function of its own. */

export const ExportId = z.string().check(z.regex(/^exp_[0-9A-HJKMNP-TV-Z]{26}$/, 'use the id of an export'));

export const ExportRecord = z.strictObject({
  id: ExportId,
  by: PersonId,
  at: z.iso.datetime(),
  /** The ODCs whose people are in it. Left out: everybody. */
  units: z.optional(z.array(z.string())),
  state: z.enum(exportStates),
  /** How many people are in it. */
  people: z.int(),
  /** In how many items its packed content is stored. */
  parts: z.int(),
  tries: Tries,
  version: z.int().check(z.minimum(1)),
});
export type ExportRecord = z.infer<typeof ExportRecord>;

/** A file of everybody as HR reads it. */
export const ExportView = z.omit(ExportRecord, { tries: true });
export type ExportView = z.infer<typeof ExportView>;

/** The answer to a request for such a file. A request that is sent again with the same key gets the same answer. */
export const ExportResult = z.object({ exportId: ExportId, at: z.string() });
export type ExportResult = z.infer<typeof ExportResult>;
