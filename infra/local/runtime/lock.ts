import { readFileSync, rmSync } from 'node:fs';
import { keepFile } from './files.ts';

/**
 * Locks a data folder for this process. Two stacks on one folder would each act on what the other one writes. `file`
 * holds the process id of the owner. If that process has ended, the lock is free. Returns a function that unlocks the
 * folder. Throws if another stack uses the folder, and says what to do.
 */
export function takeFolder(file: string): () => void {
  const holder = holderOf(file);
  if (holder !== null)
    throw new Error(
      `Another stack (process ${holder}) is using this data folder. Choose another one, and another port if it has yours too: PORT=3001 RUNGS_DATA_DIR=other npm start`,
    );
  keepFile(file, String(process.pid));
  return () => rmSync(file, { force: true });
}

function holderOf(file: string): number | null {
  try {
    const holder = Number(readFileSync(file, 'utf8'));
    // Signal 0 only checks whether the process exists.
    if (holder > 0 && holder !== process.pid && process.kill(holder, 0)) return holder;
  } catch {
    // There is no such file or no such process, so the lock is free.
  }
  return null;
}
