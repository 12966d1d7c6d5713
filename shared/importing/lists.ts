import type { ImportList, ListOf } from '../store/file-lists.ts';

/** The lists of a file, which people read in parts. */

/** Which part of which list is asked for. The first part is 0. `list` null: the first list that has something in it. */
export interface AskedList<L extends ImportList> {
  list: L | null;
  part: number;
}

/** A part of a list, and which part comes next. Null: it is the last one. */
export type ListPart<L extends ImportList> = {
  [list in L]: { list: list; items: ListOf[list][]; next: number | null };
}[L];

/**
 * The part that is asked for. Null: no list has something in it.
 *
 * @param found the parts that were read of each list, because only the record says which of them has something in it.
 * @param partsIn in how many parts a list is stored. What an earlier run wrote beyond them does not count.
 */
export function shownOf<L extends ImportList>(
  { list, part }: AskedList<L>,
  lists: readonly L[],
  found: { [list in L]: ListOf[list][] },
  partsIn: (list: L) => number,
): ListPart<L> | null {
  const shown = list ?? lists.find((one) => partsIn(one) > 0);
  return shown ? partOf(shown, part, found, partsIn(shown)) : null;
}

/** A part of one list, which is stored in so many parts. */
export function partOf<L extends ImportList>(
  list: L,
  part: number,
  found: { [list in L]: ListOf[list][] },
  parts: number,
): ListPart<L> {
  const items = part < parts ? found[list] : [];
  return { list, items, next: part + 1 < parts ? part + 1 : null } as ListPart<L>;
}
