import type { Table } from '#shared/store/client.ts';

const reading = ['GetCommand', 'QueryCommand', 'BatchGetCommand', 'TransactGetCommand'];

/**
 * Answers repeated reads from memory until something is written to a partition that they read. Thousands of requests in
 * these tests change nothing and read the same few items. Returns a function that stops this.
 */
export function rememberReads(table: Table): () => void {
  const known = new Map<string, { answer: object; of: string[] | null }>();
  let writes = 0;
  const forget = (written: string[] | null) => {
    writes += 1;
    for (const [key, { of }] of known)
      if (!of || !written || of.some((one) => written.includes(one))) known.delete(key);
  };
  const { client } = table;
  const send = client.send.bind(client);
  // In the place of `send`, and not among its middleware: resolving that takes longer than everything else here.
  client.send = async (command: Parameters<typeof send>[0]) => {
    const { input } = command;
    const name = command.constructor.name;
    if (!reading.includes(name)) {
      const written = partitionsIn(input);
      forget(written);
      const answer = await send(command);
      forget(written);
      return answer;
    }
    const key = `${name} ${JSON.stringify(input)}`;
    const before = known.get(key);
    if (before) return structuredClone(before.answer);
    const begun = writes;
    const { $metadata: _, ...answer } = await send(command);
    // What is written in the meantime can be in the answer or not.
    if (begun === writes) known.set(key, { answer: structuredClone(answer), of: partitionsIn(input) });
    return answer;
  };
  return () => {
    client.send = send;
  };
}

/** The partitions that a request names. Null: it reads an index, which any write can change. */
function partitionsIn(input: unknown): string[] | null {
  const found = new Set<string>();
  let isIndex = false;
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, inner] of Object.entries(value)) {
      if (name === 'IndexName') isIndex = true;
      if ((name === 'pk' || name === ':pk') && typeof inner === 'string') found.add(inner);
      else walk(inner);
    }
  };
  walk(input);
  return isIndex || found.size === 0 ? null : [...found];
}
