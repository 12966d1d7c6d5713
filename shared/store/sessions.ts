import { createHash } from 'node:crypto';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from '../contract/zod.ts';
import type { Table } from './client.ts';
import { keys } from './keys.ts';
import { shape } from './shape.ts';
import { attempts, transact, writesOf } from './transaction.ts';

/**
 * A signed-in browser, or a sign-in under way. The cookie holds a random id; the table knows only its hash. `expires` is
 * epoch seconds, and what the table's own clean-up goes by.
 */

const Session = z.strictObject({
  kind: z.literal('session'),
  personId: z.string(),
  /** When it ends if nobody does anything in it. */
  expires: z.int(),
  /** When it ends whatever is done in it; epoch seconds. */
  ends: z.int(),
  version: z.int().check(z.minimum(1)),
});
const Pending = z.strictObject({
  kind: z.literal('sign-in'),
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  returnTo: z.string(),
  expires: z.int(),
});
const Item = z.discriminatedUnion('kind', [Session, Pending]);
export type Session = z.infer<typeof Session>;
export type Pending = z.infer<typeof Pending>;
export type SessionItem = z.infer<typeof Item>;
export const sessionShape = shape(Item);

const keyOf = (id: string) => keys.session(createHash('sha256').update(id).digest('hex'));

/** Keeps a new item under a new id. */
export async function keepSession(table: Table, id: string, item: SessionItem): Promise<void> {
  const kept = await transact(table, [
    writesOf(table).putNew('other', { ...sessionShape.content(item), ...keyOf(id) }),
  ]);
  if (!kept.ok) throw new Error('A session id came twice');
}

/** The item under an id; null when there is none or its time is over, which the table's own clean-up may be late to see. */
export async function loadSession(table: Table, id: string, now: Date): Promise<SessionItem | null> {
  const { Item: found } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: keyOf(id), ConsistentRead: true }),
  );
  const item = found ? sessionShape.read(found) : null;
  return item && item.expires > now.getTime() / 1000 ? item : null;
}

/** Puts off the end of a session that was read, if it is still the one that was read: one that was ended stays ended. */
export async function renewSession(table: Table, id: string, session: Session, expires: number): Promise<void> {
  const renewed: Session = { ...session, expires, version: session.version + 1 };
  await transact(table, [
    writesOf(table).putIfVersion('other', { ...sessionShape.content(renewed), ...keyOf(id) }, session.version),
  ]);
}

/** Ends a session at once, wherever its cookie may be. */
export async function endSession(table: Table, id: string): Promise<void> {
  // A renewal under way can stand in the way for a moment; it must not keep the session alive.
  for (let attempt = 0; attempt < attempts; attempt++)
    if ((await transact(table, [writesOf(table).remove('other', keyOf(id))])).ok) return;
  throw new Error('The session could not be ended');
}
