import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { type Cycle, CycleRecord } from '../contract/cycles.ts';
import type { Table } from './client.ts';
import { type Item, nameOf, queryAll } from './items.ts';
import { keys } from './keys.ts';
import { shape } from './shape.ts';

/** How a cycle is stored. */
export const cycleShape = shape(CycleRecord);

/** A cycle, consistently; null when there is none of this id. */
export async function loadCycle(table: Table, id: string): Promise<Cycle | null> {
  const record = await loadCycleRecord(table, id);
  return record && cycleOf(record);
}

/** The same with the end of its chain. */
export async function loadCycleRecord(table: Table, id: string): Promise<CycleRecord | null> {
  const { Item: item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: keys.cycle(id), ConsistentRead: true }),
  );
  return item ? cycleShape.read(item) : null;
}

/** Finds it among items that were read by key. */
export function cycleIn(found: ReadonlyMap<string, Item>, id: string): Cycle | null {
  const item = found.get(nameOf(keys.cycle(id)));
  return item ? cycleOf(cycleShape.read(item)) : null;
}

/** Every cycle, open and closed, by id, consistently. */
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
