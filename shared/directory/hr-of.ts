import type { Person } from '../contract/people.ts';
import { anyHrOnly, hrOnly } from '../records/hr-only.ts';
import type { Table } from '../store/client.ts';
import { loadPerson } from '../store/directory.ts';

/** Looks whether somebody is of HR for the ODC of a person. Reads that person only for those who are limited. Throws `Refusal`. */
export async function hrOfPerson(table: Table, viewer: Person, personId: string): Promise<void> {
  anyHrOnly(viewer);
  const person = viewer.hrUnits ? await loadPerson(table, personId) : null;
  hrOnly(viewer, person && [person.odc]);
}
