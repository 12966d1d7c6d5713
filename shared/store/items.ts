import { BatchGetCommand, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Table } from './client.ts';
import type { Key } from './keys.ts';
import { tableSpec } from './table.ts';

export type Item = Record<string, unknown> & Key;

/** The keys of the table and of its indexes, and what indexes of cases hold beside the facts of a head. */
const indexAttributes = [
  ...[tableSpec, ...tableSpec.indexes].flatMap(({ partitionKey, sortKey }) => [partitionKey, sortKey]),
  'listed',
];

/** An item without its keys and what is there only for its indexes. */
export function contentOf(item: Record<string, unknown>): Record<string, unknown> {
  const content = { ...item };
  for (const attribute of indexAttributes) delete content[attribute];
  return content;
}

/** Every item of a query, page after page. */
export async function queryAll(table: Table, input: Omit<QueryCommandInput, 'TableName'>): Promise<Item[]> {
  const items: Item[] = [];
  let from: QueryCommandInput['ExclusiveStartKey'];
  do {
    const page = await table.client.send(
      new QueryCommand({ ...input, TableName: table.name, ...(from ? { ExclusiveStartKey: from } : {}) }),
    );
    items.push(...((page.Items ?? []) as Item[]));
    from = page.LastEvaluatedKey;
  } while (from);
  return items;
}

/** One page of a query: `limit` items at most, after a key. `isEnd`: nothing follows them. */
export async function queryPage(
  table: Table,
  input: Omit<QueryCommandInput, 'TableName' | 'Limit' | 'ExclusiveStartKey'>,
  limit: number,
  after?: Record<string, string>,
): Promise<{ items: Item[]; isEnd: boolean }> {
  const page = await table.client.send(
    new QueryCommand({
      ...input,
      TableName: table.name,
      Limit: limit,
      ...(after ? { ExclusiveStartKey: after } : {}),
    }),
  );
  return { items: (page.Items ?? []) as Item[], isEnd: page.LastEvaluatedKey === undefined };
}

/** The most keys that one request can have. */
const atOnce = 100;

/**
 * Reads items by key, 100 in one request and all requests at once. Missing items are left out. Reads that are not consistent
 * cost half and can be a moment behind: nothing may be decided on them.
 */
export async function getMany(
  table: Table,
  wanted: readonly Key[],
  { isConsistent = true }: { isConsistent?: boolean } = {},
): Promise<Map<string, Item>> {
  const found = new Map<string, Item>();
  let keys: Key[] = [...new Map(wanted.map(({ pk, sk }) => [nameOf({ pk, sk }), { pk, sk }])).values()];
  while (keys.length > 0) {
    const hundreds = Array.from({ length: Math.ceil(keys.length / atOnce) }, (_, at) =>
      keys.slice(at * atOnce, (at + 1) * atOnce),
    );
    const answers = await Promise.all(
      hundreds.map((Keys) =>
        table.client.send(
          new BatchGetCommand({ RequestItems: { [table.name]: { Keys, ConsistentRead: isConsistent } } }),
        ),
      ),
    );
    for (const answer of answers)
      for (const item of (answer.Responses?.[table.name] ?? []) as Item[]) found.set(nameOf(item), item);
    keys = answers.flatMap((answer) => (answer.UnprocessedKeys?.[table.name]?.Keys ?? []) as Key[]);
  }
  return found;
}

/** One string for a key, to look items up by. */
export function nameOf({ pk, sk }: Key): string {
  return `${pk}|${sk}`;
}
