import { ToldMark, Untold } from '../contract/sweep.ts';
import type { Table } from './client.ts';
import { getMany, nameOf, queryAll } from './items.ts';
import { keys } from './keys.ts';
import { shape } from './shape.ts';
import { transact, type Write, writesOf } from './transaction.ts';

/** How it is stored what people were told, and what they were not told. */
export const toldShape = shape(ToldMark);
export const untoldShape = shape(Untold);

/** Up to which event people were told, and what is noted as untold, by the id of the case or the chain of the proposal. */
export async function loadTold(
  table: Table,
  of: readonly string[],
): Promise<Map<string, { seq: number; untold: Untold | null }>> {
  const found = await getMany(
    table,
    of.flatMap((one) => [keys.told(one), keys.untold(one)]),
  );
  return new Map(
    of.map((one) => {
      const mark = found.get(nameOf(keys.told(one)));
      const untold = found.get(nameOf(keys.untold(one)));
      return [one, { seq: mark ? toldShape.read(mark).seq : 0, untold: untold ? untoldShape.read(untold) : null }];
    }),
  );
}

/**
 * Marks that people were told of the events `from` to `to`. Does nothing if an event before them is not marked, because the
 * mark has no gap, or if these are marked already.
 */
export async function markTold(table: Table, of: string, from: number, to: number): Promise<void> {
  await transact(table, [markWrite(table, of, from, to)]);
}

/** Everything that is noted as untold. */
export async function allUntold(table: Table): Promise<Untold[]> {
  const items = await queryAll(table, {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': keys.untoldPartition },
    ConsistentRead: true,
  });
  return items.map(untoldShape.read);
}

/** Notes events as untold, in place of what was read. The stream brings this to the relay. False: it has changed since. */
export async function keepUntold(
  table: Table,
  before: Untold | null,
  after: Omit<Untold, 'version'>,
): Promise<boolean> {
  const write = writesOf(table);
  const item = { ...untoldShape.content({ ...after, version: (before?.version ?? 0) + 1 }), ...keys.untold(after.of) };
  return (
    await transact(table, [before ? write.putIfVersion('other', item, before.version) : write.putNew('other', item)])
  ).ok;
}

/**
 * People were told of these events after all. `mark` is the mark that was read with them. False: the mark or the note has
 * changed since.
 */
export async function removeUntold(table: Table, { of, to, version }: Untold, mark: number): Promise<boolean> {
  const write = writesOf(table);
  const writes = [
    write.removeIfVersion('other', keys.untold(of), version),
    ...(mark < to ? [markWrite(table, of, mark + 1, to)] : []),
  ];
  return (await transact(table, writes)).ok;
}

/** Moves the mark on to `to`, if it says at least the event before `from`, and not more. */
function markWrite({ name: TableName }: Table, of: string, from: number, to: number): Write {
  const Item = { ...toldShape.content({ seq: to }), ...keys.told(of) };
  const condition =
    from === 1
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : {
          ConditionExpression: 'seq >= :before AND seq < :seq',
          ExpressionAttributeValues: { ':before': from - 1, ':seq': to },
        };
  return { part: 'other', action: { Put: { TableName, Item, ...condition } } };
}
