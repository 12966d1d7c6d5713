import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { CaseHead } from '../contract/case.ts';
import { type DraftForm, SavedDraft } from '../contract/drafts.ts';
import type { Table } from './client.ts';
import { keys } from './keys.ts';
import { shape } from './shape.ts';
import { type Committed, transact, type Write, writesOf } from './transaction.ts';

export const draftShape = shape(SavedDraft);

/** A person's draft of a form of a case, read consistently. Null if there is none. */
export async function loadDraft(
  table: Table,
  caseId: string,
  personId: string,
  form: DraftForm,
): Promise<SavedDraft | null> {
  const { Item: item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: keys.draft(caseId, personId, form), ConsistentRead: true }),
  );
  return item ? draftShape.read(item) : null;
}

/**
 * Stores the next version of a draft. Fails if the case has changed since it was read, so that a form that was
 * submitted meanwhile leaves no draft behind. Fails also if another save of the same draft was first.
 */
export function keepDraft(
  table: Table,
  head: Pick<CaseHead, 'id' | 'version'>,
  personId: string,
  form: DraftForm,
  draft: SavedDraft,
): Promise<Committed> {
  const write = writesOf(table);
  return transact(table, [
    draftWrite(write, head.id, personId, form, draft),
    write.checkVersion('head', keys.head(head.id), head.version),
  ]);
}

/** The write of the next version of a draft. */
export function draftWrite(
  write: ReturnType<typeof writesOf>,
  caseId: string,
  personId: string,
  form: DraftForm,
  draft: SavedDraft,
): Write {
  const item = { ...draftShape.content(draft), ...keys.draft(caseId, personId, form) };
  return draft.version === 1 ? write.putNew('other', item) : write.putIfVersion('other', item, draft.version - 1);
}
