import { ExportRecord } from '../contract/exports.ts';
import { isAtWork } from '../contract/file-names.ts';
import * as z from '../contract/zod.ts';
import type { Table } from './client.ts';
import { filesAtWork } from './files-at-work.ts';
import { getMany, nameOf } from './items.ts';
import { indexKeys, keys } from './keys.ts';
import { loadPacked, packedWrites } from './packed.ts';
import { shape } from './shape.ts';
import type { Write, writesOf } from './transaction.ts';

/** How a file of everybody is stored. DynamoDB deletes it some time after `expires`. */
export const exportShape = shape(z.extend(ExportRecord, { expires: z.int() }));

/** A file of everybody is kept for so many seconds. */
const keptSeconds = 7 * 24 * 3600;

/** A file of everybody, read consistently. Null: there is none, or it is too old. */
export async function loadExport(table: Table, id: string, now: Date): Promise<ExportRecord | null> {
  const item = (await getMany(table, [keys.export(id)])).get(nameOf(keys.export(id)));
  if (!item) return null;
  const { expires, ...record } = exportShape.read(item);
  return expires * 1000 > now.getTime() ? record : null;
}

/** Every file of everybody that is not made yet. */
export function exportsAtWork(table: Table, now: Date): Promise<ExportRecord[]> {
  return filesAtWork(table, indexKeys.exportAtWork('').peoplePk, async (ids) => {
    const found = await Promise.all(ids.map((id) => loadExport(table, id, now)));
    return found.flatMap((one) => one ?? []);
  });
}

/** The writes of a file of everybody, with its packed content if it is made. */
export function exportWrites(
  write: ReturnType<typeof writesOf>,
  before: ExportRecord | null,
  after: Omit<ExportRecord, 'version' | 'parts'>,
  packed: Uint8Array = new Uint8Array(),
): Write[] {
  const expires = Math.floor(Date.parse(after.at) / 1000) + keptSeconds;
  const parts = packedWrites(write, (at) => keys.exportPart(after.id, at), packed, expires);
  const version = (before?.version ?? 0) + 1;
  const item = {
    ...exportShape.content({ ...after, parts: parts.length, version, expires }),
    ...keys.export(after.id),
    ...(isAtWork(after.state) ? indexKeys.exportAtWork(after.id) : {}),
  };
  return [before ? write.putIfVersion('head', item, before.version) : write.putNew('head', item), ...parts];
}

/** The packed content of a file of everybody. */
export function loadExported(table: Table, { id, parts }: ExportRecord): Promise<Uint8Array> {
  return loadPacked(table, (at) => keys.exportPart(id, at), parts);
}
