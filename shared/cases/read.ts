import type { CaseHead } from '../contract/case.ts';
import type { CaseEvent } from '../contract/events.ts';
import type { PublishedLadder, Transition } from '../contract/ladder.ts';
import type { Person } from '../contract/people.ts';
import type { CaseView, EventView, Verification } from '../contract/view.ts';
import { transitionOf } from '../domain/case/path.ts';
import { viewOf } from '../domain/case/view.ts';
import { mayKnowOf, mayReadBody, opennessFor, type Relation, relationsOf } from '../domain/case/visibility.ts';
import { verify } from '../ledger/verify.ts';
import { loadCase, loadEvents } from '../store/cases.ts';
import { loadCycle } from '../store/cycles.ts';
import { loadPeople, publicOf } from '../store/directory.ts';
import type { Outside } from './outside.ts';
import { ladderOf } from './reading.ts';
import { notFound } from './refusal.ts';

/** A case as one person may see it, and the ladder and transition it runs on. Throws `Refusal` not-found. */
export async function readCase(
  outside: Outside,
  viewer: Person,
  caseId: string,
): Promise<{ view: CaseView; ladder: PublishedLadder; transition: Transition }> {
  const { state, ...viewing } = await openFor(outside, viewer, caseId);
  const { ladder } = viewing;
  const transition = transitionOf(ladder, state.head);
  // The cycle matters where it opens the window for signing.
  const isBound = state.head.cycleId !== null && state.head.stage === 'sign-off';
  const cycle = isBound ? await loadCycle(outside.table, state.head.cycleId ?? '') : null;
  return { view: viewOf(state, { ...viewing, cycle, intranetHosts: outside.intranetHosts }), ladder, transition };
}

/** The audit trail as one person may see it, oldest first. Throws `Refusal` not-found. */
export async function readEvents(outside: Outside, viewer: Person, caseId: string): Promise<EventView[]> {
  const [seen, events] = await Promise.all([openFor(outside, viewer, caseId), loadEvents(outside.table, caseId)]);
  const { state, relations } = seen;
  const open = opennessFor(state.head, relations, viewer.id);
  return knownTo(events, state.head, relations, viewer.id).map((event) => {
    const body = state.bodies[event.seq];
    const readable = body && mayReadBody(body.audience, event.actor.personId, open, relations, viewer.id);
    const { v: _version, caseId: _case, audience: _audience, ...envelope } = event;
    return { ...envelope, data: { ...envelope.data }, body: readable ? body.content : null };
  });
}

/** Checks the whole chain of a case; counts the events this person may know of. Throws `Refusal` not-found. */
export async function verifyCase(outside: Outside, viewer: Person, caseId: string): Promise<Verification> {
  const [{ state, relations }, events] = await Promise.all([
    openFor(outside, viewer, caseId),
    loadEvents(outside.table, caseId),
  ]);
  // Read after the case, so the chain may be longer by what was done in between: judged up to the case's own end.
  const chain = events.slice(0, state.head.audit.seq);
  const report = verify(chain, state.bodies, state.head.audit);
  return { ...report, events: knownTo(chain, state.head, relations, viewer.id).length };
}

function knownTo(events: CaseEvent[], head: CaseHead, relations: Relation[], viewerId: string): CaseEvent[] {
  const open = opennessFor(head, relations, viewerId);
  return events.filter((event) => mayKnowOf(head, event, open, relations, viewerId));
}

/** Reads a case for a viewer in two round trips: the case, then everyone in it. */
async function openFor(outside: Outside, viewer: Person, caseId: string) {
  const state = await loadCase(outside.table, caseId);
  if (!state) throw notFound();
  const { head } = state;
  const takingPart = [
    head.engineerId,
    head.openedBy,
    ...head.slots.flatMap((slot) => slot.personId ?? []),
    ...head.past,
    ...head.acts.map((act) => act.by),
    ...head.delegations.map((one) => one.to),
    ...(head.appeal?.against ? [head.appeal.against] : []),
  ];
  const others = takingPart.filter((id) => id !== viewer.id);
  const [found, ladder] = await Promise.all([loadPeople(outside.table, others), ladderOf(outside, head.ladder)]);
  const people = { ...found, [viewer.id]: viewer };
  const now = outside.clock.now().toISOString();
  const engineer = people[head.engineerId] ?? null;
  const relations = relationsOf(head, viewer, engineer, now);
  if (relations.length === 0) throw notFound();
  const named = Object.fromEntries(
    takingPart.flatMap((id) => (people[id] ? [[id, publicOf(people[id])] as const] : [])),
  );
  return { state, ladder, viewer, relations, people: named, ownTrack: engineer?.track ?? null, now };
}
