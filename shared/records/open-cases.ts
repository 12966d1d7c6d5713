import { hasOpenPart, type OpenCase } from '../domain/directory/involvement.ts';
import { headIn, openPartsOf } from '../store/cases.ts';
import type { Table } from '../store/client.ts';
import { peopleIn } from '../store/directory.ts';
import { getMany } from '../store/items.ts';
import { keys } from '../store/keys.ts';

/** The open cases in which a person takes part. */
export async function openCasesOf(table: Table, personId: string): Promise<OpenCase[]> {
  const related = await openPartsOf(table, personId);
  const found = await getMany(table, [
    ...related.map(({ caseId }) => keys.head(caseId)),
    ...related.map(({ engineerId }) => keys.profile(engineerId)),
  ]);
  return related.flatMap(({ caseId, engineerId }) => {
    const head = headIn(found, caseId);
    if (!head || head.status === 'closed' || !hasOpenPart(head, personId)) return [];
    return [{ head, engineer: peopleIn(found, [engineerId])[engineerId] ?? null }];
  });
}
