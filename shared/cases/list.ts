import { Outcome } from '../contract/case.ts';
import { Cursor } from '../contract/cursor.ts';
import { caseStages, hrDesk, stagesWithOutcome } from '../contract/names.ts';
import type { Person } from '../contract/people.ts';
import type { CaseSummary, InboxStep } from '../contract/view.ts';
import { CaseId, CaseStage } from '../contract/workflow.ts';
import * as z from '../contract/zod.ts';
import { commands } from '../domain/case/commands/index.ts';
import { lendersTo, lentSlots } from '../domain/case/state/delegations.ts';
import { isOverdue } from '../domain/case/state/instants.ts';
import { isTimeOf } from '../domain/case/state/steps.ts';
import { summaryOf } from '../domain/case/view/summary.ts';
import { relationsOf } from '../domain/case/view/visibility.ts';
import { isHr } from '../domain/people.ts';
import { casesAt, casesOfPerson, casesWithPart, headIn, type ListedCase } from '../store/cases.ts';
import type { Table } from '../store/client.ts';
import { loadPeople, peopleIn, peopleOf, publicOf } from '../store/directory.ts';
import { loadInbox } from '../store/inbox.ts';
import { getMany } from '../store/items.ts';
import { keys } from '../store/keys.ts';
import { cannotGoOn, cursorOf, placeIn } from './cursor.ts';
import type { Outside } from './outside.ts';

/** The filters of a list of cases. */
export const CaseFilter = z.strictObject({
  stage: z.optional(CaseStage),
  engineerId: z.optional(z.string()),
  transition: z.optional(z.string()),
  outcome: z.optional(Outcome),
  cycle: z.optional(z.string()),
  limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(40)), 20),
  cursor: z.optional(Cursor),
});
export type CaseFilter = z.infer<typeof CaseFilter>;

const Place = z.strictObject({ caseId: CaseId, stage: CaseStage });
type Place = z.infer<typeof Place>;

/**
 * A page of the cases that a person may know of. HR gets all cases, by stage in the order of a case's way, and the oldest
 * first at each. Everyone else gets their own, newest first. A page can have fewer than `limit` cases although another
 * page follows.
 */
export async function listCases(
  outside: Outside,
  viewer: Person,
  filter: CaseFilter,
): Promise<{ items: CaseSummary[]; next: Cursor | null }> {
  const page = await nextPage(outside, viewer, filter, placeIn(Place, filter.cursor));
  const found = (await summariesOf(outside, viewer, page.items)).filter((summary) => matches(summary, filter));
  const items = found.slice(0, filter.limit);
  // If some matches did not fit, the next page begins after the last case shown, otherwise after the last case read.
  const last = found.length > items.length ? items.at(-1)?.id : page.more ? page.items.at(-1)?.caseId : undefined;
  const place = page.items.find((one) => one.caseId === last);
  return { items, next: place ? cursorOf({ caseId: place.caseId, stage: place.stage }) : null };
}

interface Page {
  items: (Place & ListedCase)[];
  more: boolean;
}

/** How many cases are read for one page. With filters more are read, because many do not match. */
const readAtOnce = ({ limit, cursor: _at, stage: _stage, ...filters }: CaseFilter) =>
  Object.values(filters).some((one) => one !== undefined) ? 100 : limit;

async function nextPage(outside: Outside, viewer: Person, filter: CaseFilter, from: Place | undefined): Promise<Page> {
  const limit = readAtOnce(filter);
  if (isHr(viewer)) return pageByStage(outside, stagesOf(filter), limit, from);
  const page = await casesOfPerson(outside.table, viewer.id, limit, from?.caseId);
  // The stage of a place is only used in lists by stage, so any value will do.
  return { items: page.items.map((one) => ({ ...one, stage: 'closed' as const })), more: page.next !== null };
}

/** The stages at which a case can match, in the order of a case's way. */
function stagesOf({ stage, outcome }: CaseFilter): readonly CaseStage[] {
  if (stage !== undefined) return [stage];
  return outcome === undefined ? caseStages : stagesWithOutcome;
}

/** One page of the cases at these stages, stage after stage. All stages are read at once, so it takes one round. */
async function pageByStage(
  { table }: Outside,
  stages: readonly CaseStage[],
  limit: number,
  from: Place | undefined,
): Promise<Page> {
  const at = from ? stages.indexOf(from.stage) : 0;
  if (at < 0) throw cannotGoOn();
  const pages = await Promise.all(
    stages.slice(at).map((stage) => casesAt(table, stage, limit, stage === from?.stage ? from.caseId : undefined)),
  );
  const full = pages.findIndex((page) => page.next !== null);
  const read = (full < 0 ? pages : pages.slice(0, full + 1)).flatMap((page) => page.items);
  return { items: read.slice(0, limit), more: full >= 0 || read.length > limit };
}

async function summariesOf(
  { table, clock }: Outside,
  viewer: Person,
  found: readonly ListedCase[],
): Promise<CaseSummary[]> {
  const ids = [...new Set(found.flatMap(({ engineerId, actsFor = [] }) => [engineerId, ...actsFor]))];
  const items = await getMany(table, [
    ...found.map((one) => keys.head(one.caseId)),
    ...ids.map((id) => keys.profile(id)),
  ]);
  const heads = found.flatMap(({ caseId }) => headIn(items, caseId) ?? []);
  // A list by stage, and an entry from before they were kept there, do not say for whom the viewer acts.
  const more = heads.flatMap((head) => lendersTo(head, viewer.id)).filter((id) => !ids.includes(id));
  const people = peopleOf(peopleIn(items, ids), await loadPeople(table, more));
  const now = clock.now().toISOString();
  return heads.flatMap((head) => {
    const engineer = people[head.engineerId];
    const relations = relationsOf(head, viewer, people, now);
    return relations.length === 0
      ? []
      : [summaryOf(head, viewer.id, relations, engineer ? publicOf(engineer) : null, now)];
  });
}

function matches(summary: CaseSummary, { stage, engineerId, transition, outcome, cycle }: CaseFilter): boolean {
  return (
    (stage === undefined || summary.stage === stage) &&
    (engineerId === undefined || summary.engineerId === engineerId) &&
    (transition === undefined || summary.transition === transition) &&
    (outcome === undefined || summary.outcome === outcome) &&
    (cycle === undefined || summary.cycleId === cycle)
  );
}

/**
 * The open steps of a person, earliest due first: their own and those they can take for others now. HR also gets the steps
 * of the desk, except those of cases in which they have a part, and those that they cannot take.
 */
export async function inboxOf(outside: Outside, person: Person): Promise<InboxStep[]> {
  const { table, clock } = outside;
  const [own, desk, withPart] = await Promise.all([
    loadInbox(table, person.id),
    isHr(person) ? loadInbox(table, hrDesk) : [],
    deskHides(table, person),
  ]);
  const now = clock.now().toISOString();
  const items = [...own.map((item) => ({ ...item, desk: false })), ...desk.map((item) => ({ ...item, desk: true }))]
    .filter((item) => isTimeOf(item, now))
    .filter((item) => !item.desk || !(withPart.has(item.caseId) || item.except?.includes(person.id)));
  const ids = items.flatMap((item) => [item.engineerId, ...(item.onBehalfOf ? [item.onBehalfOf] : [])]);
  const lent = items.filter((item) => item.onBehalfOf !== null);
  const found = await getMany(table, [
    ...ids.map((id) => keys.profile(id)),
    ...lent.map((item) => keys.head(item.caseId)),
  ]);
  const people = peopleIn(found, ids);
  return items
    .filter(({ caseId, onBehalfOf }) => {
      const head = onBehalfOf !== null && headIn(found, caseId);
      return !head || lentSlots(head, person, people, now).some((slot) => slot.personId === onBehalfOf);
    })
    .flatMap(({ engineerId, onBehalfOf: holderId, from: _from, until: _until, except: _except, ...item }) => {
      const engineer = people[engineerId];
      const holder = holderId ? people[holderId] : undefined;
      const type = item.type as InboxStep['type'];
      const onBehalfOf = holder ? publicOf(holder) : null;
      const { title } = commands[type];
      return engineer
        ? [{ ...item, type, title, onBehalfOf, engineer: publicOf(engineer), overdue: isOverdue(item.dueAt, now) }]
        : [];
    })
    .sort((a, b) => a.dueAt.localeCompare(b.dueAt) || a.caseId.localeCompare(b.caseId));
}

/**
 * The cases whose steps and notices the desk of HR does not show to a person: those in which they have or had a part.
 * Empty for people who do not work at the desk.
 */
export async function deskHides(table: Table, person: Person): Promise<ReadonlySet<string>> {
  return isHr(person) ? casesWithPart(table, person.id) : new Set();
}
