import {
  headItem,
  isSameUnit,
  type Listed,
  listedIn,
  type Unit,
  unitFor,
  unitOf,
  unlisted,
} from '../store/case-lists.ts';
import { getMany } from '../store/items.ts';
import { keys } from '../store/keys.ts';
import { transact, type Write, writesOf } from '../store/transaction.ts';
import { openPartWrites } from './open-parts.ts';
import type { Outside } from './outside.ts';
import type { Directory } from './resettle.ts';

/**
 * Puts a case into the lists of its engineer's team and ODC, and among the open cases of everybody with a part, if it is not
 * there or these have changed. Nothing of the case changes with it. If somebody else writes the case at the same time, the next
 * sweep does it.
 */
export async function keepListed({ table }: Outside, listed: Listed, { people }: Directory): Promise<void> {
  const { head, unit, hasParts } = listed;
  const engineer = (await people([head.engineerId]))[head.engineerId];
  const now = engineer ? unitOf(engineer) : unit;
  const isThere = now === null || (unit !== null && isSameUnit(unit, unitFor(head, now)));
  if (!isThere || !hasParts) await transact(table, listingWrites(writesOf(table), listed, now));
}

/** The writes that bring a case as it is into the lists. */
function listingWrites(write: ReturnType<typeof writesOf>, { head, hasParts }: Listed, unit: Unit | null): Write[] {
  return [
    write.putIfVersion('head', headItem(head, unit), head.version),
    ...(hasParts ? [] : openPartWrites(write, null, head)),
  ];
}

/** How many heads from before are brought into the lists at once: as many as one request reads. */
const broughtAtOnce = 100;

/** The most closed cases that one sweep brings into the lists: a sweep must end before the next one begins. */
const mostClosed = 1000;

/**
 * Brings the heads into the lists that were stored before cases had lists: all open ones, and some closed ones, so that the
 * next sweeps bring the others. A command on such a case does the same. Gives the number of heads.
 */
export async function bringIntoLists(outside: Outside, directory: Directory): Promise<number> {
  const { table } = outside;
  let brought = 0;
  let closed = 0;
  while (closed < mostClosed) {
    const found = await unlisted(table, broughtAtOnce);
    if (found.length === 0) return brought;
    const items = await getMany(
      table,
      found.map(({ caseId }) => keys.head(caseId)),
    );
    const people = await directory.people(found.map(({ engineerId }) => engineerId));
    const heads = found.flatMap(({ caseId }) => listedIn(items, caseId) ?? []);
    const done = await Promise.all(
      heads.map(async (listed) => {
        const engineer = people[listed.head.engineerId];
        return (await transact(table, listingWrites(writesOf(table), listed, engineer ? unitOf(engineer) : null))).ok;
      }),
    );
    brought += done.filter(Boolean).length;
    closed += heads.filter(({ head }) => head.status === 'closed').length;
    // The index is a moment behind: it can show what was just brought in. The next sweep looks again.
    if (!done.some(Boolean)) return brought;
  }
  return brought;
}
