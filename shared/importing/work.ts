import type { Outside } from '../cases/outside.ts';
import type { ImportRecord } from '../contract/imports.ts';
import { importsAtWork, importWrite, loadImport } from '../store/imports.ts';
import { writesOf } from '../store/transaction.ts';
import { applyImport, giveUpApplying } from './apply.ts';
import { checkImport, giveUpCheck } from './check.ts';
import { tryOnce, wake } from './tries.ts';

/**
 * Does the next piece of work for a file of people: its check, or some of its rows. Each piece changes the file, and the
 * stream of the table brings this change back here, until nothing is left to do.
 */
export async function workOnImport(outside: Outside, id: string): Promise<void> {
  const record = await loadImport(outside.table, id);
  const write = writeOf(outside);
  switch (record?.state) {
    case 'checking':
      return tryOnce(outside, record, {
        write,
        run: (one) => checkImport(outside, one),
        giveUp: (one) => giveUpCheck(outside, one),
      });
    case 'applying':
      return tryOnce(outside, record, {
        write,
        run: (one) => applyImport(outside, one),
        giveUp: (one) => giveUpApplying(outside, one),
      });
    case 'faulty':
    case 'checked':
    case 'done':
    case 'stopped':
    case undefined:
      return;
  }
}

/** Lets work on files of people go on that was lost. */
export async function wakeImports(outside: Outside): Promise<void> {
  await wake(outside, await importsAtWork(outside.table), writeOf(outside));
}

const writeOf =
  ({ table }: Outside) =>
  (before: ImportRecord, after: ImportRecord) => [importWrite(writesOf(table), before, after)];
