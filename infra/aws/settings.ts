import type { Node } from 'constructs';
import * as z from '#shared/contract/zod.ts';

const commaSeparated = z.pipe(
  z.string(),
  z.transform((text) => text.split(',').filter(Boolean)),
);

/** What a deployment may choose, as CDK context: `-c issuer=...` or in `cdk.context.json`. All of it may be left out. */
const Settings = z.object({
  /** Where people reach the product, when that is not the HTTP API's own address: https, no slash at the end. */
  origin: z.optional(
    z
      .url({ protocol: /^https$/ })
      .check(
        z.refine(
          (url) => URL.canParse(url) && new URL(url).origin === url,
          'give scheme and host alone, such as https://rungs.example.com',
        ),
      ),
  ),
  /** The company's own OpenID Connect issuer; without one a user pool is made. */
  issuer: z.optional(z.url({ protocol: /^https$/ })),
  /** What the issuer's tokens are for, and the product's name with the issuer. */
  audience: z.optional(z.string().check(z.minLength(1))),
  clientId: z.optional(z.string().check(z.minLength(1))),
  /** Hosts to which a plain http link may lead, separated by commas. */
  intranetHosts: z._default(commaSeparated, []),
  /** Whom mails to people are from: an address that SES knows, by itself or by its domain. Without it none are sent. */
  mailFrom: z.optional(z.email()),
  /** Where the desk of HR reads its mail. */
  hrMail: z.optional(z.email()),
  /** Who is written to when an alarm goes off. */
  alarmEmail: z.optional(z.email()),
});

export interface Settings {
  origin?: string;
  issuer?: { issuer: string; audience: string; clientId: string };
  intranetHosts: string[];
  mailFrom?: string;
  hrMail?: string;
  alarmEmail?: string;
}

/** Reads the settings from the context of the app; throws, naming what is wrong, before anything is made. */
export function readSettings(node: Node): Settings {
  const names = Object.keys(Settings.shape);
  const parsed = Settings.safeParse(Object.fromEntries(names.map((name) => [name, node.tryGetContext(name)])));
  if (!parsed.success) throw new Error(`The context is not right:\n${z.prettifyError(parsed.error)}`);
  const { issuer, audience, clientId, ...settings } = parsed.data;
  if (!issuer && (audience || clientId))
    throw new Error('The context names an audience or a clientId without an issuer');
  if (!issuer) return settings;
  if (!audience || !clientId) throw new Error('The context names an issuer: name its audience and clientId too');
  return { ...settings, issuer: { issuer, audience, clientId } };
}
