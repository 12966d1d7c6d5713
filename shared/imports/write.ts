import type { Person } from '../contract/people.ts';
import { writeCsv } from '../csv/write.ts';
import { columns, type PersonField, personFields } from './columns.ts';

/** People as a file that can be read again: every column, and leads by id. Without people it is a template. */
export function peopleCsv(people: readonly Person[]): string {
  const headings = personFields.map((field) => columns[field].title);
  return writeCsv(
    headings,
    people.map((person) => personFields.map((field) => cellOf(person[field], field === 'hrUnits' ? '; ' : ', '))),
  );
}

function cellOf(value: Person[PersonField], between: string): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return Array.isArray(value) ? value.join(between) : (value ?? '');
}
