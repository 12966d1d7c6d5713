import { TextItem } from '../contract/attached.ts';
import type { Table } from './client.ts';
import { getMany, type Item, nameOf } from './items.ts';
import { keys } from './keys.ts';
import { shape } from './shape.ts';

export const textShape = shape(TextItem);

/** Attached texts of a case by digest, consistently. One that was erased is left out. */
export async function loadTexts(
  table: Table,
  caseId: string,
  digests: readonly string[],
): Promise<Record<string, TextItem>> {
  const found = await getMany(
    table,
    digests.map((digest) => keys.text(caseId, digest)),
  );
  return Object.fromEntries(
    digests.flatMap((digest) => {
      const text = textIn(found, caseId, digest);
      return text ? [[digest, text] as const] : [];
    }),
  );
}

/** An attached text among items that were read by key. Null if it was erased. */
export function textIn(found: ReadonlyMap<string, Item>, caseId: string, digest: string): TextItem | null {
  const item = found.get(nameOf(keys.text(caseId, digest)));
  return item ? textShape.read(item) : null;
}
