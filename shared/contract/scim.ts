import { PersonId } from './people.ts';
import { line } from './text.ts';
import * as z from './zod.ts';

/** What an identity system pushes of a person (SCIM 2.0, RFC 7643 and 7644), as far as we keep it beside the directory. */

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
