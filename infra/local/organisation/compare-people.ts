import type { Outside } from '#shared/cases/outside.ts';
import type { FileFault } from '#shared/contract/files.ts';
import type { Person } from '#shared/contract/people.ts';
import { inputOf } from '#shared/domain/directory/person-input.ts';
import { fieldsChanged } from '#shared/domain/imports/changes.ts';
import { isHr } from '#shared/domain/people.ts';
import { atKnownPlaces } from '#shared/domain/places.ts';
import type { PersonField } from '#shared/people-files/columns.ts';
import { cellOf } from '#shared/people-files/write.ts';
import { addressHolderIn, numberHolderIn } from '#shared/store/addresses.ts';
import { loadPeople, peopleOf } from '#shared/store/directory.ts';
import { getMany } from '#shared/store/items.ts';
import { keys } from '#shared/store/keys.ts';
import { loadPlaces } from '#shared/store/places.ts';
import type { Organisation } from './organisation.ts';

/** So many people are read at a time. */
const atOnce = 500;

/**
 * Compares the people of a file with the directory: who is there, which rows are faults (who has the mail address or the employee
 * number of another person, or is new although the setup has ended), and which cells say something else.
 */
export async function comparePeople(
  { table }: Outside,
  { people, source: { places, rows } }: Organisation,
  hasEnded: boolean,
): Promise<{ there: Record<string, Person>; faults: FileFault[]; kept: FileFault[] }> {
  const at = (id: string, field: PersonField, reason: string): FileFault => ({
    row: rows.get(id) ?? null,
    column: places[field] ?? null,
    reason,
  });
  const known = (await loadPlaces(table)) ?? { teams: [], odcs: [] };
  const there: Record<string, Person> = peopleOf();
  const faults: FileFault[] = [];
  const kept: FileFault[] = [];
  for (let from = 0; from < people.length; from += atOnce) {
    const some = people.slice(from, from + atOnce);
    const found = await loadPeople(
      table,
      some.map(({ id }) => id),
    );
    Object.assign(there, found);
    const isNew = some.filter(({ id }) => !found[id]);
    const holders = await getMany(
      table,
      isNew.flatMap(({ email, externalId }) => [
        keys.address(email),
        ...(externalId === null ? [] : [keys.employeeNumber(externalId)]),
      ]),
    );
    for (const person of isNew) {
      const { id, email, externalId } = person;
      const holder = addressHolderIn(holders, email);
      const numberHolder = externalId === null ? null : numberHolderIn(holders, externalId);
      if (holder) faults.push(at(id, 'email', taken(holder, 'mail address')));
      else if (numberHolder) faults.push(at(id, 'externalId', taken(numberHolder, 'employee number')));
      else if (hasEnded) faults.push(at(id, whoColumn(places), tooLate(person)));
    }
    for (const person of some) {
      const before = found[person.id];
      if (!before) continue;
      const after = atKnownPlaces(person, known);
      for (const { field } of fieldsChanged(before, inputOf(after)))
        if (places[field as PersonField])
          kept.push(at(person.id, field as PersonField, differing(before, after, field as PersonField)));
    }
  }
  return { there, faults, kept };
}

/** The column that says who a row is about. */
const whoColumn = (places: Organisation['source']['places']): PersonField =>
  (['id', 'email', 'externalId'] as const).find((field) => places[field]) ?? 'email';

const taken = (holder: string, what: string) =>
  `${holder} has this ${what} in the directory: give ${holder} in the column Id if it is they, or else another ${what}`;

const tooLate = (person: Person) =>
  `${person.id} is not in the directory, and the setup has ended: HR adds people by a file at /hr/imports${isHr(person) ? ', and --recover-hr names people of HR' : ''}`;

function differing(before: Person, after: Person, field: PersonField): string {
  const [from, to] = [cellOf(before, field) || 'nothing', cellOf(after, field) || 'nothing'];
  return `the file says ${to} of ${before.id}, and the directory ${from}`;
}
