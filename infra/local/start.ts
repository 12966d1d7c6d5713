import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { databaseFile } from './runtime/format.ts';
import { prepareSeed } from './seed.ts';
import { startStack } from './stack.ts';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

/** A part of the start that takes longer than this prints its title, in milliseconds. */
const patience = 500;

/** The folder with the sample of today in `home`, the folder of this bundle. Each engine has its own files. */
const seedIn = (home: string) =>
  join(home, `seed-${process.env.RUNGS_ENGINE ?? 'dynoxide'}-${new Date().toISOString().slice(0, 10)}`);

/**
 * `npm start`: the whole system on this machine, until Ctrl-C. A new data folder begins with the prepared sample if
 * that one is of today; otherwise the start makes the sample.
 */
export async function start(home: string, port: number, dataDir: string): Promise<void> {
  let saying: NodeJS.Timeout | undefined;
  const onPart = (part: string) => {
    clearTimeout(saying);
    saying = setTimeout(() => console.log(`${part} ...`), patience);
  };
  const seed = seedIn(home);
  const { RUNGS_DYNAMODB_ENDPOINT, RUNGS_ENGINE } = process.env;
  // The prepared sample is a file of the usual engine.
  const isSeeded = existsSync(join(seed, databaseFile)) && !RUNGS_DYNAMODB_ENDPOINT && !RUNGS_ENGINE;
  const options = { port, dataDir, onPart, ...(isSeeded ? { seed } : {}) };
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
