import type { Outside } from '../cases/outside.ts';
import { importsAtWork, importWrite, loadImport } from '../store/imports.ts';
import { transact, writesOf } from '../store/transaction.ts';
import { applyImport } from './apply.ts';
import { checkImport } from './check.ts';

/**
 * Does the next piece of work for a file of people: its check, or some of its rows. Each piece changes the file, and the
 * stream of the table brings this change back here, until nothing is left to do.
 */
export async function workOnImport(outside: Outside, id: string): Promise<void> {
  const record = await loadImport(outside.table, id);
  switch (record?.state) {
    case 'checking':
      return checkImport(outside, record);
    case 'applying':
      return applyImport(outside, record);
    case 'faulty':
    case 'checked':
    case 'done':
    case undefined:
      return;
  }
}

/** Changes every file that has work left, so that the stream brings it to `workOnImport` again: its work may have been lost. */
export async function wakeImports({ table }: Outside): Promise<void> {
  for (const record of await importsAtWork(table))
    await transact(table, [importWrite(writesOf(table), record, record)]);
}
