import { signInKeys } from '#shared/contract/names.ts';
import * as z from '#shared/contract/zod.ts';
import { isTimeZone } from '#shared/domain/calendar/zone.ts';

/** What decisions rest on. Every function has all of it: two that differ here would decide differently. */
const ForDecisions = z.object({
  RUNGS_TABLE: z.string().check(z.minLength(1)),
  /** What the claim of a sign-in says of a person. */
  RUNGS_SIGN_IN_KEY: z.enum(signInKeys),
  /** Hosts that plain http links are allowed to point to, separated by commas. */
  RUNGS_INTRANET_HOSTS: z.pipe(
    z.string(),
    z.transform((hosts) => hosts.split(',').filter(Boolean)),
  ),
  /** The IANA time zone of the company. It counts for people whose ODC has no calendar. */
  RUNGS_TIME_ZONE: z.string().check(z.refine(isTimeZone, 'give the name of a time zone')),
});
export type ForDecisions = z.infer<typeof ForDecisions>;

/** The settings of every function. `infra` sets them as environment variables, and a function reads them once at start. */
const Environment = z.extend(ForDecisions, {
  /** The address where people reach the product, for example https://rungs.example.com, without a slash at the end. */
  RUNGS_ORIGIN: z._default(z.url(), 'https://unset.invalid'),
  /** The OpenID Connect issuer that signs people in, and the audience that its tokens must have. */
  RUNGS_ISSUER: z._default(z.url(), 'https://unset.invalid'),
  RUNGS_AUDIENCE: z._default(z.string(), 'unset'),
  RUNGS_CLIENT_ID: z._default(z.string(), 'unset'),
  /** The parameter in SSM Parameter Store with the secret of our client. Left out: the issuer asks for none. */
  RUNGS_CLIENT_SECRET_PARAMETER: z.optional(z.string().check(z.minLength(1))),
  /** The claim of the issuer that finds a person at their first sign-in, and below the scopes that it takes. */
  RUNGS_SIGN_IN_CLAIM: z._default(z.string().check(z.minLength(1)), 'email'),
  RUNGS_SIGN_IN_SCOPE: z._default(z.string().check(z.regex(/^openid( |$)/)), 'openid email'),
  /** The scope of the tokens of machines. Left out: there are no machines. */
  RUNGS_MACHINE_SCOPE: z.optional(z.string().check(z.minLength(1))),
  /** The scope of the tokens of identity systems, which push people by SCIM. Left out: there are none. */
  RUNGS_SCIM_SCOPE: z.optional(z.string().check(z.minLength(1))),
  RUNGS_STATE_MACHINE_ARN: z._default(z.string(), 'unset'),
  /** The sender of mails. Without it no mails are sent, and people see notices only in the product. */
  RUNGS_MAIL_FROM: z.optional(z.string().check(z.minLength(1))),
  /** The mail address of the HR desk. */
  RUNGS_HR_MAIL: z.optional(z.string().check(z.minLength(1))),
  RUNGS_VERSION: z._default(z.string(), '0.1.0'),
});
export type Environment = z.infer<typeof Environment>;

/** Reads the environment. Throws an error that names what is missing, so that a function fails at start. */
export function readEnvironment(from: Record<string, string | undefined> = process.env): Environment {
  const parsed = Environment.safeParse(from);
  if (parsed.success) return parsed.data;
  throw new Error(`The environment is not complete: ${z.prettifyError(parsed.error)}`);
}
