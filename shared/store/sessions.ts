import { createHash } from 'node:crypto';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { SignInId } from '../contract/sign-ins.ts';
import * as z from '../contract/zod.ts';
import type { Table } from './client.ts';
import { keys } from './keys.ts';
import { shape } from './shape.ts';
import { attempts, transact, writesOf } from './transaction.ts';

/**
 * A signed-in browser. The cookie has a random id, the table only its hash. DynamoDB deletes the item some time after it
 * expires.
 */

const Session = z.strictObject({
  kind: z.literal('session'),
  personId: z.string(),
  /** The sign-in by which it began. Null: from before sign-ins had ids. */
  signIn: z.nullable(SignInId),
  /** The IANA time zone of the person at sign-in. Null: that of the company. */
  timeZone: z.nullable(z.string()),
  /** When it ends if no further request comes. Epoch seconds. */
  expires: z.int(),
  /** When it ends in any case. Epoch seconds. */
  ends: z.int(),
  version: z.int().check(z.minimum(1)),
});
export type Session = z.infer<typeof Session>;
/** How a session is stored. In version 1 all people read days in UTC. */
export const sessionShape = shape(Session, [
  (session) => ({ ...session, timeZone: null }),
  (session) => ({ ...session, signIn: null }),
]);

const hashOf = (id: string) => createHash('sha256').update(id).digest('hex');
const keyOf = (id: string) => keys.session(hashOf(id));

/** For this many seconds after a session must have ended, we still know that it has been. */
export const knownSeconds = 7 * 24 * 3600;

/** Stores a new session under a new id, and that it has been. */
export async function keepSession(table: Table, id: string, session: Session): Promise<void> {
  const { putNew } = writesOf(table);
  const kept = await transact(table, [
    putNew('other', { ...sessionShape.content(session), ...keyOf(id) }),
    putNew('other', { expires: session.ends + knownSeconds, ...keys.sessionKnown(hashOf(id)) }),
  ]);
  if (!kept.ok) throw new Error('A session id came twice');
}

/** The session under an id. Null if there is none or if it has expired, because DynamoDB can delete expired items late. */
export async function loadSession(table: Table, id: string, now: Date): Promise<Session | null> {
  const { Item: found } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: keyOf(id), ConsistentRead: true }),
  );
  const session = found ? sessionShape.read(found) : null;
  return session && session.expires > now.getTime() / 1000 ? session : null;
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
