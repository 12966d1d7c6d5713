import { Reason } from './commands.ts';
import { pageFields } from './cursor.ts';
import { PersonInput } from './directory.ts';
import { Person, PersonId } from './people.ts';
import { line } from './text.ts';
import * as z from './zod.ts';

/** What an identity system pushes of a person (SCIM 2.0, RFC 7643 and 7644), as far as we keep it beside the directory. */

/** The fields in which something can wait for HR. */
export const waitingFields = ['email', 'externalId', 'techLeadId', 'active'] as const;

/** Facts that wait for HR. Left out: nothing waits in this field. */
export const Waiting = z.strictObject({
  email: z.optional(z.string()),
  externalId: z.optional(z.nullable(z.string())),
  techLeadId: z.optional(z.nullable(PersonId)),
  active: z.optional(z.boolean()),
});
export type Waiting = z.infer<typeof Waiting>;

const Said = z.nullable(z.string());

/** What an identity system calls a person, and how it named them last. */
export const ScimNames = z.strictObject({
  userName: line(254).check(z.minLength(1)),
  /** Its own id for them: the `externalId` of SCIM. */
  clientId: z._default(z.nullable(line(254)), null),
  displayName: Said,
  formatted: Said,
  givenName: Said,
  familyName: Said,
  department: Said,
  division: Said,
  /** Whom it calls their manager: the id of a person here, or anything else. */
  managerId: Said,
});
export type ScimNames = z.infer<typeof ScimNames>;

export const ScimRecord = z.strictObject({
  personId: PersonId,
  names: ScimNames,
  waits: Waiting,
  /** Since when something waits. Null: nothing does. */
  since: z.nullable(z.iso.datetime()),
  /** It took the person away, so it does not find them any more. The directory keeps them. */
  isGone: z.boolean(),
  /** It brought the person here, and HR has not looked at them yet. */
  isNew: z.boolean(),
  /** The machine that pushed last, and when. */
  machine: z.string(),
  at: z.iso.datetime(),
  createdAt: z.iso.datetime(),
  /** What HR set aside last: who, when and why. */
  setAside: z.nullable(
    z.strictObject({ by: PersonId, at: z.iso.datetime(), reason: z.string(), fields: z.array(z.string()) }),
  ),
  version: z.int().check(z.minimum(1)),
});
export type ScimRecord = z.infer<typeof ScimRecord>;

/**
 * A person of whom something waits, or whom an identity system brought, as HR reads them. HR makes or proposes the change with the
 * record in `proposed`, and with the version of `person`.
 */
export const PushedView = z.strictObject({
  person: Person,
  /** The record as it would be. */
  proposed: PersonInput,
  waits: Waiting,
  since: ScimRecord.shape.since,
  machine: z.string(),
  createdAt: ScimRecord.shape.createdAt,
  isNew: z.boolean(),
  /** They are kept out until HR decides. */
  isBarred: z.boolean(),
  /** Their address binds no sign-in until HR confirms it. */
  isUnconfirmed: z.boolean(),
  /** Their team or ODC has to be completed. */
  isIncomplete: z.boolean(),
  /** The version of what was pushed, for a command. */
  version: z.int(),
});
export type PushedView = z.infer<typeof PushedView>;

/** Which page of these people somebody asks for, or for which of them. */
export const PushedQuery = z.strictObject({ personId: z.optional(PersonId), ...pageFields(100, 50) });
export type PushedQuery = z.infer<typeof PushedQuery>;

/** What HR does with what was pushed of a person. `version`: of what was pushed, as it was read. */
export const PushedCommand = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('set-aside'), version: z.int(), reason: Reason }),
  z.strictObject({ type: z.literal('confirm-address'), version: z.int() }),
]);
export type PushedCommand = z.infer<typeof PushedCommand>;

export const PushedResult = z.object({ personId: z.string(), at: z.string() });
export type PushedResult = z.infer<typeof PushedResult>;
