import { copyFileSync, existsSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { databaseFile } from './runtime/format.ts';

/** Copies a prepared folder into a data folder, unless that one has a database. */
export function plantSeed(seed: string, dataDir: string): void {
  const database = join(dataDir, databaseFile);
  if (existsSync(database)) return;
  // The rename makes the copy whole or absent. The database is first: without the position of its stream, the pump reads
  // the stream from the start again, which does no harm.
  copyFileSync(join(seed, databaseFile), `${database}.new`);
  renameSync(`${database}.new`, database);
  for (const file of readdirSync(seed)) if (file !== databaseFile) copyFileSync(join(seed, file), join(dataDir, file));
}
