import type { PublishedLadder } from '../contract/ladder.ts';
import type { LadderRecord } from '../contract/publishing.ts';
import type { LadderEvent } from '../contract/record-ladder.ts';
import type { SealedRecord } from '../contract/records.ts';
import { recordEventWrite } from '../store/chain-writes.ts';
import { keys } from '../store/keys.ts';
import { ladderContent, ladderRecordShape } from '../store/ladders.ts';
import type { Write, writesOf } from '../store/transaction.ts';

/** Everything one event of a ladder writes. */
export interface LadderWriting {
  before: LadderRecord | null;
  after: LadderRecord;
  sealed: SealedRecord<LadderEvent>;
  /** The document that is drafted or published. Null if there is none. */
  document: PublishedLadder | null;
}

type Writes = ReturnType<typeof writesOf>;

/** The writes of the event, of the record if it has not changed since it was read, and of the document. */
export function writesFor(write: Writes, { before, after, sealed, document }: LadderWriting): Write[] {
  const record = { ...ladderRecordShape.content(after), ...keys.ladderRecord(after.id) };
  return [
    before ? write.putIfRevision('head', record, before.revision) : write.putNew('head', record),
    recordEventWrite(write, sealed),
    ...documentWrites(write, after.id, sealed.event, document),
  ];
}

/** A published version is put once and never changes. A draft is removed when it is published or discarded. */
function documentWrites(
  write: Writes,
  id: string,
  { type, data }: LadderEvent,
  ladder: PublishedLadder | null,
): Write[] {
  switch (type) {
    case 'draft-saved':
      return [write.put('other', { ...contentOf(ladder), ...keys.ladderDraft(id) })];
    case 'draft-discarded':
      return [write.remove('other', keys.ladderDraft(id))];
    case 'ladder-published':
      return [
        write.putNew('other', { ...contentOf(ladder), ...keys.ladder(id, data.version) }),
        write.remove('other', keys.ladderDraft(id)),
      ];
    case 'publication-proposed':
    case 'proposal-withdrawn':
      return [];
  }
}

function contentOf(ladder: PublishedLadder | null) {
  if (!ladder) throw new Error('A ladder is saved or published with its document');
  return ladderContent(ladder);
}
