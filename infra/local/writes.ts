import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** Calls `wrote` after each write that a client sends, also after one that failed: it may have been done all the same. */
export function afterWrites(client: Pick<DynamoDBClient, 'middlewareStack'>, wrote: () => void): void {
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      (args) =>
        /Put|Update|Delete|Write/.test(commandName) ? next(args).finally(wrote) : next(args),
    { step: 'initialize', name: 'rungs-writes' },
  );
}
