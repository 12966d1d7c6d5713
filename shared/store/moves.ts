import { isAtWork } from '../contract/file-names.ts';
import { MoveId } from '../contract/move-id.ts';
import { MoveRecord, type MoveRow } from '../contract/moves.ts';
import { PersonId } from '../contract/people.ts';
import { SignInId } from '../contract/sign-ins.ts';
import * as z from '../contract/zod.ts';
import type { Table } from './client.ts';
import { expiryOf, filePartOf } from './file-lists.ts';
import { filesAtWork } from './files-at-work.ts';
import { getMany, type Item, nameOf, queryAll, queryPage } from './items.ts';
import { indexKeys, moveKeys } from './keys.ts';
import { packedWrites } from './packed.ts';
import { shape } from './shape.ts';
import type { Write, writesOf } from './transaction.ts';

/**
 * Mapping files by which people move to another issuer. DynamoDB deletes every item of one when files of people are deleted, and
 * so long it counts.
 */

const expires = { expires: z.int() };

export const moveShape = shape(z.extend(MoveRecord, expires));
const Listed = z.strictObject({ id: MoveId, by: PersonId, ...expires });
export const listedMoveShape = shape(Listed);

/** Whose a sign-in becomes. */
export const mappedShape = shape(z.strictObject({ move: MoveId, personId: PersonId, ...expires }));
/** By which sign-in a person comes over. */
export const mappedToShape = shape(z.strictObject({ move: MoveId, signIn: SignInId, ...expires }));
/** How many people have come over. */
export const movedShape = shape(z.strictObject({ count: z.int(), version: z.int() }));

type Writes = ReturnType<typeof writesOf>;

/** Finds a move among items that were read by key. Null: there is none, or it was deleted. */
export function moveIn(found: ReadonlyMap<string, Item>, id: string): MoveRecord | null {
  const item = found.get(nameOf(moveKeys.move(id)));
  if (!item) return null;
  const { expires: _expires, ...record } = moveShape.read(item);
  return record;
}

/** Moves, read consistently. Those that were deleted are left out. */
export async function loadMoves(table: Table, ids: readonly string[]): Promise<MoveRecord[]> {
  const found = await getMany(
    table,
    ids.map((id) => moveKeys.move(id)),
  );
  return ids.flatMap((id) => moveIn(found, id) ?? []);
}

/** At most `limit` moves and who sent them, the newest first. `after`: only those that are older than this one. */
export async function listMoves(
  table: Table,
  limit: number,
  after?: string,
): Promise<{ listed: z.infer<typeof Listed>[]; isEnd: boolean }> {
  const { items, isEnd } = await queryPage(
    table,
    {
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': moveKeys.moveListPartition() },
      ScanIndexForward: false,
    },
    limit,
    after === undefined ? undefined : { ...moveKeys.listedMove(after) },
  );
  return { listed: items.map(listedMoveShape.read), isEnd };
}

/** Every move with work left. */
export function movesAtWork(table: Table): Promise<MoveRecord[]> {
  return filesAtWork(table, indexKeys.moveAtWork('').peoplePk, (ids) => loadMoves(table, ids));
}

/** The write of a move, if it has not changed since it was read. */
export function moveWrite(write: Writes, before: MoveRecord | null, after: Omit<MoveRecord, 'version'>): Write {
  const item = {
    ...moveShape.content({ ...after, version: (before?.version ?? 0) + 1, expires: expiryOf(after) }),
    ...moveKeys.move(after.id),
    ...(isAtWork(after.state) ? indexKeys.moveAtWork(after.id) : {}),
  };
  return before ? write.putIfVersion('head', item, before.version) : write.putNew('head', item);
}

/** The writes of a new mapping file, with its packed content. */
export function newMoveWrites(
  write: Writes,
  record: Omit<MoveRecord, 'version' | 'parts'>,
  packed: Uint8Array,
): Write[] {
  const until = { expires: expiryOf(record) };
  const parts = packedWrites(write, filePartOf(record.id), packed, until.expires);
  const { id, by } = record;
  return [
    moveWrite(write, null, { ...record, parts: parts.length }),
    write.putNew('other', { ...listedMoveShape.content({ id, by, ...until }), ...moveKeys.listedMove(id) }),
    ...parts,
  ];
}

/** The writes that let a row count. What an earlier file said of the person or the sign-in counts no more. */
export function mappedWrites(write: Writes, record: MoveRecord, { id: personId, signIn }: MoveRow): Write[] {
  const until = { move: record.id, expires: expiryOf(record) };
  return [
    write.put('other', { ...mappedShape.content({ personId, ...until }), ...moveKeys.mapped(signIn) }),
    write.put('other', { ...mappedToShape.content({ signIn, ...until }), ...moveKeys.mappedTo(personId) }),
  ];
}

/** Whose a sign-in becomes by a mapping file, and by which, among items that were read by key. Null: no file names it. */
export function mappedIn(
  found: ReadonlyMap<string, Item>,
  signIn: string,
): { personId: string; move: string; expires: number } | null {
  const item = found.get(nameOf(moveKeys.mapped(signIn)));
  return item ? mappedShape.read(item) : null;
}

/** Whether the newest file that names the person names this sign-in, among items that were read by key. */
export function isMappedTo(
  found: ReadonlyMap<string, Item>,
  { personId, move }: { personId: string; move: string },
  signIn: string,
): boolean {
  const item = found.get(nameOf(moveKeys.mappedTo(personId)));
  const to = item && mappedToShape.read(item);
  return to?.move === move && to.signIn === signIn;
}

/** The write that counts a person who comes over. It fails if another one was counted in the same part at this moment. */
export function movedWrite(
  write: Writes,
  found: ReadonlyMap<string, Item>,
  { move, signIn }: { move: string; signIn: string },
): Write {
  const key = moveKeys.moved(move, signIn);
  const item = found.get(nameOf(key));
  const before = item ? movedShape.read(item) : null;
  const after = { count: (before?.count ?? 0) + 1, version: (before?.version ?? 0) + 1 };
  const next = { ...movedShape.content(after), ...key };
  return before ? write.putIfVersion('other', next, before.version) : write.putNew('other', next);
}

/** How many people have come over by a move. */
export async function countMoved(table: Table, moveId: string): Promise<number> {
  const items = await queryAll(table, {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': moveKeys.movedPartition(moveId) },
  });
  return items.map(movedShape.read).reduce((sum, { count }) => sum + count, 0);
}
