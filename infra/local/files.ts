import { renameSync, writeFileSync } from 'node:fs';

/** Writes a file whole or not at all: whoever is killed on the way leaves the one before. `mode` is as for `writeFile`. */
export function keepFile(file: string, text: string, mode?: number): void {
  const next = `${file}.${process.pid}.new`;
  writeFileSync(next, text, mode === undefined ? {} : { mode });
  renameSync(next, file);
}
