import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Table } from './client.ts';
import type { Key } from './keys.ts';

export type Action = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** How many attempts are made before giving up, if others are first each time. */
export const attempts = 5;

/** What a write is for, so that a failed transaction can say which part of it failed. */
export type Part = 'head' | 'event' | 'answer' | 'guard' | 'open-case' | 'token' | 'address' | 'other';

export interface Write {
  part: Part;
  action: Action;
}

/** Whether everything was written, or which parts failed. `conflict`: another transaction was writing the same item. */
export type Committed = { ok: true } | { ok: false; lost: (Part | 'conflict')[] };

/** The key of the item that a write puts, checks or deletes. */
export function keyOf({ action }: Write): Key {
  return (action.Put?.Item ?? action.Delete?.Key ?? action.ConditionCheck?.Key) as unknown as Key;
}

/** The limits of one transaction. */
export const transactionLimits = { actions: 100, bytes: 4 * 1024 * 1024 } as const;

/** Writes all or nothing. Throws on anything but a failed condition or a conflict. */
export async function transact(table: Table, writes: readonly Write[]): Promise<Committed> {
  try {
    await table.client.send(new TransactWriteCommand({ TransactItems: writes.map((write) => write.action) }));
    return { ok: true };
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const reasons = error.CancellationReasons ?? [];
    const lost = reasons.flatMap((reason, at) => {
      if (reason.Code === 'ConditionalCheckFailed') return [writes[at]?.part ?? 'other'];
      if (reason.Code === 'TransactionConflict') return ['conflict' as const];
      return [];
    });
    // Any other failure (too large, throttled, a bad request) is not a race. Deciding again would not help.
    if (lost.length === 0) throw error;
    return { ok: false, lost };
  }
}

/** Makes writes that have no conditions and need not be atomic together, in as few transactions as possible. */
export async function writeAll(table: Table, writes: readonly Write[]): Promise<void> {
  for (let at = 0; at < writes.length; at += transactionLimits.actions) {
    const done = await transact(table, writes.slice(at, at + transactionLimits.actions));
    if (!done.ok) throw new Error('Another process is writing the same items');
  }
}

/** Writes of one table. A condition is on the item itself. */
export function writesOf({ name: TableName }: Table) {
  return {
    put: (part: Part, item: Record<string, unknown> & Key): Write => ({
      part,
      action: { Put: { TableName, Item: item } },
    }),
    putNew: (part: Part, item: Record<string, unknown> & Key): Write => ({
      part,
      action: { Put: { TableName, Item: item, ConditionExpression: 'attribute_not_exists(pk)' } },
    }),
    putIfVersion: (part: Part, item: Record<string, unknown> & Key, version: number): Write => ({
      part,
      action: {
        Put: {
          TableName,
          Item: item,
          ConditionExpression: 'version = :version',
          ExpressionAttributeValues: { ':version': version },
        },
      },
    }),
    putIfRevision: (part: Part, item: Record<string, unknown> & Key, revision: number): Write => ({
      part,
      action: {
        Put: {
          TableName,
          Item: item,
          ConditionExpression: 'revision = :revision',
          ExpressionAttributeValues: { ':revision': revision },
        },
      },
    }),
    checkVersion: (part: Part, { pk, sk }: Key, version: number): Write => ({
      part,
      action: {
        ConditionCheck: {
          TableName,
          Key: { pk, sk },
          ConditionExpression: 'version = :version',
          ExpressionAttributeValues: { ':version': version },
        },
      },
    }),
    checkAbsent: (part: Part, { pk, sk }: Key): Write => ({
      part,
      action: {
        ConditionCheck: { TableName, Key: { pk, sk }, ConditionExpression: 'attribute_not_exists(pk)' },
      },
    }),
    checkField: (part: Part, { pk, sk }: Key, field: string, value: string): Write => ({
      part,
      action: {
        ConditionCheck: {
          TableName,
          Key: { pk, sk },
          ConditionExpression: `${field} = :value`,
          ExpressionAttributeValues: { ':value': value },
        },
      },
    }),
    removeIfVersion: (part: Part, { pk, sk }: Key, version: number): Write => ({
      part,
      action: {
        Delete: {
          TableName,
          Key: { pk, sk },
          ConditionExpression: 'version = :version',
          ExpressionAttributeValues: { ':version': version },
        },
      },
    }),
    remove: (part: Part, { pk, sk }: Key): Write => ({ part, action: { Delete: { TableName, Key: { pk, sk } } } }),
  };
}
