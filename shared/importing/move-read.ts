import { endOf, type Page, pageAmong, placeIn } from '../cases/cursor.ts';
import type { Outside } from '../cases/outside.ts';
import { fileLimits, type MoveListName, moveLists } from '../contract/file-names.ts';
import { MoveId } from '../contract/move-id.ts';
import type { MoveRecord, MovesQuery, MoveView } from '../contract/moves.ts';
import type { Person } from '../contract/people.ts';
import * as z from '../contract/zod.ts';
import { isHrForAll } from '../domain/people.ts';
import { mayConfirm } from '../domain/proposals/decide.ts';
import { hrOnly, hrOrDirectorOnly } from '../records/hr-only.ts';
import { type NameOf, namesOf } from '../records/names.ts';
import { loadPeople } from '../store/directory.ts';
import { loadParts, partsOf } from '../store/file-lists.ts';
import { countMoved, listMoves, loadMoves } from '../store/moves.ts';
import { openProposalsFor } from '../store/proposals.ts';
import { foundView } from './found-view.ts';
import { type AskedList, type ListPart, shownOf } from './lists.ts';
import { noSuchMove } from './move.ts';

/** A cursor of the list: the move after which it goes on. */
const AfterMove = z.strictObject({ id: MoveId });

/** A page of the moves to other issuers, with the names of those who sent them. */
export type MoveList = Page<MoveView> & { nameOf: NameOf };

/** The moves to other issuers, the newest first, and the names of those who sent them, for HR. Throws `Refusal`. */
export async function readMoves({ table }: Outside, viewer: Person, { limit, cursor }: MovesQuery): Promise<MoveList> {
  hrOnly(viewer);
  const senders = new Map<string, Person>();
  const placeOf = ({ id }: { id: string }) => ({ id });
  const page = await pageAmong({
    limit,
    from: placeIn(AfterMove, cursor),
    look: async (from) => {
      const { listed, isEnd } = await listMoves(table, limit + 1, from?.id);
      const ids = listed.map((one) => one.id);
      const [records, people, ...come] = await Promise.all([
        loadMoves(table, ids),
        loadPeople(
          table,
          listed.map((one) => one.by),
        ),
        ...ids.map((id) => countMoved(table, id)),
      ]);
      for (const person of Object.values(people)) senders.set(person.id, person);
      const shown = records.map((record) => viewOf(record, come[ids.indexOf(record.id)] ?? 0));
      return { shown, end: endOf(listed, isEnd, placeOf) };
    },
    placeOf,
  });
  return { ...page, nameOf: namesOf(senders.values()) };
}

/**
 * A move with a part of one of its lists, for HR, and for a delivery director whose step it is to confirm it. Throws
 * `Refusal`.
 */
export async function readMoveWith(
  { table }: Outside,
  viewer: Person,
  { id, ...asked }: AskedList<MoveListName> & { id: string },
): Promise<{ record: MoveView; shown: ListPart<MoveListName> | null }> {
  hrOrDirectorOnly(viewer);
  const [[record], come, found, open] = await Promise.all([
    loadMoves(table, [id]),
    countMoved(table, id),
    loadParts(table, id, asked.list ? [asked.list] : moveLists, asked.part),
    isHrForAll(viewer) ? [] : openProposalsFor(table, id),
  ]);
  const ofMoves = open.filter((one) => one.kind === 'issuer-move' || one.kind === 'issuer-move-end');
  const mayRead = isHrForAll(viewer) || ofMoves.some((one) => mayConfirm(one, viewer));
  if (!record || !mayRead) throw noSuchMove();
  return { record: viewOf(record, come), shown: shownOf(asked, moveLists, found, (list) => partsIn(record, list)) };
}

const viewOf = ({ tries: _tries, ...record }: MoveRecord, come: number): MoveView => ({
  ...record,
  found: foundView(record.found),
  come,
});

function partsIn({ found, progress }: MoveRecord, list: MoveListName): number {
  if (list === 'leftover') return progress && progress.apart > 0 ? progress.next : 0;
  if (!found) return 0;
  return partsOf(list === 'faults' ? Math.min(found.faults, fileLimits.faults) : found.holders);
}
