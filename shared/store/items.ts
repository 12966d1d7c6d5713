import { BatchGetCommand, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Table } from './client.ts';
import type { Key } from './keys.ts';

export type Item = Record<string, unknown> & Key;

const keyAttributes = ['pk', 'sk', 'casesPk', 'casesSk', 'eventsPk', 'eventsSk', 'peoplePk', 'peopleSk'] as const;

/** An item without the attributes that only say where it lies. */
export function contentOf(item: Record<string, unknown>): Record<string, unknown> {
  const content = { ...item };
  for (const attribute of keyAttributes) delete content[attribute];
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

/** What one request takes. */
const atOnce = 100;

/** Reads items by key, consistently, up to 100 in one request; what is not there is left out. No key may come twice. */
export async function getMany(table: Table, wanted: readonly Key[]): Promise<Map<string, Item>> {
  const found = new Map<string, Item>();
  let keys: Record<string, unknown>[] = wanted.map(({ pk, sk }) => ({ pk, sk }));
  while (keys.length > 0) {
    const answer = await table.client.send(
      new BatchGetCommand({ RequestItems: { [table.name]: { Keys: keys.slice(0, atOnce), ConsistentRead: true } } }),
    );
    for (const item of (answer.Responses?.[table.name] ?? []) as Item[]) found.set(nameOf(item), item);
    const unprocessed = (answer.UnprocessedKeys?.[table.name]?.Keys ?? []) as Record<string, unknown>[];
    keys = [...unprocessed, ...keys.slice(atOnce)];
  }
  return found;
}

/** One string for a key, to look items up by. */
export function nameOf({ pk, sk }: Key): string {
  return `${pk}|${sk}`;
}
