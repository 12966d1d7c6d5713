import { readFileSync, rmSync } from 'node:fs';
import { keepFile } from './files.ts';

/**
 * Takes a data folder for this process: two stacks on one folder would each act on what the other writes. `file` holds the
 * process id of whoever has it; a process that is gone has it no longer. Gives how to let go. Throws, saying what to do.
 */
export function takeFolder(file: string): () => void {
  const holder = holderOf(file);
  if (holder !== null)
    throw new Error(
      `Another stack (process ${holder}) is using this data folder. Choose another one: RUNGS_DATA_DIR=other npm start`,
    );
  keepFile(file, String(process.pid));
  return () => rmSync(file, { force: true });
}

function holderOf(file: string): number | null {
  try {
    const holder = Number(readFileSync(file, 'utf8'));
    // Signal 0 asks whether the process is there, and does nothing to it.
    if (holder > 0 && holder !== process.pid && process.kill(holder, 0)) return holder;
  } catch {
    // No such file, or no such process: nobody has it.
  }
  return null;
}
