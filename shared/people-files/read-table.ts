import { fileLimits } from '../contract/file-names.ts';
import type { FileFault } from '../contract/files.ts';
import { decode, type Encoding } from '../csv/decode.ts';
import { type CsvRow, letterOf, readCsv, type Separator } from '../csv/read.ts';

/** A file as a table, or the fault for which it cannot be read at all. `encoding`: it could be read so far. */
export type TableRead =
  | { ok: true; encoding: Encoding; separator: Separator; headings: CsvRow; rows: CsvRow[] }
  | { ok: false; fault: FileFault; encoding?: Encoding };

/** Reads a file of rows, of people or of accounts. `isHeading`: whether a name is one of a column that is known. */
export function readTable(bytes: Uint8Array, isHeading: (name: string) => boolean): TableRead {
  const refused = (row: number | null, reason: string): TableRead => ({
    ok: false,
    fault: { row, column: null, reason },
  });
  const decoded = decode(bytes);
  if (!decoded.ok) return refused(null, decoded.reason);
  const { encoding, text } = decoded;
  const table = readCsv(text, isHeading);
  if (!table.ok) return { ...refused(table.row, table.reason), encoding };
  const most = fileLimits.rows;
  if (table.rows.length > most) {
    const reason = `there are ${table.rows.length} rows, and ${most} are the most: send them as several files`;
    return { ...refused(null, reason), encoding };
  }
  return { ...table, encoding };
}

/** What a fault calls a column: its letter, as a spreadsheet shows it, and its heading. */
export const placeOf = (at: number, heading: string) => `${letterOf(at)} (${heading.trim()})`;
