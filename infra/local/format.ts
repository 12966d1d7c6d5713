import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keepFile } from './files.ts';

/** Raised whenever data that an earlier version left could no longer be read. */
const format = '4';

/** Marks a new data folder with its format. Throws, saying what to do, where one was made in another. */
export function checkFormat(folder: string): void {
  const mark = join(folder, 'format');
  const found = existsSync(mark) ? readFileSync(mark, 'utf8').trim() : null;
  if (found === format) return;
  if (found !== null || existsSync(join(folder, 'rungs.db')))
    throw new Error(
      `The data in ${folder} is of another version of Rungs. Delete that folder to begin anew, or choose another one: ` +
        'RUNGS_DATA_DIR=other npm start',
    );
  keepFile(mark, format);
}
