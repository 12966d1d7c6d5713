import type { Person } from '../contract/people.ts';
import { writeCsv } from '../csv/write.ts';
import { leaveText } from '../domain/calendar/leave.ts';
import { columns, type PersonField, personFields } from './columns.ts';

/** People as a file that can be read again: every column, and leads by id. Without people it is a template. */
export function peopleCsv(people: readonly Person[]): string {
  const headings = personFields.map((field) => columns[field].title);
  return writeCsv(
    headings,
    people.map((person) =>
      personFields.map((field) =>
        field === 'leave' ? leaveText(person.leave, '; ') : cellOf(person[field], field === 'hrUnits' ? '; ' : ', '),
      ),
    ),
  );
}

function cellOf(value: Person[Exclude<PersonField, 'leave'>], between: string): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return Array.isArray(value) ? value.join(between) : (value ?? '');
}
