import { createHash } from 'node:crypto';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from '../contract/zod.ts';
import type { Table } from './client.ts';
import { keys } from './keys.ts';
import { shape } from './shape.ts';
import { attempts, transact, writesOf } from './transaction.ts';

/**
 * A signed-in browser, or a sign-in that has begun. The cookie has a random id, the table only its hash. `expires` is
 * in epoch seconds. DynamoDB deletes the item some time after it.
 */

const Session = z.strictObject({
  kind: z.literal('session'),
  personId: z.string(),
  /** The IANA time zone of the person at sign-in. Null: that of the company. */
  timeZone: z.nullable(z.string()),
  /** When it ends if no further request comes. Epoch seconds. */
  expires: z.int(),
  /** When it ends in any case. Epoch seconds. */
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
/** How a session is stored. In version 1 all people read days in UTC. */
export const sessionShape = shape(Item, [(item) => (item.kind === 'session' ? { ...item, timeZone: null } : item)]);

const hashOf = (id: string) => createHash('sha256').update(id).digest('hex');
const keyOf = (id: string) => keys.session(hashOf(id));

/** For this many seconds after a session must have ended, we still know that it has been. */
export const knownSeconds = 7 * 24 * 3600;

/** Stores a new item under a new id. Of a session it also stores that it has been. */
export async function keepSession(table: Table, id: string, item: SessionItem): Promise<void> {
  const { putNew } = writesOf(table);
  const known =
    item.kind === 'session'
      ? [putNew('other', { expires: item.ends + knownSeconds, ...keys.sessionKnown(hashOf(id)) })]
      : [];
  const kept = await transact(table, [putNew('other', { ...sessionShape.content(item), ...keyOf(id) }), ...known]);
  if (!kept.ok) throw new Error('A session id came twice');
}

/** The item under an id. Null if there is none or if it has expired, because DynamoDB can delete expired items late. */
export async function loadSession(table: Table, id: string, now: Date): Promise<SessionItem | null> {
  const { Item: found } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: keyOf(id), ConsistentRead: true }),
  );
  const item = found ? sessionShape.read(found) : null;
  return item && item.expires > now.getTime() / 1000 ? item : null;
}

/** Whether there has been a session under this id. False for one that ended more than some days ago. */
export async function wasSession(table: Table, id: string, now: Date): Promise<boolean> {
  const { Item: known } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: keys.sessionKnown(hashOf(id)), ConsistentRead: true }),
  );
  return typeof known?.expires === 'number' && known.expires > now.getTime() / 1000;
}

/** Extends a session, but only if it has not changed since it was read, so that an ended session stays ended. */
export async function renewSession(table: Table, id: string, session: Session, expires: number): Promise<void> {
  const renewed: Session = { ...session, expires, version: session.version + 1 };
  await transact(table, [
    writesOf(table).putIfVersion('other', { ...sessionShape.content(renewed), ...keyOf(id) }, session.version),
  ]);
}

/** Ends a session at once. Its cookie is then useless in any browser. */
export async function endSession(table: Table, id: string): Promise<void> {
  // A renewal at the same moment can block the deletion. It must not keep the session alive, so try again.
  for (let attempt = 0; attempt < attempts; attempt++)
    if ((await transact(table, [writesOf(table).remove('other', keyOf(id))])).ok) return;
  throw new Error('The session could not be ended');
}
