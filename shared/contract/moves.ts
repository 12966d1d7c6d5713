import { pageFields } from './cursor.ts';
import { moveLists, moveStates } from './file-names.ts';
import { Count, Digest, FileSent, listQueryOf } from './files.ts';
import { MoveId } from './move-id.ts';
import { roles } from './names.ts';
import { PersonId } from './people.ts';
import { ProposalId } from './proposal-id.ts';
import { SignInId } from './sign-ins.ts';
import * as z from './zod.ts';

/** The move to another issuer: a mapping file says which account of the new issuer is whose. */

/** What HR says of a mapping file. */
export const MoveInput = z.strictObject({
  fileName: FileSent.shape.fileName,
  /** The new issuer, exactly as its tokens name it (`iss`). */
  issuer: z
    .string()
    .check(
      z.trim(),
      z.maxLength(500),
      z.regex(/^https?:\/\/[^\s?#]+$/, 'give the address of the issuer, exactly as its tokens name it'),
    ),
});
export type MoveInput = z.infer<typeof MoveInput>;

/** Which page of the moves somebody asks for. How many have come over is counted for each, so a page is short. */
export const MovesQuery = z.strictObject(pageFields(20, 10));
export type MovesQuery = z.infer<typeof MovesQuery>;

export const MoveListQuery = listQueryOf(moveLists);

/** A row that counts. What the issuer calls the person is in the id of the sign-in alone. */
export const MoveRow = z.strictObject({ row: z.int(), id: PersonId, signIn: SignInId });
export type MoveRow = z.infer<typeof MoveRow>;

/** The same of a person with a role other than engineer, as the two who decide read it. */
export const MoveHolder = z.strictObject({
  row: z.int(),
  id: PersonId,
  name: z.string(),
  roles: z.array(z.enum(roles)),
  subject: z.string(),
});
export type MoveHolder = z.infer<typeof MoveHolder>;

/** What the check found in the file. */
export const MoveFound = z.strictObject({
  rows: Count,
  /** Rows whose account is that person's already. */
  unchanged: Count,
  faults: Count,
  /** People with a role other than engineer. */
  holders: Count,
  /** People of HR and delivery directors who are involved in every row, so that none of them can decide on it. */
  involved: z.array(PersonId),
  /** The hash of the rows. */
  digest: Digest,
});
export type MoveFound = z.infer<typeof MoveFound>;

/** The same, as people read it. Who is involved tells who has a part in cases, so it is for the decision alone. */
export const MoveFoundView = z.object(z.omit(MoveFound, { involved: true }).shape);
export type MoveFoundView = z.infer<typeof MoveFoundView>;

/** How far it is carried out. */
const MoveProgress = z.strictObject({
  proposal: ProposalId,
  proposedBy: PersonId,
  confirmedBy: PersonId,
  /** The part of the rows that is next. */
  next: Count,
  applied: Count,
  /** Rows that one of the two is involved in. They do not count. */
  apart: Count,
});

export const MoveRecord = z.strictObject({
  id: MoveId,
  by: PersonId,
  ...FileSent.shape,
  ...MoveInput.shape,
  state: z.enum(moveStates),
  found: z.nullable(MoveFound),
  progress: z.nullable(MoveProgress),
});
export type MoveRecord = z.infer<typeof MoveRecord>;

/** A move as HR reads it. `come`: how many people have come over. */
export const MoveView = z.extend(z.omit(MoveRecord, { tries: true }), {
  found: z.nullable(MoveFoundView),
  come: Count,
});
export type MoveView = z.infer<typeof MoveView>;

/** The answer to an upload. A request that is sent again with the same key gets the same answer. */
export const MoveResult = z.object({ moveId: MoveId, at: z.string() });
export type MoveResult = z.infer<typeof MoveResult>;
