import { gzipSync } from 'node:zlib';
import { carryOut, type Executed, type RequestMeta } from '../cases/once.ts';
import type { Outside } from '../cases/outside.ts';
import { Refusal } from '../cases/refusal.ts';
import { type ExportRecord, ExportResult } from '../contract/exports.ts';
import { fileLimits } from '../contract/file-names.ts';
import type { Person } from '../contract/people.ts';
import { isHrFor } from '../domain/people.ts';
import { isSamePlace } from '../domain/places.ts';
import { peopleCsv } from '../imports/write.ts';
import { anyHrOnly } from '../records/hr-only.ts';
import { loadEverybody } from '../store/directory.ts';
import { exportWrites, loadExport, loadExported } from '../store/exports.ts';
import { transact, writesOf } from '../store/transaction.ts';

/** A file with all headings and no people. */
export const templateOfPeople = peopleCsv([]);

/** HR asks for a file of everybody, or of the units to which they are limited. It is made afterwards, because nothing reads the whole directory in a request. */
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
    const record = { id, by: by.id, at, ...units, state: 'making' as const, people: 0 };
    return { result: { exportId: id, at }, writes: exportWrites(writesOf(table), null, record) };
  });
}

/** Makes such a file, if it is not made yet. */
export async function makeExport({ table, clock }: Outside, id: string): Promise<void> {
  const record = await loadExport(table, id, clock.now());
  if (record?.state !== 'making') return;
  const everybody = (await loadEverybody(table)).toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const people = everybody.filter(({ odc }) => !record.units || record.units.some((one) => isSamePlace(one, odc)));
  const packed = gzipSync(peopleCsv(people));
  if (packed.length > fileLimits.packedBytes) throw new Error('The directory does not fit into one file');
  await transact(
    table,
    exportWrites(writesOf(table), record, { ...record, state: 'ready', people: people.length }, packed),
  );
}

/** A file of everybody as it stands, for HR of the units whose people are in it. Throws `Refusal`. */
export async function readExport({ table, clock }: Outside, viewer: Person, id: string): Promise<ExportRecord> {
  anyHrOnly(viewer);
  const record = await loadExport(table, id, clock.now());
  if (!record || !isHrFor(viewer, record.units ?? null))
    throw new Refusal('not-found', 'There is no such file. Files of everybody are kept for a week.');
  return record;
}

/** The content of a file of everybody, packed with gzip, for HR. Throws `Refusal`, also if it is not made yet. */
export async function readExported(outside: Outside, viewer: Person, id: string): Promise<Uint8Array> {
  const record = await readExport(outside, viewer, id);
  if (record.state !== 'ready') throw new Refusal('not-found', 'The file is not made yet: try again in a moment.');
  return loadExported(outside.table, record);
}
