import type { PersonInput } from '../contract/directory.ts';
import type { FileFault } from '../contract/files.ts';
import type { Encoding } from '../csv/decode.ts';
import type { CsvRow, Separator } from '../csv/read.ts';
import { valueIn } from './cells.ts';
import { columns, fieldOf, type PersonField } from './columns.ts';
import { placeOf, readTable } from './read-table.ts';

/** A file of people, as far as it can be read by itself. */

/** What a row says of a person. A field whose column is not in the file is left out. */
export interface PersonRow {
  row: number;
  id?: string;
  /** Leads are still written as in the file: by id or by mail address. */
  given: Partial<PersonInput>;
  /** The fields whose cells have faults. */
  unread: PersonField[];
}

export interface PeopleFile {
  encoding: Encoding;
  separator: Separator;
  /** The column of each field that the file has. */
  places: Partial<Record<PersonField, string>>;
  /** Headings that are not known, with the letters of their columns. Their cells are not read. */
  unknown: string[];
  rows: PersonRow[];
}

/**
 * `seen`: how far a file with faults could be read. `file`: what its cells without faults say, so that everything else that is
 * wrong with them is found too. Null: it has no rows that can be read.
 */
export type PeopleFileRead =
  | { ok: true; file: PeopleFile }
  | { ok: false; faults: FileFault[]; seen: Seen; file: PeopleFile | null };

type Seen = Partial<Omit<PeopleFile, 'places' | 'rows'>>;

/** Reads a file of people. If there is a fault in it, none of its rows counts. */
export function readPeopleFile(bytes: Uint8Array): PeopleFileRead {
  const table = readTable(bytes, (heading) => fieldOf(heading) !== undefined);
  if (!table.ok) {
    const { fault, encoding } = table;
    return { ok: false, faults: [fault], seen: encoding ? { encoding } : {}, file: null };
  }
  const { encoding, headings, rows, separator } = table;
  const head = headOf(headings);
  const seen = { encoding, separator, unknown: head.unknown };
  if (head.faults.length > 0) return { ok: false, faults: head.faults, seen, file: null };
  const read = rows.map((row) => readRow(row, head));
  const faults = read.flatMap((one) => one.faults);
  const file = {
    ...seen,
    places: Object.fromEntries(head.fields.map(({ field, place }) => [field, place])),
    rows: read.map((one) => one.person),
  };
  return faults.length > 0 ? { ok: false, faults, seen, file } : { ok: true, file };
}

interface Head {
  fields: { field: PersonField; at: number; place: string }[];
  width: number;
  unknown: string[];
  faults: FileFault[];
}

function headOf({ row, cells }: CsvRow): Head {
  const places = cells.map((cell, at) => ({ field: fieldOf(cell), at, place: placeOf(at, cell) }));
  const fields = places.flatMap(({ field, ...place }) => (field ? [{ field, ...place }] : []));
  const unknown = places.filter(({ field, at }) => !field && cells[at]?.trim()).map(({ place }) => place);
  const twice = fields.filter((one, at) => fields.findIndex(({ field }) => field === one.field) < at);
  const faults: FileFault[] = twice.map(({ field, place }) => ({
    row,
    column: place,
    reason: `another column is ${columns[field].title} too: take one of the two out`,
  }));
  if (!fields.some(({ field }) => field === 'id' || field === 'email' || field === 'externalId'))
    faults.push({
      row,
      column: null,
      reason: `no heading says who a row is about: give a column ${columns.id.title}, ${columns.email.title} or ${columns.externalId.title}`,
    });
  return { fields, width: cells.length, unknown, faults };
}

function readRow({ row, cells }: CsvRow, { fields, width }: Head): { person: PersonRow; faults: FileFault[] } {
  const fault = (column: string | null, reason: string): FileFault => ({ row, column, reason });
  const extra = cells.slice(width).some((cell) => cell.trim() !== '');
  if (cells.length < width || extra) {
    const found = `this row has ${cells.length} cells, and there are ${width} headings`;
    const reason = `${found}: put cells with a separator in them in quotation marks`;
    return { person: { row, given: {}, unread: fields.map(({ field }) => field) }, faults: [fault(null, reason)] };
  }
  const faults: FileFault[] = [];
  const unread: PersonField[] = [];
  const values: Partial<Record<PersonField, unknown>> = {};
  for (const { field, at, place } of fields) {
    const read = valueIn(field, cells[at] ?? '');
    if (read.ok) values[field] = read.value;
    else {
      faults.push(fault(place, read.reason));
      unread.push(field);
    }
  }
  const { id, ...given } = values;
  return {
    person: { row, ...(typeof id === 'string' ? { id } : {}), given: given as Partial<PersonInput>, unread },
    faults,
  };
}
