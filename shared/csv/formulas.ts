/**
 * How a cell begins that a spreadsheet may run as a formula: also after blanks, and in the wide forms of the signs. `'`
 * before it makes it text. What has the mark already gets a second one, so that reading gives back what was written.
 */
const formula = /^'*[\s\u00a0\ufeff]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

/**
 * Where a spreadsheet may begin another cell in the middle of one: where its own separator is not the one of the file, it knows
 * neither the cells nor their quotation marks. https://owasp.org/www-community/attacks/CSV_Injection
 */
const breaks = /(\r\n|[\n\r;\t])/;

/** A cell as it is written: marked where it begins as a formula, and where a part of it could begin another cell as one. */
export function withoutFormula(cell: string): string {
  const marked = partsOf(cell, (part) => (formula.test(part) ? `'${part}` : part));
  return formula.test(cell) ? `'${marked}` : marked;
}

/** A cell as it was before it was written. */
export function asWritten(cell: string): string {
  const unmarked = partsOf(cell, withoutMark);
  return withoutMark(unmarked);
}

const withoutMark = (text: string) => (text.startsWith("'") && formula.test(text.slice(1)) ? text.slice(1) : text);

/** The cell with every part behind its first one changed. */
function partsOf(cell: string, change: (part: string) => string): string {
  return cell
    .split(breaks)
    .map((part, at) => (at > 0 && at % 2 === 0 ? change(part) : part))
    .join('');
}
