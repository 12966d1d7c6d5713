import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { type Cycle, CycleRecord } from '../contract/cycles.ts';
import type { Table } from './client.ts';
import { type Item, nameOf, queryAll } from './items.ts';
import { keys } from './keys.ts';
import { shape } from './shape.ts';

/** How a cycle is stored. */
export const cycleShape = shape(CycleRecord);

/** A cycle, read consistently. Null if there is none with this id. */
export async function loadCycle(table: Table, id: string): Promise<Cycle | null> {
  const record = await loadCycleRecord(table, id);
  return record && cycleOf(record);
}

/** A cycle with the end of its chain, read consistently. */
export async function loadCycleRecord(table: Table, id: string): Promise<CycleRecord | null> {
  const { Item: item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: keys.cycle(id), ConsistentRead: true }),
  );
  return item ? cycleShape.read(item) : null;
}

/** Finds a cycle among items that were read by key. */
export function cycleIn(found: ReadonlyMap<string, Item>, id: string): Cycle | null {
  const item = found.get(nameOf(keys.cycle(id)));
  return item ? cycleOf(cycleShape.read(item)) : null;
}

/** Every cycle, open or closed, by id, read consistently. */
export async function listCycles(table: Table): Promise<Cycle[]> {
  const items = await queryAll(table, {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': keys.cycleListPartition },
    ConsistentRead: true,
  });
  return items.map((item) => cycleOf(cycleShape.read(item)));
}

/** A cycle without the end of its chain. */
export function cycleOf({ audit: _audit, ...cycle }: CycleRecord): Cycle {
  return cycle;
}
