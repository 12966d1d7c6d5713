import type { Node } from 'constructs';
import { type SignInKey, signInKeys } from '#shared/contract/names.ts';
import * as z from '#shared/contract/zod.ts';

const commaSeparated = z.pipe(
  z.string(),
  z.transform((text) => text.split(',').filter(Boolean)),
);

/** The settings of a deployment, as CDK context: `-c issuer=...` or in `cdk.context.json`. All are optional. */
const Settings = z.object({
  /** The public address of the product, if it is not the address of the HTTP API: https, without a slash at the end. */
  origin: z.optional(
    z
      .url({ protocol: /^https$/ })
      .check(
        z.refine(
          (url) => URL.canParse(url) && new URL(url).origin === url,
          'give only scheme and host, such as https://rungs.example.com',
        ),
      ),
  ),
  /** The company's own OpenID Connect issuer. Without one, a user pool is made. */
  issuer: z.optional(z.url({ protocol: /^https$/ })),
  /** The audience of the issuer's tokens, and the product's client id at the issuer. */
  audience: z.optional(z.string().check(z.minLength(1))),
  clientId: z.optional(z.string().check(z.minLength(1))),
  /**
   * The parameter in SSM Parameter Store that holds the secret of the client, if the issuer asks for one. A name that begins
   * with /aws/reference/secretsmanager/ is a secret of Secrets Manager.
   */
  clientSecretParameter: z.optional(
    z.string().check(z.regex(/^\/[\w./-]+$/, 'give the full name of a parameter, such as /rungs/client-secret')),
  ),
  /**
   * The claim of the issuer that finds a person at their first sign-in. `email` counts only if the issuer says that it has
   * checked the address. Any other claim is taken as it is: name one that people cannot change themselves.
   */
  signInClaim: z._default(z.string().check(z.regex(/^\w[\w:./-]*$/, 'give the name of a claim, such as upn')), 'email'),
  /** What this claim says of a person: their mail address, or their employee number in the directory. */
  signInKey: z._default(z.enum(signInKeys), 'mail'),
  /** The scopes that the product asks the issuer for. */
  signInScope: z._default(
    z.string().check(z.regex(/^openid( [\w:./-]+)*$/, 'begin with openid, and separate scopes by one blank')),
    'openid email',
  ),
  /**
   * The scope of the tokens with which a system of the company comes, such as that of its HR. Without an issuer of the company,
   * the user pool gets this scope and a client with a secret that has it. Left out: there are no machines.
   */
  machineScope: z.optional(
    z.string().check(z.regex(/^[\w:.-]+(\/[\w:.-]+)*$/, 'give the name of a scope, such as rungs/directory')),
  ),
  /** The same of an identity system, which pushes people by SCIM. */
  scimScope: z.optional(
    z.string().check(z.regex(/^[\w:.-]+(\/[\w:.-]+)*$/, 'give the name of a scope, such as rungs/scim')),
  ),
  /** Hosts to which plain http links are allowed, separated by commas. */
  intranetHosts: z._default(commaSeparated, []),
  /** The IANA time zone of the company. It counts for people whose ODC has no calendar. */
  timeZone: z._default(
    z.string().check(z.refine(isTimeZone, 'give the name of a time zone, such as Europe/Lisbon')),
    'UTC',
  ),
  /** The sender of mails to people: SES knows the address itself or its domain. Without it, no mails are sent. */
  mailFrom: z.optional(z.email()),
  /** The domain of `mailFrom`, if SES knows the domain and not the address itself. The user pool has to name what SES knows. */
  mailDomain: z.optional(z.hostname()),
  /** The mail address of the desk of HR. */
  hrMail: z.optional(z.email()),
  /** The mail address for alarms. */
  alarmEmail: z.optional(z.email()),
});

export interface Settings {
  origin?: string;
  issuer?: { issuer: string; audience: string; clientId: string };
  clientSecretParameter?: string;
  signInClaim: string;
  signInKey: SignInKey;
  signInScope: string;
  machineScope?: string;
  scimScope?: string;
  intranetHosts: string[];
  timeZone: string;
  mailFrom?: string;
  mailDomain?: string;
  hrMail?: string;
  alarmEmail?: string;
}

function isTimeZone(name: string): boolean {
  try {
    return /^[A-Za-z]/.test(name) && Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

/** Reads the settings from the context of the app. Throws an error that names the fault, before anything is made. */
export function readSettings(node: Node): Settings {
  const names = Object.keys(Settings.shape);
  const parsed = Settings.safeParse(Object.fromEntries(names.map((name) => [name, node.tryGetContext(name)])));
  if (!parsed.success) throw new Error(`The CDK context has errors:\n${z.prettifyError(parsed.error)}`);
  const { issuer, audience, clientId, ...settings } = parsed.data;
  if (!issuer && (audience || clientId))
    throw new Error('The CDK context names an audience or a clientId without an issuer');
  if (!issuer && settings.clientSecretParameter)
    throw new Error('The CDK context names a clientSecretParameter without an issuer');
  if (settings.signInKey === 'employee-number' && settings.signInClaim === 'email')
    throw new Error('The CDK context has people found by their employee number: name the signInClaim that says it');
  const { machineScope, scimScope } = settings;
  for (const [name, scope] of Object.entries({ machineScope, scimScope }))
    if (!issuer && scope && !/^[^/]+\/[^/]+$/.test(scope))
      throw new Error(`The ${name} of a user pool has the name of an API and a scope, such as rungs/directory`);
  if (machineScope && machineScope === scimScope)
    throw new Error('The machineScope and the scimScope are the same: each kind of machine has a scope of its own');
  const { mailFrom, mailDomain } = settings;
  if (mailDomain && mailFrom?.split('@').at(-1) !== mailDomain)
    throw new Error('The CDK context names a mailDomain that is not the domain of its mailFrom');
  if (!issuer) return settings;
  if (!audience || !clientId) throw new Error('The CDK context names an issuer: name its audience and clientId too');
  return { ...settings, issuer: { issuer, audience, clientId } };
}
