import type { Person } from '../contract/people.ts';
import { writeCsv } from '../csv/write.ts';
import { leaveText } from '../domain/calendar/leave.ts';
import { columns, type PersonField, personFields } from './columns.ts';

/** People as a file that can be read again: every column, and leads by id. Without people it is a template. */
export function peopleCsv(people: readonly Person[]): string {
  const headings = personFields.map((field) => columns[field].title);
  return writeCsv(
    headings,
    people.map((person) => personFields.map((field) => cellOf(person, field))),
  );
}

/** What the cell of a field says of a person. */
export function cellOf(person: Person, field: PersonField): string {
  if (field === 'leave') return leaveText(person.leave, '; ');
  const value = person[field];
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return Array.isArray(value) ? value.join(field === 'hrUnits' ? '; ' : ', ') : (value ?? '');
}
