import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readEnvironment } from '#functions/runtime/environment.ts';
import { outsideOf, systemClock } from '#functions/runtime/outside.ts';
import type { Outside } from '#shared/cases/outside.ts';
import { startEngine } from './engine/engine.ts';
import { createTable, localAccess } from './engine/table.ts';
import { readOrganisation } from './organisation/organisation.ts';
import { type Count, readLadders, type SetUp, setUpOrganisation } from './organisation/set-up.ts';
import { makeFolder } from './runtime/files.ts';
import { checkFormat, databaseFile, ownFolder } from './runtime/format.ts';
import { takeFolder } from './runtime/lock.ts';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

/**
 * `npm run setup`: puts an organisation into an empty table, by default into that of the local data folder, with `--table` and
 * `--region` into one in AWS by the credentials of whoever runs it. A second run changes nothing that is there.
 */
const usage = 'npm run setup -- --organisation FILE [--ladders DIR] [--table NAME --region REGION]';

interface Wanted {
  organisation: string;
  ladders: string | undefined;
  aws: { table: string; region: string } | null;
}

function wantedBy(args: string[]): Wanted {
  const { values } = parseArgs({
    args,
    options: {
      organisation: { type: 'string' },
      ladders: { type: 'string' },
      table: { type: 'string' },
      region: { type: 'string' },
    },
  });
  const { organisation, ladders, table, region } = values;
  if (!organisation) throw new Error(`Name the file of the organisation: ${usage}`);
  if ((table === undefined) !== (region === undefined))
    throw new Error(`A table in AWS takes its name and its region: ${usage}`);
  return { organisation, ladders, aws: table && region ? { table, region } : null };
}

/** Does `work` on the table of the local data folder, which no stack may use meanwhile. */
async function locally(dataDir: string, work: (outside: Outside) => Promise<SetUp>): Promise<SetUp> {
  makeFolder(dataDir);
  const letGo = takeFolder(join(dataDir, 'lock'));
  try {
    checkFormat(dataDir);
    ownFolder(dataDir, true);
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
  outsideOf(readEnvironment({ RUNGS_TABLE: table }), systemClock, access);

function said({ people, calendars, ladders, cycles, overCap }: SetUp): string[] {
  const of = (what: string, { added, there }: Count) =>
    `${what}: ${added} added${there > 0 ? `, ${there} were there and stay as they are` : ''}.`;
  return [
    of('People', people),
    of('Working calendars', calendars),
    of('Ladders', ladders),
    of('Cycles', cycles),
    ...overCap.map(
      ({ ladder, level, people: there, seats }) =>
        `${there} people are at ${level} of ${ladder}, which has ${seats} seats. They stay, and nobody is promoted to it until seats are free.`,
    ),
  ];
}

try {
  const { organisation: file, ladders: folder, aws } = wantedBy(process.argv.slice(2));
  const ladders = readLadders(folder);
  const organisation = readOrganisation(file, ladders);
  const work = (outside: Outside) => setUpOrganisation(outside, organisation, ladders);
  const dataDir = process.env.RUNGS_DATA_DIR ?? '.rungs';
  const done = await (aws ? work(outsideFor(aws.table, { region: aws.region })) : locally(dataDir, work));
  for (const line of [...organisation.warnings, ...said(done)]) console.log(line);
  console.log(
    aws
      ? 'People sign in by their mail address. The issuer has to know them: docs/how-to/move-in.md says how.'
      : 'People sign in by their mail address, once the system runs: npm start',
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
