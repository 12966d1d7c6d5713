import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { outsideOf, systemClock } from '#functions/runtime/outside.ts';
import type { Outside } from '#shared/cases/outside.ts';
import { isHr } from '#shared/domain/people.ts';
import { loadPeople } from '#shared/store/directory.ts';
import { startEngine } from './engine/engine.ts';
import { createTable, localAccess } from './engine/table.ts';
import { everybodyIn } from './identity/directory.ts';
import { type Asked, askedBy } from './organisation/asked.ts';
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

/**
 * The work that was asked for. The files of an organisation are read first, so that their faults are said before a table is
 * opened.
 */
function workFor({ setUp, recover: named }: Asked): Work {
  if (setUp) return settingUp(setUp.organisation, setUp.ladders);
  if (named) return (outside) => recovering(outside, named);
  return async () => ({ lines: [], toInvite: null });
}

function settingUp(file: string, folder: string | undefined): Work {
  const ladders = readLadders(folder);
  const organisation = readOrganisation(file, ladders);
  return async (outside) => ({
    lines: [...organisation.warnings, ...said(await setUpOrganisation(outside, organisation, ladders))],
    toInvite: organisation.people.filter(isHr).map((one) => one.id),
  });
}

async function recovering(outside: Outside, { who, said: how }: NonNullable<Asked['recover']>): Promise<Done> {
  const { named, ofHr, letIn, bound } = await recover(outside, who, how);
  const lines = [
    ...(named.length > 0 ? [`Of HR now: ${named.join(', ')}. Everybody of HR is told of it.`] : []),
    ...(ofHr.length > 0 ? [`Of HR already: ${ofHr.join(', ')}.`] : []),
    ...(letIn.length > 0 ? [`Can sign in again: ${letIn.join(', ')}. Everybody of HR is told of it.`] : []),
    ...bound.map(
      (one) =>
        `${one.id} signs in at ${one.issuer}. If that issuer is gone, name the one that counts with --issuer; if their account there is, add --new-accounts.`,
    ),
  ];
  return { lines, toInvite: [...named, ...ofHr] };
}

/**
 * Does `work` on the table of the local data folder, which no stack may use meanwhile. `isInUse`: it goes on in a folder that has
 * data, also in that of the sample.
 */
async function locally(dataDir: string, work: Work, { isInUse }: { isInUse: boolean }): Promise<Done> {
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
    `${what}: ${added} added${there > 0 ? `, ${there === 1 ? '1 was there and stays as it is' : `${there} were there and stay as they are`}` : ''}.`;
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
  { issuer, resends }: { issuer: string; resends: boolean },
  pages: Parameters<typeof invite>[2],
): Promise<Outcome> {
  const pool = poolOf(issuer);
  if (!pool)
    return {
      lines: [`${issuer} is no user pool of Cognito: whoever keeps it has to give people an account there.`],
      isWhole: true,
    };
  const done = await invite(outside, { pool, resends }, pages);
  return { lines: invitedLines(done, resends), isWhole: done.stopped === null && done.refused.length === 0 };
}

async function inAws(work: Work, aws: NonNullable<Asked['aws']>): Promise<Outcome> {
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
  const invited = await inviting(outside, { issuer: aws.issuer, resends: aws.resends }, pages);
  return { ...invited, lines: [...lines, ...invited.lines] };
}

async function onTheLaptop(work: Work, { setUp }: Asked): Promise<Outcome> {
  const dataDir = process.env.RUNGS_DATA_DIR ?? '.rungs';
  const { lines } = await locally(dataDir, work, { isInUse: setUp === null });
  return { lines: [...lines, 'People sign in by their mail address, once the system runs: npm start'], isWhole: true };
}

try {
  const asked = askedBy(process.argv.slice(2));
  const work = workFor(asked);
  const { lines, isWhole } = asked.aws ? await inAws(work, asked.aws) : await onTheLaptop(work, asked);
  for (const line of lines) console.log(line);
  if (!isWhole) process.exitCode = 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
