import { fileLimits, type ImportKind } from '../contract/file-names.ts';
import { FileFault, FileLeftover } from '../contract/files.ts';
import { ImportChange, type ImportRecord, ImportRow } from '../contract/imports.ts';
import { MoveHolder, MoveRow } from '../contract/moves.ts';
import { PersonId } from '../contract/people.ts';
import * as z from '../contract/zod.ts';
import type { Table } from './client.ts';
import { getMany, nameOf } from './items.ts';
import { keys } from './keys.ts';
import { loadPacked } from './packed.ts';
import { shape } from './shape.ts';
import { transact, transactionLimits, type Write, writesOf } from './transaction.ts';

/** What belongs to a file of people or a mapping file: its packed content, and its rows in lists. */

const expires = { expires: z.int() };

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
