import { renameSync, writeFileSync } from 'node:fs';

/**
 * Replaces a file in one step. If the process is killed during the write, the old file stays complete. `mode` is the
 * same as for `writeFile`.
 */
export function keepFile(file: string, text: string, mode?: number): void {
  const next = `${file}.${process.pid}.new`;
  writeFileSync(next, text, mode === undefined ? {} : { mode });
  renameSync(next, file);
}
