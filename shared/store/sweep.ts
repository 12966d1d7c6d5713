import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { SweepState } from '../contract/sweep.ts';
import type { Table } from './client.ts';
import { keys } from './keys.ts';
import { shape } from './shape.ts';
import { transact, writesOf } from './transaction.ts';

/** How the place of the sweep is stored. */
export const sweepShape = shape(SweepState);

/** How far the sweep has come. Null if it has never run. */
export async function loadSweepState(table: Table): Promise<SweepState | null> {
  const { Item: item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: keys.sweep, ConsistentRead: true }),
  );
  return item ? sweepShape.read(item) : null;
}

/** Stores how far the sweep has come. `version` is the one that is stored now, 0 if none is. False: another run was first. */
export async function keepSweepState(table: Table, state: SweepState, version: number): Promise<boolean> {
  const write = writesOf(table);
  const item = { ...sweepShape.content(state), ...keys.sweep };
  const put = version === 0 ? write.putNew('other', item) : write.putIfVersion('other', item, version);
  return (await transact(table, [put])).ok;
}
