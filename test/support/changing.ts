import type { Outside } from '#shared/cases/outside.ts';

/** Something that another person does. `given` are the people to whom the events in the transaction give a part. */
export type Change = (outside: Outside, given: readonly string[]) => Promise<unknown>;

export interface Written {
  /** What happened to each transaction of the work, in order. */
  transactions: ('written' | 'cancelled')[];
  /** `done`, or the code of the refusal. */
  outcome: string;
}

type Item = { data?: { slots?: { personId: string | null }[]; to?: unknown } };

/** Does some work. Just before its first transaction is sent, the first change happens, and so on. */
export async function changingBefore(
  outside: Outside,
  work: () => Promise<unknown>,
  changesFor: (given: string[]) => Change[],
): Promise<Written> {
  const { middlewareStack } = outside.table.client;
  const transactions: Written['transactions'] = [];
  let isChanging = false;
  middlewareStack.add(
    (next) => async (args) => {
      const { TransactItems } = args.input as { TransactItems?: { Put?: { Item?: Item } }[] };
      if (isChanging || !TransactItems) return next(args);
      const data = TransactItems.map((one) => one.Put?.Item?.data).filter((one) => one !== undefined);
      const given = data.flatMap(({ slots = [], to }) => [...slots.map((slot) => slot.personId), to]);
      const people = [...new Set(given.filter((id) => typeof id === 'string'))].sort();
      isChanging = true;
      await changesFor(people)[transactions.length]?.(outside, people);
      isChanging = false;
      try {
        const answer = await next(args);
        transactions.push('written');
        return answer;
      } catch (error) {
        transactions.push('cancelled');
        throw error;
      }
    },
    { step: 'initialize', name: 'test-change-before-transaction', override: true },
  );
  try {
    const outcome = await work().then(
      () => 'done',
      (error: { code?: string }) => error.code ?? String(error),
    );
    return { transactions, outcome };
  } finally {
    middlewareStack.remove('test-change-before-transaction');
  }
}
