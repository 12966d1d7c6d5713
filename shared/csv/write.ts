import { stringify } from 'csv-stringify/sync';
import { withoutFormula } from './formulas.ts';

/**
 * Writes a table as CSV: UTF-8 with a byte order mark, because spreadsheets else take it for Windows-1252, with commas and
 * CRLF (RFC 4180). No cell is a formula. `readCsv` gives the same cells.
 */
export function writeCsv(headings: readonly string[], rows: Iterable<readonly string[]>): string {
  const safe = [headings, ...rows].map((cells) => cells.map(withoutFormula));
  return stringify(safe, { bom: true, record_delimiter: '\r\n', quoted_match: /[\n\r]/ });
}
