import type { ImportRecord } from '../contract/imports.ts';
import type { RecordState } from '../contract/proposals.ts';
import { foundView } from './found-view.ts';

/** What a proposal says of a file of people, as it was when it was proposed. Null: it is not checked. */
export function stateOfImport({
  by,
  fileName,
  digest,
  isFull,
  addsPlaces,
  restOf,
  found,
}: Omit<ImportRecord, 'version'>): RecordState | null {
  return (
    found && { data: { by, fileName, file: digest, isFull, addsPlaces, restOf, found: foundView(found) }, body: null }
  );
}

/** Whether a file that was checked says what the directory says. */
export function isWithoutChanges({ found }: Pick<ImportRecord, 'found'>): boolean {
  return Object.values(found?.kinds ?? {}).every((count) => count === 0);
}
