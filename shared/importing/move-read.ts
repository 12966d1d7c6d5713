import type { Outside } from '../cases/outside.ts';
import { type MoveListName, moveLists } from '../contract/file-names.ts';
import type { MoveRecord, MoveView } from '../contract/moves.ts';
import type { Person } from '../contract/people.ts';
import { isHrForAll } from '../domain/people.ts';
import { mayConfirm } from '../domain/proposals/decide.ts';
import { hrOnly, hrOrDirectorOnly } from '../records/hr-only.ts';
import { loadNames, type NameOf } from '../records/names.ts';
import { loadParts, partsOf } from '../store/imports.ts';
import { countMoved, listMoves, loadMoves } from '../store/moves.ts';
import { openProposalsFor } from '../store/proposals.ts';
import { mostFaults } from './check.ts';
import { type AskedList, type ListPart, shownOf } from './lists.ts';
import { noSuchMove } from './move.ts';

/** So many of the newest moves are listed. */
const listed = 10;

/** The newest moves to other issuers, the newest first, and the names of those who sent them, for HR. Throws `Refusal`. */
export async function readMoves({ table }: Outside, viewer: Person): Promise<{ moves: MoveView[]; nameOf: NameOf }> {
  hrOnly(viewer);
  const newest = await listMoves(table, listed);
  const ids = newest.map((one) => one.id);
  const [records, nameOf, ...come] = await Promise.all([
    loadMoves(table, ids),
    loadNames(
      table,
      newest.map((one) => one.by),
    ),
    ...ids.map((id) => countMoved(table, id)),
  ]);
  const moves = records.map((record) => ({ ...record, come: come[ids.indexOf(record.id)] ?? 0 }));
  return { moves, nameOf };
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
  return { record: { ...record, come }, shown: shownOf(asked, moveLists, found, (list) => partsIn(record, list)) };
}

function partsIn({ found, progress }: MoveRecord, list: MoveListName): number {
  if (list === 'leftover') return progress && progress.apart > 0 ? progress.next : 0;
  if (!found) return 0;
  return partsOf(list === 'faults' ? Math.min(found.faults, mostFaults) : found.holders);
}
