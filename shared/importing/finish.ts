import type { Outside } from '../cases/outside.ts';
import type { FileLeftover } from '../contract/files.ts';
import type { ImportRecord, ImportRow } from '../contract/imports.ts';
import { loadPeople } from '../store/directory.ts';
import { loadList } from '../store/file-lists.ts';
import { importWrite, newImportWrites } from '../store/imports.ts';
import { transact, type Write, writesOf } from '../store/transaction.ts';
import { appliedWrites } from './decided.ts';
import { changesOf, keepRun, nothing } from './found.ts';

type Progress = NonNullable<ImportRecord['progress']>;

/**
 * Ends an import: the rows that were set apart become an import of their own, which other people of HR decide, and the record
 * of the proposal says what was done.
 */
export async function finishImport(outside: Outside, record: ImportRecord, progress: Progress): Promise<void> {
  const { applied, refused, apart } = progress;
  const rest = apart > 0 ? await restOf(outside, record, outside.clock.now().toISOString()) : null;
  const data = { applied, refused, apart, rest: rest?.id ?? null };
  await end(outside, record, { state: 'done', rest: data.rest }, { progress, data, writes: rest?.writes ?? [] });
}

/**
 * Ends an import before all its rows were carried out. Those that were stay, and HR can send the file again for the others.
 *
 * @param stopped why
 */
export async function stopImport(
  outside: Outside,
  record: ImportRecord,
  progress: Progress,
  stopped: string,
): Promise<void> {
  const { applied } = progress;
  const refused = changesIn(record) - applied;
  const data = { applied, refused, apart: 0, rest: null };
  await end(outside, record, { state: 'stopped', stopped }, { progress, data, writes: [] });
}

/** How many rows of a file change something. */
export const changesIn = ({ found }: Pick<ImportRecord, 'found'>) =>
  Object.values(found?.kinds ?? {}).reduce((sum, count) => sum + count, 0);

async function end(
  outside: Outside,
  record: ImportRecord,
  ended: Pick<ImportRecord, 'state'> & Partial<Pick<ImportRecord, 'rest' | 'stopped'>>,
  {
    progress: { proposal },
    data,
    writes,
  }: { progress: Progress; data: Parameters<typeof appliedWrites>[1]['data']; writes: Write[] },
): Promise<void> {
  const { table, clock } = outside;
  const at = clock.now().toISOString();
  const applied = await appliedWrites(outside, { proposal, file: record, relation: 'import', at, data });
  // If another run was first, it has done the same.
  await transact(table, [
    importWrite(writesOf(table), record, { ...record, ...ended, tries: null, doneAt: at }),
    ...applied,
    ...writes,
  ]);
}

/** The import of the rows that were set apart, as the directory is now. */
async function restOf(
  outside: Outside,
  { id: restOf, by, fileName, digest, units, progress }: ImportRecord,
  at: string,
): Promise<{ id: string; writes: Write[] }> {
  const { table, ids } = outside;
  const id = ids.next('imp');
  const rows: ImportRow[] = [];
  for (let part = 0; part < (progress?.next ?? 0); part++) {
    const leftover: FileLeftover[] = await loadList(table, restOf, 'leftover', part);
    const apart = leftover.filter((one) => one.apart).map((one) => one.id);
    if (apart.length > 0)
      rows.push(...(await loadList(table, restOf, 'rows', part)).filter((one) => apart.includes(one.id)));
  }
  const people = await loadPeople(
    table,
    rows.map((one) => one.id),
  );
  const changes = await changesOf(
    outside,
    // They keep the version that the check saw: what has changed since is not undone by them.
    rows.map((one) => ({ ...one, before: people[one.id] ?? null })),
  );
  const said = { ...nothing, rows: rows.length };
  const found = await keepRun(outside, { id, at }, { changes, absent: [], said });
  const record = {
    ...{ id, by, at, fileName, isFull: false, addsPlaces: false, bytes: 0, digest, restOf, state: 'checked' as const },
    ...{ tries: null, stopped: null },
    ...(units ? { units } : {}),
    ...{ found, progress: null, rest: null, doneAt: null },
  };
  return { id, writes: newImportWrites(writesOf(table), record) };
}
