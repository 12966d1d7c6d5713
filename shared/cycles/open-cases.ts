import type { CycleCase } from '../contract/cycles.ts';
import type { Person } from '../contract/people.ts';
import { CaseStage } from '../contract/workflow.ts';
import { dueOf } from '../domain/case/state/instants.ts';
import { allCasesAt, headIn } from '../store/cases.ts';
import type { Table } from '../store/client.ts';
import { peopleIn } from '../store/directory.ts';
import { getMany } from '../store/items.ts';
import { keys } from '../store/keys.ts';

/** A case that is not closed, with its engineer. */
export interface PlaceOfCase {
  caseId: string;
  engineerId: string;
}

/** All open cases, in a cycle or not. Queries all stages at the same time, in an index that is a moment behind. */
export async function placesOfOpenCases(table: Table): Promise<PlaceOfCase[]> {
  const open = CaseStage.options.filter((stage) => stage !== 'closed');
  const found = await Promise.all(open.map((stage) => allCasesAt(table, stage)));
  // If a case changes its stage between two queries, it can be in both results.
  return [...new Map(found.flat().map((one) => [one.caseId, one])).values()];
}

/** The cases among `places` that are in this cycle and still open, in the order in which they were opened. */
export async function openCasesAmong(
  table: Table,
  places: readonly PlaceOfCase[],
  cycleId: string,
  now: string,
): Promise<CycleCase[]> {
  const found = await getMany(table, [
    ...places.map(({ caseId }) => keys.head(caseId)),
    ...places.map(({ engineerId }) => keys.profile(engineerId)),
  ]);
  const heads = places.flatMap(({ caseId }) => headIn(found, caseId) ?? []);
  const within = heads.filter((head) => head.cycleId === cycleId && head.stage !== 'closed');
  const people = peopleIn(
    found,
    within.map((head) => head.engineerId),
  );
  return (
    within
      .map((head) => ({
        id: head.id,
        engineer: namedOf(head.engineerId, people[head.engineerId]),
        transition: head.transition,
        stage: head.stage,
        ...dueOf(head, now),
      }))
      // Ids sort by the time when they were made.
      .sort((a, b) => (a.id < b.id ? -1 : 1))
  );
}

/** A person of a list. Somebody who is not in the directory has the id as their name, and no team. */
function namedOf(
  id: string,
  { name, team }: Pick<Person, 'name' | 'team'> = { name: id, team: '' },
): CycleCase['engineer'] {
  return { id, name, team };
}

/** The cases of a cycle that are not closed. A case that was opened a moment ago may be missing. */
export async function openCasesOf(table: Table, cycleId: string, now: string): Promise<CycleCase[]> {
  return openCasesAmong(table, await placesOfOpenCases(table), cycleId, now);
}
