import { isAtWork } from '../contract/file-names.ts';
import { ImportId } from '../contract/import-id.ts';
import { ImportRecord } from '../contract/imports.ts';
import { Sender } from '../contract/sender.ts';
import * as z from '../contract/zod.ts';
import type { Table } from './client.ts';
import { expiryOf, filePartOf } from './file-lists.ts';
import { filesAtWork } from './files-at-work.ts';
import { getMany, type Item, nameOf, queryPage } from './items.ts';
import { indexKeys, keys } from './keys.ts';
import { packedWrites } from './packed.ts';
import { shape } from './shape.ts';
import type { Write, writesOf } from './transaction.ts';

/**
 * Files of people, and the list of them. They hold names and mail addresses, so DynamoDB deletes every item of one some
 * time after `expires`.
 */

const expires = { expires: z.int() };

/** How a file of people is stored, and its place in the list of them. */
export const importShape = shape(z.extend(ImportRecord, expires));
const Listed = z.strictObject({ id: ImportId, by: Sender, ...expires });
type Listed = z.infer<typeof Listed>;
export const listedImportShape = shape(Listed);

/** Finds a file among items that were read by key. Null: there is none, or it was deleted. */
export function importIn(found: ReadonlyMap<string, Item>, id: string): ImportRecord | null {
  const item = found.get(nameOf(keys.import(id)));
  if (!item) return null;
  const { expires: _expires, ...record } = importShape.read(item);
  return record;
}

/** A file of people, read consistently. Null if there is none. */
export async function loadImport(table: Table, id: string): Promise<ImportRecord | null> {
  return (await loadImports(table, [id]))[0] ?? null;
}

/** At most `limit` files of people and who sent them, the newest first. `after`: only those that are older than this one. */
export async function listImports(
  table: Table,
  limit: number,
  after?: string,
): Promise<{ listed: Listed[]; isEnd: boolean }> {
  const { items, isEnd } = await queryPage(
    table,
    {
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': keys.importListPartition },
      ScanIndexForward: false,
    },
    limit,
    after === undefined ? undefined : { ...keys.listedImport(after) },
  );
  return { listed: items.map(listedImportShape.read), isEnd };
}

/** Every file of people with work left. */
export function importsAtWork(table: Table): Promise<ImportRecord[]> {
  return filesAtWork(table, indexKeys.fileAtWork('').peoplePk, (ids) => loadImports(table, ids));
}

/** Files of people, read consistently. Those that were deleted are left out. */
export async function loadImports(table: Table, ids: readonly string[]): Promise<ImportRecord[]> {
  const found = await getMany(
    table,
    ids.map((id) => keys.import(id)),
  );
  return ids.flatMap((id) => importIn(found, id) ?? []);
}

/** The write of a file, if it has not changed since it was read. */
export function importWrite(
  write: ReturnType<typeof writesOf>,
  before: ImportRecord | null,
  after: Omit<ImportRecord, 'version'>,
): Write {
  const item = {
    ...importShape.content({ ...after, version: (before?.version ?? 0) + 1, expires: expiryOf(after) }),
    ...keys.import(after.id),
    ...(isAtWork(after.state) ? indexKeys.fileAtWork(after.id) : {}),
  };
  return before ? write.putIfVersion('head', item, before.version) : write.putNew('head', item);
}

/** The writes of a new file, with its packed content if it has one. */
export function newImportWrites(
  write: ReturnType<typeof writesOf>,
  record: Omit<ImportRecord, 'version' | 'parts'>,
  packed: Uint8Array = new Uint8Array(),
): Write[] {
  const until = { expires: expiryOf(record) };
  const parts = packedWrites(write, filePartOf(record.id), packed, until.expires);
  return [
    importWrite(write, null, { ...record, parts: parts.length }),
    write.putNew('other', {
      ...listedImportShape.content({ id: record.id, by: record.by, ...until }),
      ...keys.listedImport(record.id),
    }),
    ...parts,
  ];
}
