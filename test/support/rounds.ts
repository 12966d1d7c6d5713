import type { Table } from '#shared/store/client.ts';

/**
 * What some work costs: calls to the table, in rounds. A round is a set of calls that were all sent before one of them was
 * answered, so the work waits for the table once for each round.
 */
export interface Cost {
  rounds: number;
  calls: number;
  /** The calls, one a line: the round, the name of the call, and the partitions that it is about. */
  sent: string[];
}

interface Input {
  Key?: { pk?: unknown };
  ExpressionAttributeValues?: Record<string, unknown>;
  RequestItems?: Record<string, { Keys?: { pk?: unknown }[] }>;
  TransactItems?: unknown[];
}

/**
 * Counts the calls and rounds of some work on a table. The answers of one round are given back together, when all of them
 * are there. Otherwise the round of the next call would depend on their speed. No other work may use the table meanwhile.
 */
export async function costOf<T>(table: Table, work: () => Promise<T>): Promise<{ result: T; cost: Cost }> {
  const cost: Cost = { rounds: 0, calls: 0, sent: [] };
  let waiting = 0;
  let allAnswered = () => {};
  let round = Promise.resolve();
  const name = 'test-rounds';
  table.client.middlewareStack.add(
    (next, context) => async (args) => {
      if (waiting === 0) {
        cost.rounds += 1;
        round = new Promise((resolve) => {
          allAnswered = resolve;
        });
      }
      waiting += 1;
      cost.calls += 1;
      cost.sent.push(`${cost.rounds} ${context.commandName} ${about(args.input as Input)}`);
      const own = round;
      try {
        return await next(args);
      } finally {
        waiting -= 1;
        if (waiting === 0) allAnswered();
        await own;
      }
    },
    { step: 'initialize', priority: 'high', name, override: true },
  );
  try {
    return { result: await work(), cost };
  } finally {
    table.client.middlewareStack.remove(name);
  }
}

function about({ Key, ExpressionAttributeValues, RequestItems, TransactItems }: Input): string {
  const keys = Object.values(RequestItems ?? {}).flatMap((one) => one.Keys ?? []);
  const parts = [Key?.pk, ...Object.values(ExpressionAttributeValues ?? {}), ...keys.map((one) => one.pk)];
  const named = parts
    .filter((one) => one !== undefined)
    .map((one) => (typeof one === 'string' ? one : JSON.stringify(one)));
  return TransactItems ? `${TransactItems.length} items` : named.join(' ');
}
