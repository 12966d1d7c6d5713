import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keepFile } from './files.ts';

/** The file of the embedded engine in a data folder. */
export const databaseFile = 'rungs.db';

/** We raise this number when a change makes stored data of an earlier version unreadable. */
const format = '5';

/** Marks a new data folder with the format. Throws if the folder has another format, and says what to do. */
export function checkFormat(folder: string): void {
  const mark = join(folder, 'format');
  const found = existsSync(mark) ? readFileSync(mark, 'utf8').trim() : null;
  if (found === format) return;
  if (found !== null || existsSync(join(folder, databaseFile)))
    throw new Error(
      `The data in ${folder} is of another version of Rungs. Delete that folder to begin anew, or choose another one: ` +
        'RUNGS_DATA_DIR=other npm start',
    );
  keepFile(mark, format);
}

/**
 * Whether a data folder holds an organisation of somebody's own, and marks a new one if it is to. Throws if it holds the
 * sample already, and says what to do.
 */
export function ownFolder(folder: string, isToBe: boolean): boolean {
  const mark = join(folder, 'own');
  if (existsSync(mark)) return true;
  if (!isToBe) return false;
  if (existsSync(join(folder, databaseFile)))
    throw new Error(
      `The data in ${folder} is of the sample organisation. Choose another folder for your own: RUNGS_DATA_DIR=other`,
    );
  keepFile(mark, '');
  return true;
}
