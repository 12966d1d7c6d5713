import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readOrganisation } from './organisation/organisation.ts';
import { readLadders, setUpOrganisation } from './organisation/set-up.ts';
import { databaseFile } from './runtime/format.ts';
import { prepareSeed } from './seed.ts';
import { type StackOptions, startStack } from './stack.ts';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

/** A part of the start that takes longer than this prints its title, in milliseconds. */
const patience = 500;

/** The folder with the sample of today in `home`, the folder of this bundle. Each engine has its own files. */
const seedIn = (home: string) =>
  join(home, `seed-${process.env.RUNGS_ENGINE ?? 'dynoxide'}-${new Date().toISOString().slice(0, 10)}`);

/**
 * `npm start`: the whole system on this machine, until Ctrl-C. A new data folder begins with the prepared sample if
 * that one is of today; otherwise the start makes the sample. `--organisation FILE` begins it with an organisation of one's own,
 * and `--empty` with two people of HR.
 */
export async function start(home: string, port: number, dataDir: string): Promise<void> {
  let saying: NodeJS.Timeout | undefined;
  const onPart = (part: string) => {
    clearTimeout(saying);
    saying = setTimeout(() => console.log(`${part} ...`), patience);
  };
  const setUp = ownSetUp(process.argv.slice(2));
  const seed = seedIn(home);
  const { RUNGS_DYNAMODB_ENDPOINT, RUNGS_ENGINE } = process.env;
  // The prepared sample is a file of the usual engine.
  const isSeeded = existsSync(join(seed, databaseFile)) && !RUNGS_DYNAMODB_ENDPOINT && !RUNGS_ENGINE;
  const options = { port, dataDir, onPart, setUp, ...(isSeeded ? { seed } : {}) };
  const stack = await startStack(options).finally(() => clearTimeout(saying));
  const seconds = process.uptime().toFixed(1);
  console.log(`Rungs is ready at ${stack.url} after ${seconds} s. Its data is in ${dataDir}. Ctrl-C ends it.`);
  let ending = false;
  const end = () => {
    if (ending) return;
    ending = true;
    void stack.stop().then(() => process.exit(0));
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
}

const usage = `
  npm start
  npm start -- --organisation FILE [--ladders DIR]
  npm start -- --empty [--ladders DIR]
PORT and RUNGS_DATA_DIR choose the port and the data folder.`;

const emptyFile = fileURLToPath(new URL('organisation/empty/organisation.yaml', import.meta.url));

/** Puts the organisation that the arguments name into a table. Undefined: they name none. Throws if its files have faults. */
function ownSetUp(args: string[]): StackOptions['setUp'] {
  const { values } = parseArgs({
    args,
    options: {
      organisation: { type: 'string' },
      ladders: { type: 'string' },
      empty: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) throw new Error(usage);
  const file = values.organisation ?? (values.empty ? emptyFile : undefined);
  if (!file) return undefined;
  // Before anything begins, so that nothing is made if they have faults.
  const ladders = readLadders(values.ladders);
  const organisation = readOrganisation(file, ladders);
  for (const warning of organisation.warnings) console.log(warning);
  return async (outside) => {
    for (const line of (await setUpOrganisation(outside, organisation, ladders)).kept) console.log(line);
  };
}

/** Makes the sample of today for first starts, unless it exists. Gives its folder. */
export async function prepare(home: string): Promise<string> {
  const seed = seedIn(home);
  if (existsSync(seed)) return seed;
  const making = `${seed}.${process.pid}`;
  try {
    await prepareSeed(making);
    renameSync(making, seed);
  } catch (error) {
    // Another process was first.
    if (!existsSync(seed)) throw error;
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
  return seed;
}
