import type { CaseHead } from '../contract/case.ts';
import type { Person } from '../contract/people.ts';
import type { CaseSummary } from '../contract/view.ts';
import { CaseId } from '../contract/workflow.ts';
import * as z from '../contract/zod.ts';
import { lendersTo } from '../domain/case/state/delegations.ts';
import { turnsOf } from '../domain/case/view/progress.ts';
import { summaryOf } from '../domain/case/view/summary.ts';
import { opennessFor, type Relation, relationsOf } from '../domain/case/view/visibility.ts';
import { isHr, isHrFor, unitOfCase } from '../domain/people.ts';
import { listedIn, type Unit } from '../store/case-lists.ts';
import { casesOfPerson, type ListedCase, openPartsOf } from '../store/cases.ts';
import { loadPeople, peopleIn, peopleOf, publicOf } from '../store/directory.ts';
import { loadInbox } from '../store/inbox.ts';
import { getMany } from '../store/items.ts';
import { keys } from '../store/keys.ts';
import { type CaseFilter, hiddenBy, isWanted } from './case-filter.ts';
import { cursorOf, placeIn } from './cursor.ts';
import { inOrder, Standing, standingOf } from './list-order.ts';
import { searchLists } from './list-search.ts';
import type { Outside } from './outside.ts';
import { ladderOf } from './reading.ts';
import { Refusal } from './refusal.ts';

/** A page of a list of cases. */
export interface CaseListPage {
  items: CaseSummary[];
  next: string | null;
  /**
   * Up to which instant this page has searched, if it stopped because it had looked at enough cases: the instant at which a
   * stage is due, a case closed, or a case was opened, by the order of the list. Null: nothing was left out before its end.
   */
  searchedTo: string | null;
}

/** The cases that a page is made from, in order. */
interface Candidates {
  cases: readonly ListedCase[];
  /** Where the next page begins if everything of this one was used. */
  next: string | null;
  /** Left out: the list is in the order in which cases were opened, and the last one says it. */
  searchedTo?: string | null;
  /** Where the next page begins after this case. */
  after: (last: CaseSummary) => string | null;
  /** What of the candidates is left for this page, in order. Left out: they are in order. */
  ordered?: (items: readonly CaseSummary[]) => CaseSummary[];
}

/**
 * A page of the cases that a person may know of: open ones first, those by the instant at which they are due, then closed ones,
 * the latest first; or in the order of `sort`. HR gets all cases, or those of the units to which they are limited. Everyone
 * else gets their own, and HR those of one engineer, in this order among the hundred that were opened last, then among the next
 * hundred. A page can have fewer than `limit` cases although another page follows. It takes two rounds. Throws `Refusal`.
 */
export async function listCases(outside: Outside, viewer: Person, filter: CaseFilter): Promise<CaseListPage> {
  const faults = hiddenBy(viewer, filter);
  if (faults.length > 0) throw new Refusal('forbidden', 'Only HR can filter cases by this.', { faults });
  const found = await candidatesFor(outside, viewer, filter);
  const listed = await listedOf(outside, viewer, found.cases);
  const items = (await Promise.all(listed.map((one) => summaryIn(one, viewer, filter)))).flatMap((one) => one ?? []);
  const { searchedTo = listed.at(-1)?.head.createdAt ?? null, ordered } = found;
  const left = ordered ? ordered(items) : items;
  const fits = left.slice(0, filter.limit);
  const last = fits.at(-1);
  const isCut = left.length > fits.length && last !== undefined;
  return {
    items: fits,
    next: isCut ? found.after(last) : found.next,
    searchedTo: isCut || found.next === null || fits.length === filter.limit ? null : searchedTo,
  };
}

async function candidatesFor(outside: Outside, viewer: Person, filter: CaseFilter): Promise<Candidates> {
  if (!isHr(viewer) || filter.mine !== undefined) return casesAbout(outside, viewer.id, filter);
  if (filter.turn !== undefined) return casesByTurn(outside, viewer, filter, filter.turn);
  // Where a list of everything would go on tells of cases in other units, so who is limited gets lists of their units alone.
  if (filter.engineerId !== undefined && !viewer.hrUnits) return casesAbout(outside, filter.engineerId, filter);
  const { after, ...found } = await searchLists(outside, filter, viewer.hrUnits);
  return { ...found, after: ({ id }) => after(id) };
}

/** Whether a filter tells somebody of HR what is not theirs to read: they have a part in a case of another unit. */
function isHidden(viewer: Person, unit: Unit | null, { odc, supervisorId = viewer.id }: CaseFilter): boolean {
  return (odc !== undefined || supervisorId !== viewer.id) && isHr(viewer) && !isHrFor(viewer, unit && [unit.odc]);
}

/** How many cases are read to find those that match. It is the most that one request can read. */
const readAtOnce = 100;

const CasePlace = z.extend(z.partial(Standing), {
  /** The case before the hundred that are looked at. Left out: they are the first. */
  caseId: z.optional(CaseId),
});

/** The cases that involve a person: those that were opened last, a hundred at a time, and each hundred in the order of the list. */
async function casesAbout({ table }: Outside, personId: string, filter: CaseFilter): Promise<Candidates> {
  const { cursor, sort, engineerId } = filter;
  const { caseId: from, ...place } = placeIn(CasePlace, cursor) ?? {};
  const page = await casesOfPerson(table, personId, { limit: readAtOnce, from, engineerId });
  const begin = Standing.safeParse(place).data;
  return {
    cases: page.items,
    next: page.next === null ? null : cursorOf({ caseId: page.next }),
    after: (last) => cursorOf({ ...(from ? { caseId: from } : {}), ...standingOf(last, sort) }),
    ordered: (items) =>
      items
        .filter((one) => !begin || inOrder(standingOf(one, sort), begin, sort) > 0)
        .sort((one, other) => inOrder(standingOf(one, sort), standingOf(other, sort), sort)),
  };
}

const TurnPlace = z.strictObject({ due: z.string(), caseId: CaseId });

/**
 * The cases in which somebody owes a step, by the open steps of that person, the earliest due first. The steps say who has
 * reviewed under the seal. So cases of other units, and those in which the viewer has or had a part are left out, as from the
 * desk of HR.
 */
async function casesByTurn({ table }: Outside, viewer: Person, filter: CaseFilter, turn: string): Promise<Candidates> {
  const [steps, parts] = await Promise.all([loadInbox(table, turn), openPartsOf(table, viewer.id)]);
  const withPart = new Set(parts.map(({ caseId }) => caseId));
  const from = placeIn(TurnPlace, filter.cursor);
  const nameOf = ({ due, caseId }: { due: string; caseId: string }) => `${due}#${caseId}`;
  const places = new Map<string, { due: string; caseId: string; engineerId: string }>();
  for (const { caseId, engineerId, dueAt, odc } of steps) {
    if (!isHrFor(viewer, unitOfCase({ odc }))) continue;
    const known = places.get(caseId);
    if (!withPart.has(caseId) && (!known || dueAt < known.due)) places.set(caseId, { due: dueAt, caseId, engineerId });
  }
  const ordered = [...places.values()].sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1));
  const rest = ordered.filter((one) => !from || nameOf(one) > nameOf(from));
  // Heads and engineers are read in one request.
  const cases = rest.slice(0, readAtOnce / 2);
  const end = cases.at(-1);
  const after = (caseId: string) => cursorOf({ due: places.get(caseId)?.due ?? '', caseId });
  const isAll = cases.length === rest.length || !end;
  const more = isAll ? { next: null, searchedTo: null } : { next: after(end.caseId), searchedTo: end.due };
  return { cases, ...more, after: ({ id }) => after(id) };
}

/** A case of a list as it is now, and how the viewer is related to it. */
interface ListedHead extends NonNullable<ReturnType<typeof listedIn>> {
  relations: Relation[];
  people: Record<string, Person>;
  now: string;
  outside: Outside;
}

/** The cases as they are now, without those that the viewer may not know of. */
async function listedOf(outside: Outside, viewer: Person, found: readonly ListedCase[]): Promise<ListedHead[]> {
  const { table, clock } = outside;
  const ids = [...new Set(found.flatMap(({ engineerId, actsFor = [] }) => [engineerId, ...actsFor]))];
  const items = await getMany(table, [
    ...found.map((one) => keys.head(one.caseId)),
    ...ids.map((id) => keys.profile(id)),
  ]);
  const listed = found.flatMap(({ caseId }) => listedIn(items, caseId) ?? []);
  // A list of HR, and an entry from before they were kept there, do not say for whom the viewer acts.
  const more = listed.flatMap(({ head }) => lendersTo(head, viewer.id)).filter((id) => !ids.includes(id));
  const people = peopleOf(peopleIn(items, ids), await loadPeople(table, more));
  const now = clock.now().toISOString();
  return listed.flatMap((one) => {
    const relations = relationsOf(one.head, viewer, people, now);
    return relations.length === 0 ? [] : [{ ...one, relations, people, now, outside }];
  });
}

/** The case as the viewer sees it in a list. Null: it is not one that the filter asks for. */
async function summaryIn(
  { head, unit, relations, people, now, outside }: ListedHead,
  viewer: Person,
  filter: CaseFilter,
): Promise<CaseSummary | null> {
  if (!isWanted(head, unit, filter) || isHidden(viewer, unit, filter)) return null;
  if (filter.turn !== undefined) {
    const turns = await turnsFor(outside, head, { viewer, relations, now });
    if (!turns.some(({ personId }) => personId === filter.turn)) return null;
  }
  const engineer = people[head.engineerId];
  return summaryOf(head, viewer.id, relations, engineer ? publicOf(engineer) : null, now);
}

/** Whose turn it is, as the viewer's own page of the case says it. */
async function turnsFor(
  outside: Outside,
  head: CaseHead,
  viewing: { viewer: Person; relations: Relation[]; now: string },
) {
  const ladder = await ladderOf(outside, head.ladder);
  return turnsOf(head, { ...viewing, ladder }, opennessFor(head, viewing.relations, viewing.viewer.id));
}
