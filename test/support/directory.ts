import { foundWrites } from '#shared/cases/found.ts';
import type { PersonInput } from '#shared/contract/directory.ts';
import type { Person } from '#shared/contract/people.ts';
import type { Table } from '#shared/store/client.ts';
import { loadPerson, profileItem } from '#shared/store/directory.ts';
import { transact, writesOf } from '#shared/store/transaction.ts';

/** The input with which HR would change nothing about a person. */
export function inputOf({
  id: _id,
  version: _version,
  lostAt: _lostAt,
  hrUntil: _hrUntil,
  ...input
}: Person): PersonInput {
  return input;
}

/** Changes the record of a person as it is stored, and the index of the directory with it, without an event. */
export async function changeRecord(table: Table, after: Person): Promise<void> {
  const write = writesOf(table);
  const before = await loadPerson(table, after.id);
  await transact(table, [write.put('other', profileItem(after)), ...foundWrites(write, before, after)]);
}
