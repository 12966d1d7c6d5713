import { Outcome } from '../contract/case.ts';
import { hrDesk } from '../contract/names.ts';
import type { Person } from '../contract/people.ts';
import type { CaseSummary, InboxStep } from '../contract/view.ts';
import { CaseId, CaseStage } from '../contract/workflow.ts';
import * as z from '../contract/zod.ts';
import { commands } from '../domain/case/commands/index.ts';
import { summaryOf } from '../domain/case/view/summary.ts';
import { relationsOf } from '../domain/case/view/visibility.ts';
import { isHr } from '../domain/people.ts';
import { casesByStage, casesOfPerson, headIn } from '../store/cases.ts';
import { loadPeople, peopleIn, publicOf } from '../store/directory.ts';
import { loadInbox } from '../store/inbox.ts';
import { getMany } from '../store/items.ts';
import { keys } from '../store/keys.ts';
import type { Outside } from './outside.ts';
import { Refusal } from './refusal.ts';

/** The filters of a list of cases. */
export const CaseFilter = z.strictObject({
  stage: z.optional(CaseStage),
  engineerId: z.optional(z.string()),
  transition: z.optional(z.string()),
  outcome: z.optional(Outcome),
  cycle: z.optional(z.string()),
  limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(40)), 20),
  /** The `next` of the previous page. */
  cursor: z.optional(z.string().check(z.maxLength(400))),
});
export type CaseFilter = z.infer<typeof CaseFilter>;

// Where a page ended. It does not say whose list it is: that always comes from the caller.
const Cursor = z.strictObject({ caseId: CaseId, stage: CaseStage });

/**
 * A page of the cases that a person may know of. HR gets all cases by stage. Everyone else gets their own, newest
 * first. A page can have fewer than `limit` cases although another page follows.
 */
export async function listCases(
  outside: Outside,
  viewer: Person,
  filter: CaseFilter,
): Promise<{ items: CaseSummary[]; next: string | null }> {
  const cursor = filter.cursor === undefined ? undefined : readCursor(filter.cursor);
  const page = await nextPage(outside, viewer, filter, cursor);
  const found = (await summariesOf(outside, viewer, page.items)).filter((summary) => matches(summary, filter));
  const items = found.slice(0, filter.limit);
  // If some matches did not fit, the next page begins after the last case shown, otherwise after the last case read.
  const last = found.length > items.length ? items.at(-1)?.id : page.more ? page.items.at(-1)?.caseId : undefined;
  return { items, next: last === undefined ? null : writeCursor(page.items, last) };
}

interface Place {
  caseId: string;
  stage: CaseStage;
}

/** How many cases are read for one page. With filters more are read, because many do not match. */
const readAtOnce = ({ limit, cursor: _at, stage: _stage, ...filters }: CaseFilter) =>
  Object.values(filters).some((one) => one !== undefined) ? 100 : limit;

async function nextPage(outside: Outside, viewer: Person, filter: CaseFilter, cursor: Place | undefined) {
  const limit = readAtOnce(filter);
  if (isHr(viewer)) {
    const page = await casesByStage(outside.table, filter.stage, limit, cursor);
    return {
      items: page.items.map((one) => ({ ...one, stage: one.stage as CaseStage })),
      more: page.more,
    };
  }
  const page = await casesOfPerson(outside.table, viewer.id, limit, cursor?.caseId);
  // The stage of a place is only used in lists by stage, so any value will do.
  return { items: page.items.map((one) => ({ ...one, stage: 'closed' as const })), more: page.next !== null };
}

async function summariesOf(
  outside: Outside,
  viewer: Person,
  found: { caseId: string; engineerId: string }[],
): Promise<CaseSummary[]> {
  const profiles = [...new Set(found.map((one) => one.engineerId))].map((id) => keys.profile(id));
  const items = await getMany(outside.table, [...found.map((one) => keys.head(one.caseId)), ...profiles]);
  return found.flatMap(({ caseId, engineerId }) => {
    const head = headIn(items, caseId);
    if (!head) return [];
    const engineer = peopleIn(items, [engineerId])[engineerId] ?? null;
    const relations = relationsOf(head, viewer, engineer, outside.clock.now().toISOString());
    return relations.length === 0 ? [] : [summaryOf(head, viewer.id, relations, engineer && publicOf(engineer))];
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

function readCursor(cursor: string): Place {
  try {
    return Cursor.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    throw new Refusal('invalid-input', 'This list cannot go on from there.', {
      faults: [{ path: 'cursor', reason: 'give the `next` of the page before, unchanged' }],
    });
  }
}

function writeCursor(items: Place[], caseId: string): string {
  const { stage } = items.find((one) => one.caseId === caseId) ?? { stage: 'closed' };
  return Buffer.from(JSON.stringify({ caseId, stage })).toString('base64url');
}

/**
 * The open steps of a person, earliest due first: their own and those they can take for others. HR also gets the steps
 * of the desk, except those of their own case.
 */
export async function inboxOf(outside: Outside, person: Person): Promise<InboxStep[]> {
  const { table, clock } = outside;
  const [own, desk] = await Promise.all([loadInbox(table, person.id), isHr(person) ? loadInbox(table, hrDesk) : []]);
  const now = clock.now().toISOString();
  const items = [...own.map((item) => ({ ...item, desk: false })), ...desk.map((item) => ({ ...item, desk: true }))]
    .filter(({ from, until }) => (from === null || from <= now) && (until === null || now < until))
    .filter((item) => item.engineerId !== person.id || !item.desk);
  const people = await loadPeople(
    table,
    items.flatMap((item) => [item.engineerId, ...(item.onBehalfOf ? [item.onBehalfOf] : [])]),
  );
  return items
    .flatMap(({ engineerId, onBehalfOf: holderId, from: _from, until: _until, ...item }) => {
      const engineer = people[engineerId];
      const holder = holderId ? people[holderId] : undefined;
      const type = item.type as InboxStep['type'];
      const onBehalfOf = holder ? publicOf(holder) : null;
      const { title } = commands[type];
      return engineer
        ? [{ ...item, type, title, onBehalfOf, engineer: publicOf(engineer), overdue: item.dueAt < now }]
        : [];
    })
    .sort((a, b) => a.dueAt.localeCompare(b.dueAt) || a.caseId.localeCompare(b.caseId));
}
