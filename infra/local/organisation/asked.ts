import { parseArgs } from 'node:util';
import type { SaidOfSignIns } from '#shared/domain/directory/recovery.ts';

const usage = `
  npm run setup -- --organisation FILE [--ladders DIR] [--table NAME --region R [--invite ISSUER]]
  npm run setup -- --recover-hr FILE|ID,ID [--issuer ISSUER] [--new-accounts] [--table NAME --region R [--invite ISSUER]]
  npm run setup -- --invite ISSUER [--resend]           --table NAME --region R`;

/** What the operator asks for: to set up an organisation, to name people of HR, or only to invite people. */
export interface Asked {
  setUp: { organisation: string; ladders: string | undefined } | null;
  /** Who is of HR, and how they sign in now. */
  recover: { who: string; said: SaidOfSignIns } | null;
  /** Null: the data folder of the laptop. `issuer`: of the user pool in which people get accounts. */
  aws: { table: string; region: string; issuer: string | undefined; resends: boolean } | null;
}

/** Reads the arguments of `npm run setup`. Throws an error that says how it is called. */
export function askedBy(args: string[]): Asked {
  const { values } = parseArgs({
    args,
    options: {
      organisation: { type: 'string' },
      ladders: { type: 'string' },
      'recover-hr': { type: 'string' },
      table: { type: 'string' },
      region: { type: 'string' },
      invite: { type: 'string' },
      issuer: { type: 'string' },
      'new-accounts': { type: 'boolean', default: false },
      resend: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const {
    organisation,
    ladders,
    'recover-hr': recovered,
    table,
    region,
    invite: issuer,
    issuer: signsIn,
    'new-accounts': accountIsGone,
    resend,
  } = values;
  if (values.help) throw new Error(usage.trim());
  if (!organisation && !recovered && !issuer)
    throw new Error(`Name the file of the organisation, people of HR, or the issuer that invites: ${usage}`);
  if (recovered && (organisation || ladders)) throw new Error(`People of HR are named in a run of their own: ${usage}`);
  if ((table === undefined) !== (region === undefined))
    throw new Error(`A table in AWS takes its name and its region: ${usage}`);
  if (issuer && !table) throw new Error(`On the laptop everybody can sign in, so nobody is invited: ${usage}`);
  if ((signsIn || accountIsGone) && !recovered)
    throw new Error(`How people sign in now is said with --recover-hr: ${usage}`);
  if (resend && !issuer) throw new Error(`Only with --invite is anything sent again: ${usage}`);
  return {
    setUp: organisation ? { organisation, ladders } : null,
    recover: recovered ? { who: recovered, said: { issuer: signsIn ?? issuer ?? null, accountIsGone } } : null,
    aws: table && region ? { table, region, issuer, resends: resend } : null,
  };
}
