import type { FileFault } from '../contract/files.ts';
import { folded } from '../contract/names.ts';
import type { Person } from '../contract/people.ts';
import { type CsvRow, letterOf } from '../csv/read.ts';
import { valueIn } from './cells.ts';
import { columns, fieldOf } from './columns.ts';
import { placeOf, readTable } from './read-table.ts';
import { knownOf } from './resolve.ts';

/** A mapping file: one row for each person, with what the new issuer calls them. */

/** A row of a person who works here. */
export interface Mapping {
  row: number;
  person: Person;
  subject: string;
}

export type MoveFileRead =
  | { ok: true; rows: Mapping[]; fault: (row: number, field: MoveField, reason: string) => FileFault }
  | { ok: false; faults: FileFault[] };

const personFields = ['id', 'email', 'externalId'] as const;
type MoveField = (typeof personFields)[number] | 'subject';

/** Names of the column with what the new issuer calls a person. Case and blanks make no difference. */
const subjectNames = ['subject', 'sub', 'new subject', 'account', 'object id'];
const subjectMend = 'give what the new issuer calls the person, its claim sub: 255 characters without blanks at most';

function moveFieldOf(heading: string): MoveField | undefined {
  if (subjectNames.includes(heading.trim().toLowerCase())) return 'subject';
  const field = fieldOf(heading);
  return personFields.find((one) => one === field);
}

/** Reads a mapping file, and finds the person of each row. Gives every fault in it, or none of its rows counts. */
export function readMoveFile(bytes: Uint8Array, everybody: readonly Person[]): MoveFileRead {
  const table = readTable(bytes, (heading) => moveFieldOf(heading) !== undefined);
  if (!table.ok) return { ok: false, faults: [table.fault] };
  const { headings, rows } = table;
  const places = headings.cells.map((heading, at) => ({ field: moveFieldOf(heading), at }));
  const twice = places.find(({ field }, at) => field && places.findIndex((one) => one.field === field) < at);
  if (twice) return refused(headings.row, `the column ${letterOf(twice.at)} is there twice: take one of the two out`);
  if (!places.some(({ field }) => field === 'subject'))
    return refused(headings.row, 'no heading says what the new issuer calls people: give a column Subject');
  if (!places.some(({ field }) => field && field !== 'subject'))
    return refused(
      headings.row,
      `no heading says who a row is about: give a column ${personFields.map((field) => columns[field].title).join(', ')}`,
    );
  const columnOf = (field: MoveField) => {
    const at = places.findIndex((one) => one.field === field);
    return at < 0 ? null : placeOf(at, headings.cells[at] ?? '');
  };
  const fault = (row: number, field: MoveField, reason: string) => ({ row, column: columnOf(field), reason });
  const known = finder(everybody);
  const faults: FileFault[] = [];
  const found = rows.flatMap((row) => {
    const cells = Object.fromEntries(places.flatMap(({ field, at }) => (field ? [[field, row.cells[at] ?? '']] : [])));
    const read = mappingOf(row, cells, known, (field, reason) => faults.push(fault(row.row, field, reason)));
    return read ?? [];
  });
  for (const [field, of] of [
    ['subject', (one: Mapping) => one.subject],
    [personFields.find((one) => columnOf(one) !== null) ?? 'id', (one: Mapping) => one.person.id],
  ] as const)
    faults.push(...repeated(found, field, of, fault));
  if (rows.length === 0) faults.push({ row: null, column: null, reason: 'there is no row below the headings' });
  return faults.length > 0
    ? { ok: false, faults: faults.sort((a, b) => (a.row ?? 0) - (b.row ?? 0)) }
    : { ok: true, rows: found, fault };
}

const refused = (row: number, reason: string): MoveFileRead => ({
  ok: false,
  faults: [{ row, column: null, reason }],
});

type Find = (field: (typeof personFields)[number], value: string) => Person | undefined;

function finder(everybody: readonly Person[]): Find {
  const { people, byMail, byNumber } = knownOf(everybody);
  return (field, value) => {
    if (field === 'id') return people.get(value);
    return people.get((field === 'email' ? byMail : byNumber).get(folded(value)) ?? '');
  };
}

/** The person and the subject of a row. Null: it has faults. Everything that it says of the person must name the same one. */
function mappingOf(
  { row }: CsvRow,
  cells: Partial<Record<MoveField, string>>,
  find: Find,
  fault: (field: MoveField, reason: string) => void,
): Mapping | null {
  let isFaulty = false;
  const wrong = (field: MoveField, reason: string) => {
    isFaulty = true;
    fault(field, reason);
  };
  const subject = (cells.subject ?? '').trim();
  if (!/^[^\s\p{C}\ufffd]{1,255}$/u.test(subject)) wrong('subject', subjectMend);
  else if (/^\d(\.\d+)?E\+\d+$/i.test(subject))
    wrong('subject', 'a spreadsheet has rounded this number: format the column as text, and fill it in again');
  const named = personFields.flatMap((field): { field: MoveField; person: Person }[] => {
    const cell = cells[field] ?? '';
    if (cell.trim() === '') return [];
    const read = valueIn(field, cell);
    if (!read.ok) {
      wrong(field, read.reason);
      return [];
    }
    const person = find(field, String(read.value));
    if (person) return [{ field, person }];
    wrong(field, `nobody in the directory has this: ${columns[field].mend}, as it is in the directory`);
    return [];
  });
  const [first, ...others] = named;
  if (!first) {
    if (!isFaulty)
      wrong(personFields.find((field) => field in cells) ?? 'id', 'this row names nobody: say who it is about');
    return null;
  }
  const { person } = first;
  for (const other of others)
    if (other.person.id !== person.id)
      wrong(other.field, `this is ${other.person.id}, and the row is about ${person.id}: name one person in a row`);
  if (!person.active) wrong(first.field, `${person.id} does not work here any more: take the row out`);
  return isFaulty ? null : { row, person, subject };
}

/** Rows that name what an earlier row has named. */
function repeated(
  rows: readonly Mapping[],
  field: MoveField,
  of: (one: Mapping) => string,
  fault: (row: number, field: MoveField, reason: string) => FileFault,
): FileFault[] {
  const firsts = new Map<string, number>();
  return rows.flatMap((one) => {
    const first = firsts.get(of(one));
    if (first === undefined) {
      firsts.set(of(one), one.row);
      return [];
    }
    const what = field === 'subject' ? 'has the same account' : 'is about the same person';
    return [fault(one.row, field, `row ${first} ${what}: take one of the two out`)];
  });
}
