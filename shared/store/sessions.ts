import { createHash } from 'node:crypto';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Table } from './client.ts';
import { contentOf } from './items.ts';
import { keys } from './keys.ts';
import { transact, writesOf } from './transaction.ts';

/** A signed-in browser, or a sign-in under way. The cookie holds a random id; the table knows only its hash. */

const Session = z.strictObject({ kind: z.literal('session'), personId: z.string(), expires: z.int() });
const Pending = z.strictObject({
  kind: z.literal('sign-in'),
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  returnTo: z.string(),
  expires: z.int(),
});
const Item = z.discriminatedUnion('kind', [Session, Pending]);
export type SessionItem = z.infer<typeof Item>;

const keyOf = (id: string) => keys.session(createHash('sha256').update(id).digest('hex'));

/** Keeps an item under an id until `expires` (epoch seconds). */
export async function keepSession(table: Table, id: string, item: SessionItem): Promise<void> {
  await transact(table, [writesOf(table).put('other', { ...item, ...keyOf(id) })]);
}

/** The item under an id; null when there is none or its time is over, which the table's own clean-up may be late to see. */
export async function loadSession(table: Table, id: string, now: Date): Promise<SessionItem | null> {
  const { Item: found } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: keyOf(id), ConsistentRead: true }),
  );
  const item = found ? Item.parse(contentOf(found)) : null;
  return item && item.expires > now.getTime() / 1000 ? item : null;
}

/** Ends a session at once, wherever its cookie may be. */
export async function endSession(table: Table, id: string): Promise<void> {
  await transact(table, [writesOf(table).remove('other', keyOf(id))]);
}
