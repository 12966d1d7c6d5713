import * as z from '#shared/contract/zod.ts';

/** What every function is told by its environment. Set by infra, read once at start. */
const Environment = z.object({
  RUNGS_TABLE: z.string().check(z.minLength(1)),
  /** Where people reach the product, for example https://rungs.example.com; no slash at the end. */
  RUNGS_ORIGIN: z._default(z.url(), 'https://unset.invalid'),
  /** The OpenID Connect issuer that signs people in, and what its tokens must be for. */
  RUNGS_ISSUER: z._default(z.url(), 'https://unset.invalid'),
  RUNGS_AUDIENCE: z._default(z.string(), 'unset'),
  RUNGS_CLIENT_ID: z._default(z.string(), 'unset'),
  RUNGS_STATE_MACHINE_ARN: z._default(z.string(), 'unset'),
  /** Hosts to which a plain http link may lead, separated by commas. */
  RUNGS_INTRANET_HOSTS: z.pipe(
    z._default(z.string(), ''),
    z.transform((hosts) => hosts.split(',').filter(Boolean)),
  ),
  /** Whom mails are from. Without it none are sent, and people are told in the product alone. */
  RUNGS_MAIL_FROM: z.optional(z.string().check(z.minLength(1))),
  /** Where the desk of HR reads its mail. */
  RUNGS_HR_MAIL: z.optional(z.string().check(z.minLength(1))),
  RUNGS_VERSION: z._default(z.string(), '0.1.0'),
});
export type Environment = z.infer<typeof Environment>;

/** Reads the environment; throws, naming what is missing, before anything is served. */
export function readEnvironment(from: Record<string, string | undefined> = process.env): Environment {
  const parsed = Environment.safeParse(from);
  if (parsed.success) return parsed.data;
  throw new Error(`The environment is not complete: ${z.prettifyError(parsed.error)}`);
}
