import { CommandResult } from '#shared/contract/results.ts';
import { type Write, writesOf } from '#shared/store/transaction.ts';

export const write = writesOf({ name: 'table', client: undefined as never });
export const itemLimit = 400 * 1024;

/** A request under the longest key there can be. */
export const askedBy = (personId: string) => ({
  personId,
  key: 'k'.repeat(200),
  fingerprint: 'f'.repeat(64),
  shape: CommandResult,
});

export const itemsIn = (writes: Write[]) =>
  writes.flatMap((one) => (one.action.Put?.Item ? [one.action.Put.Item] : []));
