import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** Calls `wrote` after each write of a client, even if the write failed, because the table can have changed anyway. */
export function afterWrites(client: Pick<DynamoDBClient, 'middlewareStack'>, wrote: () => void): void {
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      (args) =>
        /Put|Update|Delete|Write/.test(commandName) ? next(args).finally(wrote) : next(args),
    { step: 'initialize', name: 'rungs-writes' },
  );
}
