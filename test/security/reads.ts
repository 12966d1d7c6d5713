import type { Table } from '#shared/store/client.ts';

const reading = ['GetItemCommand', 'QueryCommand', 'BatchGetItemCommand', 'TransactGetItemsCommand'];

/**
 * Answers repeated reads from memory until the next write. Thousands of requests in these tests change nothing and read
 * the same few items. Returns a function that stops this.
 */
export function rememberReads(table: Table): () => void {
  const known = new Map<string, unknown>();
  const name = 'test-remembered-reads';
  table.client.middlewareStack.add(
    (next, context) => async (args) => {
      const command = context.commandName ?? '';
      if (!reading.includes(command)) {
        known.clear();
        return next(args);
      }
      const key = `${command} ${JSON.stringify(args.input)}`;
      if (known.has(key)) return structuredClone(known.get(key)) as Awaited<ReturnType<typeof next>>;
      const { output } = await next(args);
      known.set(key, { output, response: {} });
      return { output, response: {} };
    },
    { step: 'initialize', priority: 'high', name, override: true },
  );
  return () => table.client.middlewareStack.remove(name);
}
