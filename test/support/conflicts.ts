import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import type { Table } from '#shared/store/client.ts';

/**
 * Makes transactions fail in the way they fail in AWS when another transaction works on the same items. No emulator does
 * that. `should` is called before each transaction with its number, starting at 1, and says whether it fails.
 */
export function injectConflicts(table: Table, should: (transaction: number) => boolean): () => void {
  let count = 0;
  const name = 'test-transaction-conflict';
  table.client.middlewareStack.add(
    (next, context) => async (args) => {
      const input = args.input as { TransactItems?: unknown[] };
      if (context.commandName !== 'TransactWriteItemsCommand' && !input.TransactItems) return next(args);
      count += 1;
      if (!should(count)) return next(args);
      throw new TransactionCanceledException({
        $metadata: {},
        message: 'Transaction cancelled, please refer cancellation reasons for specific reasons [TransactionConflict]',
        CancellationReasons: (input.TransactItems ?? []).map((_, at) => ({
          Code: at === 0 ? 'TransactionConflict' : 'None',
        })),
      });
    },
    { step: 'initialize', name, override: true },
  );
  return () => table.client.middlewareStack.remove(name);
}
