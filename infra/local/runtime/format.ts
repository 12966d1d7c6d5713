import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keepFile } from './files.ts';

/** The file of the embedded engine in a data folder. */
export const databaseFile = 'rungs.db';

/** We raise this number when a change makes stored data of an earlier version unreadable. */
const format = '4';

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
