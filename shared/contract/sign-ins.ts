import { signInRefusals } from './names.ts';
import { PersonId } from './people.ts';
import * as z from './zod.ts';

/** The id of a sign-in: the beginning of a hash of the issuer and of what the issuer calls the person. */
export const SignInId = z.string().check(z.regex(/^[0-9a-f]{32}$/));

/** A sign-in of a person. What the issuer calls them is in its id alone. */
export const SignIn = z.strictObject({
  id: SignInId,
  issuer: z.string(),
  /** The claim of the issuer by which the person was found at the first sign-in. */
  claim: z.string(),
  boundAt: z.iso.datetime(),
  /** When it ended. Null: it counts. */
  endedAt: z.nullable(z.iso.datetime()),
  /** It ended because the person came over to another account. Left out: HR ended it, or it counts. */
  moved: z.optional(z.literal(true)),
});
export type SignIn = z.infer<typeof SignIn>;

/** Every sign-in that a person has or had, oldest first, with the end of its chain of events. */
export const SignIns = z.strictObject({
  list: z.array(SignIn),
  /** Sessions and tokens from before this instant count no more. Left out: none were ended. */
  endedUpTo: z.optional(z.iso.datetime()),
  /** Nobody comes in by any of them until HR or the identity system says otherwise. */
  barred: z.optional(z.literal(true)),
  /** What finds the person came from an identity system. It binds no sign-in until HR has confirmed it. */
  unconfirmed: z.optional(z.literal(true)),
  /** Counts the changes of this item. */
  version: z.int().check(z.minimum(1)),
  audit: z.strictObject({ seq: z.int(), hash: z.string() }),
});
export type SignIns = z.infer<typeof SignIns>;

/** What an issuer says of a visitor, as far as we use it. */
export interface Claimed {
  issuer: string;
  subject: string;
  /** The name of the claim that finds the person, and what it says. Null: the issuer sent no such claim. */
  claim: string;
  value: string | null;
}

/** A visitor whom their issuer knows, and whom we did not let in. Kept some days, so that HR can help. */
export const RefusedSignIn = z.strictObject({
  id: SignInId,
  issuer: z.string(),
  subject: z.string(),
  claim: z.string(),
  value: z.nullable(z.string()),
  reason: z.enum(signInRefusals),
  /** Whom the claim names in the directory. Null: nobody. */
  personId: z.nullable(PersonId),
  at: z.iso.datetime(),
});
export type RefusedSignIn = z.infer<typeof RefusedSignIn>;
