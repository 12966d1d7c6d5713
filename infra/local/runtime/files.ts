import { mkdirSync, renameSync, writeFileSync } from 'node:fs';

/**
 * Replaces a file in one step. If the process is killed during the write, the old file stays complete. `mode` is the
 * same as for `writeFile`.
 */
export function keepFile(file: string, text: string, mode?: number): void {
  const next = `${file}.${process.pid}.new`;
  writeFileSync(next, text, mode === undefined ? {} : { mode });
  renameSync(next, file);
}

/** Makes a data folder, readable only by its owner, unless it is there. Throws, and says what to do, if it cannot be made. */
export function makeFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new Error(
      `The data folder ${dataDir} cannot be made (${(cause as Error).message}). Choose another one: RUNGS_DATA_DIR=other npm start`,
      { cause },
    );
  }
}
