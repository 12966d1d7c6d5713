import { CalendarInput, OdcName } from './calendar.ts';
import { Reason } from './commands.ts';
import { CycleInput } from './cycles.ts';
import { PersonInput } from './directory.ts';
import { ImportId } from './import-id.ts';
import { Slug } from './ladder-fields.ts';
import { MoveId } from './move-id.ts';
import { proposalStates } from './names.ts';
import { PersonId } from './people.ts';
import { ProposalListing } from './proposal.ts';
import { ProposalId } from './proposal-id.ts';
import { SignInId } from './sign-ins.ts';
import { CaseId } from './workflow.ts';
import * as z from './zod.ts';

/** Changes of HR's records that one person proposes and another one confirms. */

const Version = z.int().check(z.minimum(1));

/** The record as it should be, and its version as the proposer saw it. Null: the record is new. */
export const ProposedChange = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('person'), of: PersonId, version: z.nullable(Version), input: PersonInput }),
  /** A sign-in of the person counts no more. `version` is that of their sign-ins. */
  z.strictObject({ kind: z.literal('sign-in-end'), of: PersonId, version: Version, signIn: SignInId }),
  z.strictObject({ kind: z.literal('calendar'), of: OdcName, version: z.nullable(Version), input: CalendarInput }),
  z.strictObject({ kind: z.literal('cycle'), of: Slug, version: z.nullable(Version), input: CycleInput }),
  z.strictObject({ kind: z.literal('cycle-close'), of: Slug, version: Version }),
  /** The outcome of a closed case was wrong. Its reason is told to everybody who reads the case. */
  z.strictObject({
    kind: z.literal('correct-outcome'),
    of: CaseId,
    version: Version,
    to: z.enum(['promoted', 'not-promoted']),
  }),
  /** The times away of a person become these. They ask for it themselves. */
  z.strictObject({
    kind: z.literal('leave'),
    of: PersonId,
    version: Version,
    leave: PersonInput.shape.leave,
  }),
  /** A file of people is carried out. */
  z.strictObject({ kind: z.literal('import'), of: ImportId, version: Version }),
  /** People come in by the accounts of another issuer that a mapping file names; or such a file counts no more. */
  z.strictObject({ kind: z.literal('issuer-move'), of: MoveId, version: Version }),
  z.strictObject({ kind: z.literal('issuer-move-end'), of: MoveId, version: Version }),
]);
export type ProposedChange = z.infer<typeof ProposedChange>;

export const ProposalInput = z.strictObject({ change: ProposedChange, reason: Reason });
export type ProposalInput = z.infer<typeof ProposalInput>;

export const ProposalCommand = z.discriminatedUnion('type', [
  /** `reason`: for the kinds in `confirmedWithReason`, and for no others. */
  z.strictObject({ type: z.literal('confirm'), reason: z.optional(Reason) }),
  z.strictObject({ type: z.literal('refuse'), reason: Reason }),
  z.strictObject({ type: z.literal('withdraw') }),
]);
export type ProposalCommand = z.infer<typeof ProposalCommand>;

/** A record as an event of its chain would say it: facts, and words beside them. */
export const RecordState = z.strictObject({
  data: z.record(z.string(), z.unknown()),
  body: z.nullable(z.record(z.string(), z.unknown())),
});
export type RecordState = z.infer<typeof RecordState>;

/** The words of a proposal. */
export const ProposalWords = z.strictObject({
  change: ProposedChange,
  reason: Reason,
  /** The record that the proposer saw. Null: there was none, or the proposal is from before this was kept. */
  was: z._default(z.nullable(RecordState), null),
});
export type ProposalWords = z.infer<typeof ProposalWords>;

/** A proposal as those who may confirm it read it. */
export const ProposalView = z.extend(ProposalListing, {
  /** Null if the words were erased by law. */
  change: z.nullable(ProposedChange),
  reason: z.nullable(z.string()),
  /** Why the second person confirmed it. Null: it is not confirmed, or its kind needs no such reason. */
  secondReason: z.nullable(z.string()),
  /** Why it was refused. Null: it was not. */
  refusal: z.nullable(z.string()),
});
export type ProposalView = z.infer<typeof ProposalView>;

/** The answer to a command on a proposal. A request that is sent again with the same key gets the same answer. */
export const ProposalResult = z.object({
  proposalId: ProposalId,
  state: z.enum(proposalStates),
  /** The version of the record after it was confirmed. Null before. */
  version: z.nullable(z.int()),
  at: z.string(),
});
export type ProposalResult = z.infer<typeof ProposalResult>;

/** What came of a change. `proposalId` is null if one person could make it, and it is made. */
export const MadeOrProposed = z.object({ proposalId: z.nullable(ProposalId) });
export type MadeOrProposed = z.infer<typeof MadeOrProposed>;
