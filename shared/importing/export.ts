import { gzipSync } from 'node:zlib';
import { carryOut, type Executed, type RequestMeta } from '../cases/once.ts';
import type { Outside } from '../cases/outside.ts';
import { Refusal } from '../cases/refusal.ts';
import { type ExportRecord, ExportResult, type ExportView } from '../contract/exports.ts';
import { fileLimits } from '../contract/file-names.ts';
import type { Person } from '../contract/people.ts';
import { isHrFor, isWithin } from '../domain/people.ts';
import { peopleCsv } from '../people-files/write.ts';
import { anyHrOnly } from '../records/hr-only.ts';
import { loadEverybody } from '../store/directory.ts';
import { exportsAtWork, exportWrites, loadExport, loadExported } from '../store/exports.ts';
import { transact, writesOf } from '../store/transaction.ts';
import { tryOnce, wake } from './tries.ts';

/** A file with all headings and no people. */
export const templateOfPeople = peopleCsv([]);

/**
 * HR asks for a file of everybody, or of the units to which they are limited. It is made afterwards, because nothing reads the
 * whole directory in a request.
 */
export async function askForExport(
  outside: Outside,
  actor: Person,
  { idempotencyKey }: Pick<RequestMeta, 'idempotencyKey'>,
): Promise<Executed<ExportResult>> {
  const { table, clock, ids } = outside;
  const once = { actor, idempotencyKey, request: { export: 'people' }, shape: ExportResult, what: 'The file' };
  return carryOut(outside, once, async ({ actor: now }) => {
    const by = anyHrOnly(now);
    const [id, at] = [ids.next('exp'), clock.now().toISOString()];
    const units = by.hrUnits ? { units: by.hrUnits } : {};
    const record = { id, by: by.id, at, ...units, state: 'making' as const, people: 0, tries: null };
    return { result: { exportId: id, at }, writes: exportWrites(writesOf(table), null, record) };
  });
}

/** Makes such a file, if it is not made yet. */
export async function makeExport(outside: Outside, id: string): Promise<void> {
  const record = await loadExport(outside.table, id, outside.clock.now());
  if (record?.state !== 'making') return;
  const write = writeOf(outside);
  await tryOnce(outside, record, {
    write,
    run: (one) => made(outside, one),
    giveUp: async (one) => {
      await transact(outside.table, write(one, { ...one, tries: null, state: 'failed' }));
    },
  });
}

/** Lets files of everybody be made whose work was lost. */
export async function wakeExports(outside: Outside): Promise<void> {
  const { table, clock } = outside;
  await wake(outside, await exportsAtWork(table, clock.now()), writeOf(outside));
}

const writeOf =
  ({ table }: Outside) =>
  (before: ExportRecord, after: ExportRecord) =>
    exportWrites(writesOf(table), before, after);

async function made({ table }: Outside, record: ExportRecord): Promise<void> {
  const everybody = (await loadEverybody(table)).toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const people = everybody.filter(({ odc }) => isWithin(record.units, [odc]));
  const packed = gzipSync(peopleCsv(people));
  if (packed.length > fileLimits.packedBytes) throw new Error('The directory does not fit into one file');
  const after = { ...record, tries: null, state: 'ready' as const, people: people.length };
  await transact(table, exportWrites(writesOf(table), record, after, packed));
}

/** A file of everybody as it stands, for HR of the units whose people are in it. Throws `Refusal`. */
export async function readExport(outside: Outside, viewer: Person, id: string): Promise<ExportView> {
  const { tries: _tries, ...view } = await exportFor(outside, viewer, id);
  return view;
}

/** The content of a file of everybody, packed with gzip, for HR. Throws `Refusal`, also if it is not made yet. */
export async function readExported(outside: Outside, viewer: Person, id: string): Promise<Uint8Array> {
  const record = await exportFor(outside, viewer, id);
  if (record.state === 'failed') throw new Refusal('not-found', 'The file could not be made: ask for another one.');
  if (record.state !== 'ready') throw new Refusal('not-found', 'The file is not made yet: try again in a moment.');
  return loadExported(outside.table, record);
}

async function exportFor({ table, clock }: Outside, viewer: Person, id: string): Promise<ExportRecord> {
  anyHrOnly(viewer);
  const record = await loadExport(table, id, clock.now());
  if (!record || !isHrFor(viewer, record.units ?? null))
    throw new Refusal('not-found', 'There is no such file. Files of everybody are kept for a week.');
  return record;
}
