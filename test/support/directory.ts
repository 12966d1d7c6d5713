import { foundWrites } from '#shared/cases/found.ts';
import type { Person } from '#shared/contract/people.ts';
import type { Table } from '#shared/store/client.ts';
import { loadPerson, profileItem } from '#shared/store/directory.ts';
import { transact, writesOf } from '#shared/store/transaction.ts';

/** Changes the record of a person as it is stored, and the index of the directory with it, without an event. */
export async function changeRecord(table: Table, after: Person): Promise<void> {
  const write = writesOf(table);
  const before = await loadPerson(table, after.id);
  await transact(table, [write.put('other', profileItem(after)), ...foundWrites(write, before, after)]);
}
