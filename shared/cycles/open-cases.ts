import type { CycleCase } from '../contract/cycles.ts';
import type { Person } from '../contract/people.ts';
import { dueOf } from '../domain/case/state/instants.ts';
import { type Entry, searchCases } from '../store/case-lists.ts';
import { headIn } from '../store/cases.ts';
import type { Table } from '../store/client.ts';
import { peopleIn } from '../store/directory.ts';
import { getMany } from '../store/items.ts';
import { indexKeys, keys } from '../store/keys.ts';

/** How many open cases a cycle shows. The list of cases, filtered by the cycle, has all of them. */
const shown = 40;

/** The first open cases of a cycle, what is due first at the beginning. */
export interface OpenCasesOfCycle {
  openCases: CycleCase[];
  /** Whether there are more. */
  moreOpenCases: boolean;
}

/** The first cases of a cycle in the lists of open cases, and whether there are more. The lists are a moment behind. */
export async function placesInCycle(table: Table, cycleId: string): Promise<{ entries: Entry[]; more: boolean }> {
  const range = indexKeys.listedRange(true);
  const pages = await Promise.all(
    indexKeys.openParts.map((partition) =>
      searchCases(table, { part: { index: 'lists', partition }, isOpen: true, range, wanted: { cycleId } }),
    ),
  );
  const entries = pages.flatMap((page) => page.entries).sort((one, other) => (one.place < other.place ? -1 : 1));
  return { entries: entries.slice(0, shown), more: entries.length > shown || pages.some(({ upTo }) => upTo !== null) };
}

/** The cases among `found` as they are now, if they are still open and in the cycle. */
export async function openCasesAmong(
  table: Table,
  { entries, more }: Awaited<ReturnType<typeof placesInCycle>>,
  cycleId: string,
  now: string,
): Promise<OpenCasesOfCycle> {
  const found = await getMany(table, [
    ...entries.map(({ caseId }) => keys.head(caseId)),
    ...entries.map(({ engineerId }) => keys.profile(engineerId)),
  ]);
  const heads = entries.flatMap(({ caseId }) => headIn(found, caseId) ?? []);
  const within = heads.filter((head) => head.cycleId === cycleId && head.stage !== 'closed');
  const people = peopleIn(
    found,
    within.map((head) => head.engineerId),
  );
  const openCases = within.map((head) => ({
    id: head.id,
    engineer: namedOf(head.engineerId, people[head.engineerId]),
    transition: head.transition,
    stage: head.stage,
    ...dueOf(head, now),
  }));
  return { openCases, moreOpenCases: more };
}

/** A person of a list. Somebody who is not in the directory has the id as their name, and no team. */
function namedOf(
  id: string,
  { name, team }: Pick<Person, 'name' | 'team'> = { name: id, team: '' },
): CycleCase['engineer'] {
  return { id, name, team };
}

/** The first open cases of a cycle. */
export async function openCasesOf(table: Table, cycleId: string, now: string): Promise<OpenCasesOfCycle> {
  return openCasesAmong(table, await placesInCycle(table, cycleId), cycleId, now);
}
