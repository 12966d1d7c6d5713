import { fileLimits, type ImportKind, isAtWork } from '../contract/file-names.ts';
import { FileFault, FileLeftover } from '../contract/files.ts';
import { ImportId } from '../contract/import-id.ts';
import { ImportChange, ImportRecord, ImportRow } from '../contract/imports.ts';
import { MoveHolder, MoveRow } from '../contract/moves.ts';
import { PersonId } from '../contract/people.ts';
import { Sender } from '../contract/sender.ts';
import * as z from '../contract/zod.ts';
import type { Table } from './client.ts';
import { getMany, type Item, nameOf, queryAll, queryPage } from './items.ts';
import { indexKeys, keys } from './keys.ts';
import { loadPacked, packedWrites } from './packed.ts';
import { shape } from './shape.ts';
import { transact, transactionLimits, type Write, writesOf } from './transaction.ts';

/** Files of people. They hold names and mail addresses, so DynamoDB deletes every item of one some time after `expires`. */

const expires = { expires: z.int() };

/** How a file of people is stored, and its place in the list of them. */
export const importShape = shape(z.extend(ImportRecord, expires));
const Listed = z.strictObject({ id: ImportId, by: Sender, ...expires });
type Listed = z.infer<typeof Listed>;
export const listedImportShape = shape(Listed);

/** How the rows of a file are stored: so many in one item. */
const rowsInPart = 100;
const listShape = <T extends z.ZodMiniType>(one: T) => shape(z.strictObject({ list: z.array(one), ...expires }));
export const importPartShapes = {
  rows: listShape(ImportRow),
  change: listShape(ImportChange),
  faults: listShape(FileFault),
  absent: listShape(z.strictObject({ id: PersonId, name: z.string() })),
  leftover: listShape(FileLeftover),
  mapped: listShape(MoveRow),
  holders: listShape(MoveHolder),
};

/** A list that belongs to a file. The changes have one for each kind of them. */
export type ImportList = 'rows' | 'faults' | 'absent' | 'leftover' | 'mapped' | 'holders' | ImportKind;

export type ListOf = {
  rows: ImportRow;
  faults: FileFault;
  absent: { id: string; name: string };
  leftover: FileLeftover;
  mapped: MoveRow;
  holders: MoveHolder;
} & { [kind in ImportKind]: ImportChange };

const shapeOf = <L extends ImportList>(list: L) =>
  (list in importPartShapes
    ? importPartShapes[list as keyof typeof importPartShapes]
    : importPartShapes.change) as unknown as ReturnType<typeof shape<{ list: ListOf[L][]; expires: number }>>;

const nameOfPart = (list: ImportList) => list.toUpperCase();

/** When an item of a file that was sent at this instant can be deleted. Epoch seconds. */
export const expiryOf = ({ at }: Pick<ImportRecord, 'at'>) =>
  Math.floor(Date.parse(at) / 1000) + fileLimits.keptDays * 24 * 3600;

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

/** Every file of people with work left, however old. The index that finds them is a moment behind, they themselves are not. */
export async function importsAtWork(table: Table): Promise<ImportRecord[]> {
  const ids = await idsInIndex(table, indexKeys.fileAtWork('').peoplePk);
  return (await loadImports(table, ids)).filter(({ state }) => isAtWork(state));
}

/** The ids that are listed in a part of the index of people. */
export async function idsInIndex(table: Table, part: string): Promise<string[]> {
  const items = await queryAll(table, {
    IndexName: 'people',
    KeyConditionExpression: 'peoplePk = :pk',
    ExpressionAttributeValues: { ':pk': part },
    ProjectionExpression: 'peopleSk',
  });
  return items.map(({ peopleSk }) => String(peopleSk));
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

export const filePartOf = (id: string) => (at: number) => keys.importPart(id, 'FILE', at);

/** The packed content of a file. */
export function loadFile(table: Table, { id, parts }: Pick<ImportRecord, 'id' | 'parts'>): Promise<Uint8Array> {
  return loadPacked(table, filePartOf(id), parts);
}

/** Stores a list of a file, in parts. What was stored before under the same name is replaced. */
export async function keepList<L extends ImportList>(
  table: Table,
  record: Pick<ImportRecord, 'id' | 'at'>,
  list: L,
  all: readonly ListOf[L][],
): Promise<void> {
  const write = writesOf(table);
  const parts = Array.from({ length: partsOf(all.length) }, (_, at) =>
    partWrite(write, record, list, at, all.slice(at * rowsInPart, (at + 1) * rowsInPart)),
  );
  // Few in one transaction, because their bytes count together.
  for (let at = 0; at < parts.length; at += partsAtOnce) {
    const done = await transact(table, parts.slice(at, at + partsAtOnce));
    if (!done.ok) throw new Error('Another process is writing the same file of people');
  }
}

const partsAtOnce = Math.floor(transactionLimits.bytes / (400 * 1024));

/** The write of one part of a list. */
export function partWrite<L extends ImportList>(
  write: ReturnType<typeof writesOf>,
  record: Pick<ImportRecord, 'id' | 'at'>,
  list: L,
  at: number,
  part: readonly ListOf[L][],
): Write {
  const content = shapeOf(list).content({ list: [...part], expires: expiryOf(record) });
  return write.put('other', { ...content, ...keys.importPart(record.id, nameOfPart(list), at) });
}

/** One part of a list, the first at 0. Empty: there is none. */
export async function loadList<L extends ImportList>(
  table: Table,
  id: string,
  list: L,
  at: number,
): Promise<ListOf[L][]> {
  return (await loadParts(table, id, [list], at))[list];
}

/** The same part of several lists. */
export async function loadParts<L extends ImportList>(
  table: Table,
  id: string,
  lists: readonly L[],
  at: number,
): Promise<{ [list in L]: ListOf[list][] }> {
  const keyOf = (list: L) => keys.importPart(id, nameOfPart(list), at);
  const found = await getMany(table, lists.map(keyOf));
  const entries = lists.map((list) => {
    const item = found.get(nameOf(keyOf(list)));
    return [list, item ? shapeOf(list).read(item).list : []];
  });
  return Object.fromEntries(entries) as { [list in L]: ListOf[list][] };
}

/** In how many parts so many rows are stored. */
export const partsOf = (rows: number): number => Math.ceil(rows / rowsInPart);
