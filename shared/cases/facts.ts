import type { CaseHead } from '../contract/case.ts';
import type { PersonCommand, SystemCommand } from '../contract/commands.ts';
import type { PublishedLadder } from '../contract/ladder.ts';
import type { Person } from '../contract/people.ts';
import { type FactsRow, factsFor, superiorsOf } from '../domain/case/facts.ts';
import { lineOf } from '../domain/case/slots.ts';
import type { Context } from '../domain/case/types.ts';
import { loadCalendars } from '../store/calendars.ts';
import { loadCase } from '../store/cases.ts';
import { loadCycle } from '../store/cycles.ts';
import { loadPeople } from '../store/directory.ts';
import { getMany, nameOf } from '../store/items.ts';
import { keys } from '../store/keys.ts';
import { loadSeats } from '../store/seats.ts';
import type { Outside } from './outside.ts';

export type Gathered = Pick<Context, 'people' | 'calendars' | 'cycle' | 'seats' | 'openCaseId' | 'previous'>;

/** Reads what a command on a case is decided on beside the case itself: nothing for most commands. */
export async function gather<C extends PersonCommand | SystemCommand>(
  { table }: Outside,
  head: CaseHead,
  command: C,
  row: FactsRow<C>,
  ladder: PublishedLadder,
  actorId: string | null,
): Promise<Gathered> {
  const needed = factsFor(head, command, row, ladder, actorId);
  const { seats, cycleId, previousCaseId } = needed;
  const [people, calendars, cycle, held, openCaseId, previous] = await Promise.all([
    readPeople(table, head, needed),
    needed.calendars ? loadCalendars(table) : undefined,
    cycleId === null ? null : loadCycle(table, cycleId),
    seats ? loadSeats(table, seats.ladder, seats.level) : null,
    needed.openCase ? openCaseOf(table, head.engineerId) : null,
    previousCaseId === null ? null : loadCase(table, previousCaseId),
  ]);
  return { people, ...(calendars ? { calendars } : {}), cycle, seats: held, openCaseId, previous };
}

async function readPeople(
  table: Outside['table'],
  head: CaseHead,
  { people: ids, line, superiors }: ReturnType<typeof factsFor>,
): Promise<Record<string, Person>> {
  if (ids.length === 0) return {};
  const people = await loadPeople(table, ids);
  const engineer = people[head.engineerId];
  const more = [
    ...(line && engineer ? lineOf(engineer) : []),
    ...(superiors ? superiorsOf(Object.values(people)) : []),
  ].filter((id) => !(id in people));
  return more.length === 0 ? people : { ...people, ...(await loadPeople(table, more)) };
}

/** The id of the open case of an engineer; null when they have none. */
export async function openCaseOf(table: Outside['table'], engineerId: string): Promise<string | null> {
  const key = keys.openCase(engineerId);
  const item = (await getMany(table, [key])).get(nameOf(key));
  return item ? String(item.caseId) : null;
}
