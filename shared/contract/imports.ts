import { PersonInput } from './directory.ts';
import { importKinds, importLists, importStates } from './file-names.ts';
import { Count, Digest, FileSent, listQueryOf } from './files.ts';
import { ImportId } from './import-id.ts';
import { PersonId } from './people.ts';
import { ProposalId } from './proposal-id.ts';
import { Sender } from './sender.ts';
import * as z from './zod.ts';

/** A file of people that HR loads: what it holds, what was found in it, and how far it is carried out. */

/** What HR says of a file. */
export const ImportInput = z.strictObject({
  fileName: FileSent.shape.fileName,
  /** It has everybody who works here, so whoever is missing may have left. */
  isFull: z._default(z.boolean(), false),
  /** Teams and ODCs that are not known yet are added, or else they are faults. */
  addsPlaces: z._default(z.boolean(), false),
});
export type ImportInput = z.infer<typeof ImportInput>;

const YesNo = z._default(z.enum(['true', 'false']), 'false');

/** The same, in the query of a request that has the file as its body. */
export const ImportQuery = z.strictObject({ fileName: ImportInput.shape.fileName, isFull: YesNo, addsPlaces: YesNo });

export const ImportListQuery = listQueryOf(importLists);

/** A row that changes something, as it is carried out. */
export const ImportRow = z.strictObject({
  row: z.int(),
  id: PersonId,
  /** The version of the record that the check saw. Null: there was none. */
  version: z.nullable(z.int()),
  input: PersonInput,
});
export type ImportRow = z.infer<typeof ImportRow>;

/** What a change of a person does to an open case. */
export const CaseEffect = z.enum(['stops', 'line', 'part']);
export type CaseEffect = z.infer<typeof CaseEffect>;

/** The same row, as people read it. */
export const ImportChange = z.strictObject({
  row: z.int(),
  id: PersonId,
  name: z.string(),
  /** The fields that change. Of somebody new, those in which they are not a plain engineer who is on no ladder. */
  changes: z.array(z.strictObject({ field: z.string(), from: z.unknown(), to: z.unknown() })),
  effects: z.array(CaseEffect),
});
export type ImportChange = z.infer<typeof ImportChange>;

/** What the check found in the file. */
export const ImportFound = z.strictObject({
  /** How it is written. Left out: it could not be read, or the rows come from another import. */
  encoding: z.optional(z.string()),
  separator: z.optional(z.string()),
  /** Headings that are not known, with the letters of their columns. Their cells are not read. */
  unknown: z.array(z.string()),
  rows: Count,
  /** Rows that say what is known already. */
  unchanged: Count,
  kinds: z.record(z.enum(importKinds), Count),
  faults: Count,
  /** People who work here and are not in a file that has everybody. */
  absent: Count,
  teams: z.array(z.string()),
  odcs: z.array(z.string()),
  /** Levels at which there are more people than seats. */
  overCap: z.array(z.strictObject({ ladder: z.string(), level: z.string(), people: Count, seats: Count })),
  effects: z.record(CaseEffect, Count),
  /** People of HR who are involved in every row, so that none of them can decide on it. */
  involved: z.array(PersonId),
  /** The hash of the rows that change something. */
  digest: Digest,
});
export type ImportFound = z.infer<typeof ImportFound>;

/** The same, as people read it. Who is involved tells who has a part in cases, so it is for the decision alone. */
export const ImportFoundView = z.object(z.omit(ImportFound, { involved: true }).shape);
export type ImportFoundView = z.infer<typeof ImportFoundView>;

/** How far an import is carried out. */
const ImportProgress = z.strictObject({
  proposal: ProposalId,
  proposedBy: Sender,
  confirmedBy: PersonId,
  /** The batch that is next. */
  next: Count,
  applied: Count,
  refused: Count,
  apart: Count,
});

export const ImportRecord = z.strictObject({
  id: ImportId,
  by: Sender,
  ...FileSent.shape,
  ...ImportInput.shape,
  /** The import whose rows these are, because one of the two people was involved in them. */
  restOf: z.nullable(ImportId),
  /** The ODCs to which whoever sent it is limited: it changes people of these alone. Left out: of every ODC. */
  units: z.optional(z.array(z.string())),
  state: z.enum(importStates),
  found: z.nullable(ImportFound),
  progress: z.nullable(ImportProgress),
  /** The import that has the rows that were set apart. */
  rest: z.nullable(ImportId),
  doneAt: z.nullable(z.iso.datetime()),
});
export type ImportRecord = z.infer<typeof ImportRecord>;

/** A file of people as HR reads it. */
export const ImportView = z.extend(z.omit(ImportRecord, { tries: true }), { found: z.nullable(ImportFoundView) });
export type ImportView = z.infer<typeof ImportView>;

/**
 * What a machine reads of a file that it has sent. What the file does to cases, and what HR decides on it, is not for machines.
 */
export const SentFile = z.strictObject({
  id: ImportId,
  at: z.iso.datetime(),
  fileName: ImportInput.shape.fileName,
  state: z.enum(importStates),
  /** Null: it is not checked yet. */
  faults: z.nullable(Count),
});
export type SentFile = z.infer<typeof SentFile>;

/** The answer to an upload. A request that is sent again with the same key gets the same answer. */
export const ImportResult = z.object({ importId: ImportId, at: z.string() });
export type ImportResult = z.infer<typeof ImportResult>;
