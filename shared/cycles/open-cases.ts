import type { Outside } from '../cases/outside.ts';
import { CaseHead } from '../contract/case.ts';
import type { CycleCase } from '../contract/cycles.ts';
import { Slug } from '../contract/ladder.ts';
import { CaseStage } from '../contract/workflow.ts';
import * as z from '../contract/zod.ts';
import { casesByStage } from '../store/cases.ts';
import { loadPeople } from '../store/directory.ts';
import { contentOf, getMany } from '../store/items.ts';
import { keys } from '../store/keys.ts';

/** What of a head the list needs. Whatever else a head holds is not looked at. */
const HeadInCycle = z.object({
  ...z.pick(CaseHead, { id: true, engineerId: true, transition: true, stage: true, dueAt: true }).shape,
  /** A case that was opened before there were cycles is in none. */
  cycleId: z._default(z.nullable(Slug), null),
});
type HeadInCycle = z.infer<typeof HeadInCycle>;

/** As many as one read by key takes. */
const pageSize = 100;

/**
 * The cases of a cycle that are not closed, in the order in which they were opened. Which cases there are comes from
 * an index, so one that was opened a moment ago may be missing; each is shown as it stands.
 */
export async function openCasesOf({ table }: Outside, cycleId: string): Promise<CycleCase[]> {
  const found = new Map<string, CycleCase>();
  for (const stage of CaseStage.options.filter((one) => one !== 'closed'))
    for await (const heads of headsAt(table, stage)) {
      const within = heads.filter((head) => head.cycleId === cycleId && head.stage !== 'closed');
      const people = await engineersOf(table, within);
      // A case that moves on meanwhile may be met twice.
      for (const { id, engineerId, transition, stage, dueAt } of within)
        found.set(id, {
          id,
          engineer: { id: engineerId, name: people[engineerId]?.name ?? engineerId },
          transition,
          stage,
          dueAt,
        });
    }
  // Ids sort by when they were given.
  return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

async function* headsAt(table: Outside['table'], stage: CaseStage): AsyncGenerator<HeadInCycle[]> {
  let from: { caseId: string; stage: string } | undefined;
  do {
    const { items, more } = await casesByStage(table, stage, pageSize, from);
    const heads =
      items.length === 0
        ? []
        : [
            ...(
              await getMany(
                table,
                items.map((one) => keys.head(one.caseId)),
              )
            ).values(),
          ];
    yield heads.map((item) => HeadInCycle.parse(contentOf(item)));
    from = more ? items.at(-1) : undefined;
  } while (from);
}

async function engineersOf(
  table: Outside['table'],
  heads: readonly HeadInCycle[],
): Promise<Awaited<ReturnType<typeof loadPeople>>> {
  if (heads.length === 0) return {};
  return loadPeople(
    table,
    heads.map((head) => head.engineerId),
  );
}
