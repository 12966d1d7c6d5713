import type { Node } from 'constructs';
import * as z from 'zod';

const commaSeparated = z.string().transform((text) => text.split(',').filter(Boolean));

/** What a deployment may choose, as CDK context: `-c issuer=...` or in `cdk.context.json`. All of it may be left out. */
const Settings = z.object({
  /** Where people reach the product, when that is not the HTTP API's own address: https, no slash at the end. */
  origin: z
    .url({ protocol: /^https$/ })
    .refine(
      (url) => URL.canParse(url) && new URL(url).origin === url,
      'give scheme and host alone, such as https://rungs.example.com',
    )
    .optional(),
  /** The company's own OpenID Connect issuer; without one a user pool is made. */
  issuer: z.url({ protocol: /^https$/ }).optional(),
  /** What the issuer's tokens are for, and the product's name with the issuer. */
  audience: z.string().min(1).optional(),
  clientId: z.string().min(1).optional(),
  /** Hosts to which a plain http link may lead, separated by commas. */
  intranetHosts: commaSeparated.default([]),
  /** Whom mails to people are from: an address that SES knows, by itself or by its domain. Without it none are sent. */
  mailFrom: z.email().optional(),
  /** Where the desk of HR reads its mail. */
  hrMail: z.email().optional(),
  /** Who is written to when an alarm goes off. */
  alarmEmail: z.email().optional(),
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
