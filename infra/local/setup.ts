import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { outsideOf, systemClock } from '#functions/runtime/outside.ts';
import type { Outside } from '#shared/cases/outside.ts';
import { isHr } from '#shared/domain/people.ts';
import { loadPeople } from '#shared/store/directory.ts';
import { startEngine } from './engine/engine.ts';
import { createTable, localAccess } from './engine/table.ts';
import { everybodyIn } from './identity/directory.ts';
import { invite, invitedLines } from './organisation/invite.ts';
import { readOrganisation } from './organisation/organisation.ts';
import { recover } from './organisation/recovered.ts';
import { type Count, readLadders, type SetUp, setUpOrganisation } from './organisation/set-up.ts';
import { poolOf } from './organisation/user-pool.ts';
import { makeFolder } from './runtime/files.ts';
import { checkFormat, databaseFile, ownFolder } from './runtime/format.ts';
import { takeFolder } from './runtime/lock.ts';
import { operatorsSettings } from './runtime/operator.ts';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

/**
 * `npm run setup`: puts an organisation into an empty table, by default into that of the local data folder, with `--table` and
 * `--region` into one in AWS by the credentials of whoever runs it. Once it has ended, another run changes nothing. Instead
 * `--recover-hr` names people of HR in a table that is in use, on the day on which no two people of HR can sign in. `--invite`
 * makes accounts at the issuer of the stack, if that is a user pool: beside one of these for the people of HR, and by itself for
 * everybody who has no sign-in.
 */
const usage = `
  npm run setup -- --organisation FILE [--ladders DIR] [--table NAME --region R [--invite ISSUER]]
  npm run setup -- --recover-hr FILE|ID,ID [--issuer ISSUER] [--table NAME --region R [--invite ISSUER]]
  npm run setup -- --invite ISSUER [--resend]           --table NAME --region R`;

/** What was done, in lines for the operator, and whom an invitation goes to, by id. Null: to everybody. */
interface Done {
  lines: string[];
  toInvite: string[] | null;
}

/** What the operator reads, and whether everything was done. */
interface Outcome {
  lines: string[];
  isWhole: boolean;
}

type Work = (outside: Outside) => Promise<Done>;

interface Wanted {
  work: Work;
  /** The work goes on in a data folder that is in use, also in that of the sample. */
  isInUse: boolean;
  aws: { table: string; region: string; issuer: string | undefined; isAgain: boolean } | null;
}

function wantedBy(args: string[]): Wanted {
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
      resend: { type: 'boolean', default: false },
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
    resend,
  } = values;
  if (!organisation && !recovered && !issuer)
    throw new Error(`Name the file of the organisation, people of HR, or the issuer that invites: ${usage}`);
  if (recovered && (organisation || ladders)) throw new Error(`People of HR are named in a run of their own: ${usage}`);
  if ((table === undefined) !== (region === undefined))
    throw new Error(`A table in AWS takes its name and its region: ${usage}`);
  if (issuer && !table) throw new Error(`On the laptop everybody can sign in, so nobody is invited: ${usage}`);
  if (signsIn && !recovered) throw new Error(`The issuer that counts is said with --recover-hr: ${usage}`);
  if (resend && !issuer) throw new Error(`Only with --invite is anything sent again: ${usage}`);
  return {
    work: organisation
      ? settingUp(organisation, ladders)
      : recovered
        ? (outside) => recovering(outside, recovered, signsIn ?? issuer ?? null)
        : async () => ({ lines: [], toInvite: null }),
    isInUse: !organisation,
    aws: table && region ? { table, region, issuer, isAgain: resend } : null,
  };
}

/** Reads the files of an organisation, so that their faults are said before a table is opened. */
function settingUp(file: string, folder: string | undefined): Work {
  const ladders = readLadders(folder);
  const organisation = readOrganisation(file, ladders);
  return async (outside) => ({
    lines: [...organisation.warnings, ...said(await setUpOrganisation(outside, organisation, ladders))],
    toInvite: organisation.people.filter(isHr).map((one) => one.id),
  });
}

async function recovering(outside: Outside, who: string, issuer: string | null): Promise<Done> {
  const { named, ofHr, letIn, bound } = await recover(outside, who, issuer);
  const lines = [
    ...(named.length > 0 ? [`Of HR now: ${named.join(', ')}. Everybody of HR is told of it.`] : []),
    ...(ofHr.length > 0 ? [`Of HR already: ${ofHr.join(', ')}.`] : []),
    ...(letIn.length > 0 ? [`Can sign in again: ${letIn.join(', ')}. Everybody of HR is told of it.`] : []),
    ...bound.map(
      (one) => `${one.id} signs in at ${one.issuer}. If that issuer is gone, name the one that counts with --issuer.`,
    ),
  ];
  return { lines, toInvite: [...named, ...ofHr] };
}

/** Does `work` on the table of the local data folder, which no stack may use meanwhile. */
async function locally(dataDir: string, { work, isInUse }: Wanted): Promise<Done> {
  if (isInUse && !existsSync(join(dataDir, databaseFile)))
    throw new Error(
      `There is no data in ${dataDir}: set up an organisation first, or name another folder by RUNGS_DATA_DIR`,
    );
  makeFolder(dataDir);
  const letGo = takeFolder(join(dataDir, 'lock'));
  try {
    checkFormat(dataDir);
    if (!isInUse) ownFolder(dataDir, true);
    const engine = await startEngine(join(dataDir, databaseFile));
    try {
      await createTable(engine.endpoint, 'rungs');
      return await work(outsideFor('rungs', localAccess(engine.endpoint)));
    } finally {
      await engine.stop();
    }
  } finally {
    letGo();
  }
}

const outsideFor = (table: string, access: Parameters<typeof outsideOf>[2]) =>
  outsideOf(operatorsSettings(table), systemClock, access);

function said({ endedAt, kept, people, calendars, ladders, cycles, overCap }: SetUp): string[] {
  const of = (what: string, { added, there }: Count) =>
    `${what}: ${added} added${there > 0 ? `, ${there} were there and stay as they are` : ''}.`;
  return [
    of('People', people),
    of('Working calendars', calendars),
    of('Ladders', ladders),
    of('Cycles', cycles),
    ...(endedAt ? [`The setup of this table ended at ${endedAt}, so this run changed nothing.`] : []),
    ...kept,
    ...overCap.map(
      ({ ladder, level, people: there, seats }) =>
        `${there} people are at ${level} of ${ladder}, which has ${seats} seats. They stay, and nobody is promoted to it until seats are free.`,
    ),
  ];
}

/** Makes accounts for people in the user pool of a stack, by the addresses that the directory has, or says who has to. */
async function inviting(
  outside: Outside,
  { issuer, isAgain }: { issuer: string; isAgain: boolean },
  pages: Parameters<typeof invite>[2],
): Promise<Outcome> {
  const pool = poolOf(issuer);
  if (!pool)
    return {
      lines: [`${issuer} is no user pool of Cognito: whoever keeps it has to give people an account there.`],
      isWhole: true,
    };
  const done = await invite(outside, { pool, isAgain }, pages);
  return { lines: invitedLines(done, isAgain), isWhole: done.stopped === null && done.refused.length === 0 };
}

async function inAws(work: Work, aws: NonNullable<Wanted['aws']>): Promise<Outcome> {
  const outside = outsideFor(aws.table, { region: aws.region });
  const { lines, toInvite } = await work(outside);
  if (aws.issuer === undefined)
    return {
      lines: [
        ...lines,
        'The issuer has to know the people who sign in. --invite ISSUER makes accounts for HR in a user pool.',
      ],
      isWhole: true,
    };
  const pages = toInvite ? [Object.values(await loadPeople(outside.table, toInvite))] : everybodyIn(outside.table);
  const invited = await inviting(outside, { issuer: aws.issuer, isAgain: aws.isAgain }, pages);
  return { ...invited, lines: [...lines, ...invited.lines] };
}

async function onTheLaptop(wanted: Wanted): Promise<Outcome> {
  const dataDir = process.env.RUNGS_DATA_DIR ?? '.rungs';
  const { lines } = await locally(dataDir, wanted);
  return { lines: [...lines, 'People sign in by their mail address, once the system runs: npm start'], isWhole: true };
}

try {
  const wanted = wantedBy(process.argv.slice(2));
  const { lines, isWhole } = wanted.aws ? await inAws(wanted.work, wanted.aws) : await onTheLaptop(wanted);
  for (const line of lines) console.log(line);
  if (!isWhole) process.exitCode = 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
