import { foundWrites } from '../cases/found.ts';
import type { Outside } from '../cases/outside.ts';
import { withRetries } from '../cases/retry.ts';
import type { Table } from '../store/client.ts';
import { listPeople, loadPerson } from '../store/directory.ts';
import { keptWrite, loadKept } from '../store/found.ts';
import { keys } from '../store/keys.ts';
import { transact, writesOf } from '../store/transaction.ts';

/** So many transactions are under way at once. */
const atOnce = 25;

/**
 * Puts people of a directory from before the index into it: `most` of them at most, by id, and goes on there the next time.
 * Each is written in a transaction that checks their record. Gives the number of people whom it looked at.
 */
export async function keepFound({ table }: Outside, most: number): Promise<number> {
  const kept = await loadKept(table);
  let upTo = kept;
  let looked = 0;
  while (upTo !== null && looked < most) {
    const { items, next }: Awaited<ReturnType<typeof listPeople>> = await listPeople(table, atOnce, upTo ?? undefined);
    await Promise.all(items.map(({ id }) => keepPerson(table, id)));
    looked += items.length;
    upTo = next;
    await transact(table, [keptWrite(writesOf(table), upTo)]);
  }
  return looked;
}

function keepPerson(table: Table, id: string): Promise<true> {
  return withRetries('The directory', async () => {
    const person = await loadPerson(table, id);
    if (!person) return true;
    const write = writesOf(table);
    const check = write.checkVersion('guard', keys.profile(id), person.version);
    return (await transact(table, [check, ...foundWrites(write, null, person)])).ok || null;
  });
}
