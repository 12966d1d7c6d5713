import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from '../contract/zod.ts';
import type { Table } from './client.ts';
import { keys } from './keys.ts';
import { shape } from './shape.ts';
import { transact, writesOf } from './transaction.ts';

/** When the setup of an organisation ended. From then on HR keeps what it brought. */
export const setupShape = shape(z.strictObject({ endedAt: z.iso.datetime() }));

/** When the setup of this table ended. Null: it has not ended, or it was before that was kept. */
export async function loadSetupEnd(table: Table): Promise<string | null> {
  const { Item: item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: keys.setup, ConsistentRead: true }),
  );
  return item ? setupShape.read(item).endedAt : null;
}

/** Keeps that the setup of this table has ended. The first end stays. */
export async function keepSetupEnd(table: Table, endedAt: string): Promise<void> {
  await transact(table, [writesOf(table).putNew('other', { ...setupShape.content({ endedAt }), ...keys.setup })]);
}
