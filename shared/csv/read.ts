import { CsvError, parse } from 'csv-parse/sync';
import { asWritten } from './formulas.ts';

/** A row of a table. `row` is its number as a spreadsheet counts: the headings are row 1, and blank rows count. */
export interface CsvRow {
  row: number;
  cells: string[];
}

export type Separator = ',' | ';' | '\t';

/** A file as a table, or the row at which it cannot be read further, with the mend. `row` is null if it is about the file. */
export type CsvTable =
  | { ok: true; separator: Separator; headings: CsvRow; rows: CsvRow[] }
  | { ok: false; row: number | null; reason: string };

/** A row is at most this long, in characters. A quotation mark that is not closed would make one row of the rest of the file. */
const longestRow = 100_000;

/**
 * A text has at most so many rows, blank ones among them, and so many cells. A packed file of line ends alone would fill the
 * memory.
 */
const most = { rows: 150_000, cells: 5_000_000 };

/** The separators in the order in which they are preferred. */
const separators = [',', ';', '\t'] as const;

/** The headings are looked for among so many rows at the start. */
const looked = 50;

/** The line with which a spreadsheet says which separator it uses. It does not count as a row. */
const saysSeparator = /^"?sep=([,;\t])"?(\r\n|[\n\r]|$)/i;

/**
 * Reads a table: separated by comma, semicolon or tab, with cells in quotation marks where they need them (RFC 4180), and
 * any line ends. Of the separators, the one counts that gives the most headings that `isHeading` knows, or else the most
 * headings. Blank rows are left out.
 */
export function readCsv(text: string, isHeading: (name: string) => boolean): CsvTable {
  const said = saysSeparator.exec(text);
  const body = said ? text.slice(said[0].length) : text;
  const separator = said ? (said[1] as Separator) : separatorOf(body, isHeading);
  const found = rowsOf(body, separator);
  if (!found.ok) return found;
  const [headings, ...rows] = found.rows.filter(hasWords);
  if (!headings) return { ok: false, row: null, reason: 'the file is empty: begin it with a row of headings' };
  return { ok: true, separator, headings, rows };
}

function separatorOf(text: string, isHeading: (name: string) => boolean): Separator {
  const scored = separators.map((separator) => {
    const start = rowsOf(text, separator, looked);
    const cells = (start.ok && start.rows.find(hasWords)?.cells) || [];
    return { separator, known: cells.filter(isHeading).length, all: cells.length };
  });
  const [best] = scored.sort((one, other) => other.known - one.known || other.all - one.all);
  return best?.separator ?? ',';
}

const hasWords = ({ cells }: CsvRow) => cells.some((cell) => cell.trim() !== '');

type Rows = { ok: true; rows: CsvRow[] } | Extract<CsvTable, { ok: false }>;

/** The rows of a text, also the blank ones; the first `to` of them, if it is given. */
function rowsOf(text: string, separator: Separator, to = most.rows + 1): Rows {
  let cells = 0;
  try {
    const records = parse(text, {
      delimiter: separator,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      max_record_size: longestRow,
      to,
      on_record(record: string[]) {
        cells += record.length;
        if (cells > most.cells) throw new TooMuch();
        return record;
      },
    });
    if (records.length > most.rows) return tooMuch;
    return { ok: true, rows: records.map((cells, at) => ({ row: at + 1, cells: cells.map(asWritten) })) };
  } catch (error) {
    if (error instanceof TooMuch) return tooMuch;
    if (!(error instanceof CsvError)) throw error;
    return { ok: false, row: rowOf(error), reason: reasons[error.code] ?? 'this row cannot be read as CSV' };
  }
}

class TooMuch extends Error {}

const tooMuch: Rows = {
  ok: false,
  row: null,
  reason: `there are more than ${most.rows} rows, or ${most.cells} cells, blank ones among them: take those out, or send several files`,
};

const rowOf = ({ records }: CsvError): number | null => (typeof records === 'number' ? records + 1 : null);

const quotes = 'put the whole cell in quotation marks, and write each quotation mark inside it twice';
const reasons: Partial<Record<CsvError['code'], string>> = {
  INVALID_OPENING_QUOTE: `a quotation mark stands inside a cell: ${quotes}`,
  CSV_INVALID_CLOSING_QUOTE: `text follows a closing quotation mark: ${quotes}`,
  CSV_QUOTE_NOT_CLOSED: 'a quotation mark in this row is never closed: close it, or take it out',
  CSV_MAX_RECORD_SIZE: `this row is longer than ${longestRow.toLocaleString('en')} characters: shorten it, and look whether a quotation mark is not closed`,
};

/** The letter of a column as a spreadsheet shows it. The first column is at 0. */
export function letterOf(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : letterOf(Math.floor(column / 26) - 1) + letter;
}
