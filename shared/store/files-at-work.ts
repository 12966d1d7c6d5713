import { type ExportState, type ImportState, isAtWork, type MoveState } from '../contract/file-names.ts';
import type { Table } from './client.ts';
import { queryAll } from './items.ts';

/**
 * Every file of a kind with work left, however old. The index that finds them is a moment behind, they themselves are not.
 *
 * @param part the part of the index of people that lists this kind
 */
export async function filesAtWork<R extends { state: ImportState | MoveState | ExportState }>(
  table: Table,
  part: string,
  load: (ids: string[]) => Promise<R[]>,
): Promise<R[]> {
  const items = await queryAll(table, {
    IndexName: 'people',
    KeyConditionExpression: 'peoplePk = :pk',
    ExpressionAttributeValues: { ':pk': part },
    ProjectionExpression: 'peopleSk',
  });
  return (await load(items.map(({ peopleSk }) => String(peopleSk)))).filter(({ state }) => isAtWork(state));
}
