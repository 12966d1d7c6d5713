import type { CaseHead } from '../contract/case.ts';
import { type Cursor, pageFields } from '../contract/cursor.ts';
import type { Case, CaseEvent } from '../contract/events.ts';
import type { Person } from '../contract/people.ts';
import type { EventView, Verification } from '../contract/view.ts';
import * as z from '../contract/zod.ts';
import { lendersTo } from '../domain/case/state/delegations.ts';
import { idsIn, namedIn } from '../domain/case/view/named.ts';
import {
  mayKnowOf,
  mayKnowOfAll,
  mayKnowWho,
  mayReadBody,
  mayReadQuestion,
  opennessFor,
  type Relation,
} from '../domain/case/view/visibility.ts';
import { verify } from '../ledger/verify.ts';
import { loadBodies, loadCase, loadEvents, loadHead } from '../store/cases.ts';
import { chainUpTo } from '../store/chain-up-to.ts';
import { publicOf } from '../store/directory.ts';
import { cannotGoOn, cursorOf, placeIn } from './cursor.ts';
import type { Outside } from './outside.ts';
import { type Opened, openRead, type SeenCase, seenIn } from './read.ts';
import { relationsOfViewer } from './reading.ts';
import { notFound } from './refusal.ts';

/** Which part of the events of a case to read. */
export const EventsQuery = z.strictObject(pageFields(50, 50));
export type EventsQuery = z.infer<typeof EventsQuery>;

/** The last event of a page: its id, and its number for this viewer. Both are in the page, so the cursor tells nothing more. */
const Place = z.strictObject({ id: z.string(), seq: z.int().check(z.minimum(1)) });

/** A page of events. `earlier` leads to the page before; an empty cursor leads to the first one. */
interface Page<Event> {
  items: Event[];
  next: Cursor | null;
  earlier: Cursor | null;
}

/**
 * A page of the events of a case as one person may see them, oldest first. It reads only the words that it shows; for a
 * delegate it reads all words. Throws `Refusal` not-found.
 */
export async function readEvents(
  outside: Outside,
  viewer: Person,
  caseId: string,
  query: EventsQuery,
): Promise<Omit<Page<EventView>, 'earlier'>> {
  const { table, clock } = outside;
  const [head, events] = await Promise.all([loadHead(table, caseId), loadEvents(table, caseId)]);
  if (!head) throw notFound();
  // How much a delegate may read is known only with the people for whom they act. Their words are read beside them.
  const isDelegate = lendersTo(head, viewer.id).length > 0;
  const [relations, whole] = await Promise.all([
    relationsOfViewer(outside, head, viewer, { now: clock.now().toISOString() }),
    isDelegate ? loadCase(table, caseId) : null,
  ]);
  if (relations.length === 0) throw notFound();
  const known = knownTo(head, relations, viewer.id, await upTo(outside, head, events));
  const { items, next } = pageOf(known, query);
  const readable = items.filter((event) => mayRead(event, head, relations, viewer.id));
  const seqs = readable.map((event) => event.seq);
  const bodies = whole ? whole.bodies : await loadBodies(table, caseId, seqs);
  return { items: eventsIn({ state: { head, bodies }, relations, viewer }, known, items), next };
}

/** Checks the whole chain of a case; counts the events this person may know of. Throws `Refusal` not-found. */
export async function verifyCase(outside: Outside, viewer: Person, caseId: string): Promise<Verification> {
  const [opened, chain] = await openWithChain(outside, viewer, caseId);
  return verificationIn(opened, chain);
}

/**
 * A case, all its events, the page of them to show, and the check of its chain, as one person may see them. Throws
 * `Refusal` not-found.
 */
export async function readHistory(
  outside: Outside,
  viewer: Person,
  caseId: string,
  query: EventsQuery,
): Promise<SeenCase & { events: EventView[]; page: Page<EventView>; proof: Verification }> {
  const [opened, chain] = await openWithChain(outside, viewer, caseId);
  const events = eventsIn(opened, knownTo(opened.state.head, opened.relations, viewer.id, chain));
  const seen = seenIn(outside, opened);
  const people = Object.fromEntries(Object.values(opened.people).map((person) => [person.id, publicOf(person)]));
  return {
    ...seen,
    view: { ...seen.view, people: { ...namedIn(events, people), ...seen.view.people } },
    events,
    page: pageOf(events, query),
    proof: verificationIn(opened, chain),
  };
}

/**
 * The page of a list of events that follows a cursor. Refuses a cursor of another case, and one whose event has another
 * number now: since then the viewer has come to know of events before it.
 */
function pageOf<Event extends { id: string }>(known: readonly Event[], { limit, cursor }: EventsQuery): Page<Event> {
  const place = placeIn(Place, cursor);
  if (place && known[place.seq - 1]?.id !== place.id) throw cannotGoOn();
  const from = place?.seq ?? 0;
  const after = (count: number) => cursorOf({ id: known[count - 1]?.id ?? '', seq: count });
  const before = Math.max(0, from - limit);
  return {
    items: known.slice(from, from + limit),
    next: from + limit < known.length ? after(from + limit) : null,
    earlier: from === 0 ? null : before === 0 ? '' : after(before),
  };
}

/** Reads a case and its chain for a viewer, in two rounds: the case and its chain, then everyone in them and its cycle. */
async function openWithChain(outside: Outside, viewer: Person, caseId: string): Promise<[Opened, CaseEvent[]]> {
  const [state, events] = await Promise.all([loadCase(outside.table, caseId), loadEvents(outside.table, caseId)]);
  if (!state) throw notFound();
  // Also those whom nothing but an event names: that they can be named must not rest on what they did under the seal.
  return Promise.all([openRead(outside, viewer, state, idsIn(events)), upTo(outside, state.head, events)]);
}

const upTo = ({ table }: Outside, { id, audit }: CaseHead, events: CaseEvent[]) =>
  chainUpTo(audit.seq, events, () => loadEvents(table, id));

/** Said of an event in the place of who made it. */
const aReviewer = { personId: null, role: 'reviewer', relation: 'calibration', onBehalfOf: null };

/** Events as a viewer reads them: `shown` of all those that they may know of. */
function eventsIn(
  { state, viewer, relations }: Pick<Opened, 'viewer' | 'relations'> & { state: Case },
  known: readonly CaseEvent[],
  shown = known,
): EventView[] {
  const all = mayKnowOfAll(state.head, relations, viewer.id);
  const numbers = new Map(known.map((event, at) => [event.seq, at + 1]));
  return shown.map((event) => {
    const body = mayRead(event, state.head, relations, viewer.id) ? state.bodies[event.seq] : undefined;
    const { v: _version, caseId: _case, audience: _audience, prev, hash, ...envelope } = event;
    const said = <T>(value: T) => (all ? value : (numbered(value, numbers) as T));
    return {
      ...envelope,
      actor: mayKnowWho(state.head, { ...event, by: event.actor.personId }, relations, viewer.id)
        ? event.actor
        : aReviewer,
      seq: numbers.get(event.seq) ?? 0,
      data: said<EventView['data']>(envelope.data),
      prev: all ? prev : null,
      hash: all ? hash : null,
      body: body ? said(body.content) : null,
    };
  });
}

/** What holds the number of an event, in what an event says: `piece` is of the event that wrote a piece of evidence. */
const eventNumbers: readonly string[] = ['seq', 'piece'];

/** What an event says, with the viewer's own numbers of the events that it names. */
function numbered(value: unknown, numbers: ReadonlyMap<number, number>): unknown {
  if (Array.isArray(value)) return value.map((one) => numbered(one, numbers));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name,
      eventNumbers.includes(name) && typeof one === 'number' ? (numbers.get(one) ?? null) : numbered(one, numbers),
    ]),
  );
}

function verificationIn({ state, relations, viewer }: Opened, chain: CaseEvent[]): Verification {
  const { verified, faults } = verify(chain, state.bodies, state.head.audit);
  const known = knownTo(state.head, relations, viewer.id, chain);
  return {
    verified,
    events: known.length,
    faults:
      verified || mayKnowOfAll(state.head, relations, viewer.id)
        ? faults
        : ['The record does not hold. HR can see where.'],
    erased: known.filter((event) => event.digest !== null && !state.bodies[event.seq]).length,
  };
}

function knownTo(head: CaseHead, relations: Relation[], viewerId: string, chain: readonly CaseEvent[]): CaseEvent[] {
  const open = opennessFor(head, relations, viewerId);
  return chain.filter((event) => mayKnowOf(head, event, open, relations, viewerId));
}

function mayRead(event: CaseEvent, head: CaseHead, relations: Relation[], viewerId: string): boolean {
  const { audience, actor, type, seq } = event;
  const isAsked = type === 'question-asked' || type === 'question-answered';
  if (isAsked && !mayReadQuestion(head, seq, relations)) return false;
  const open = opennessFor(head, relations, viewerId);
  return audience !== null && mayReadBody(audience, actor.personId, open, relations, viewerId);
}
