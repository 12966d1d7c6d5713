/**
 * How a cell begins that a spreadsheet may run as a formula: also after blanks, and in the wide forms of the signs. `'`
 * before it makes it text. A cell that has the mark already gets a second one, so that reading gives back what was written.
 */
const formula = /^'*[\s\u00a0\ufeff]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

/** A cell as it is written. A formula could also begin on a later line of it, so such a cell is marked as well. */
export function withoutFormula(cell: string): string {
  return cell.split(/\r\n|[\n\r]/).some((line) => formula.test(line)) ? `'${cell}` : cell;
}

/** A cell as it was before it was written. */
export function asWritten(cell: string): string {
  return cell.startsWith("'") && withoutFormula(cell.slice(1)) === cell ? cell.slice(1) : cell;
}
