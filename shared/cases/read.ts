import type { CaseHead } from '../contract/case.ts';
import type { Cycle } from '../contract/cycles.ts';
import type { CaseEvent } from '../contract/events.ts';
import type { PublishedLadder } from '../contract/ladder.ts';
import type { Transition } from '../contract/ladder-transitions.ts';
import type { Person, PublicPerson } from '../contract/people.ts';
import type { CaseView, EventView, EvidenceText, Verification } from '../contract/view.ts';
import { evidenceOf } from '../domain/case/state/contents.ts';
import { transitionOf } from '../domain/case/state/path.ts';
import { viewOf } from '../domain/case/view/view.ts';
import {
  mayKnowOf,
  mayKnowOfAll,
  mayReadBody,
  opennessFor,
  type Relation,
  relationsOf,
} from '../domain/case/view/visibility.ts';
import { digestOf } from '../ledger/hash.ts';
import { verify } from '../ledger/verify.ts';
import { loadCase, loadEvents } from '../store/cases.ts';
import { chainUpTo } from '../store/chain-up-to.ts';
import { cycleIn } from '../store/cycles.ts';
import { peopleIn, peopleOf, publicOf } from '../store/directory.ts';
import { getMany } from '../store/items.ts';
import { keys } from '../store/keys.ts';
import { loadTexts } from '../store/texts.ts';
import type { ReadCase } from './execute.ts';
import type { Outside } from './outside.ts';
import { ladderOf } from './reading.ts';
import { notFound } from './refusal.ts';

/** A case as one person may see it, and what the view was made from. */
export interface SeenCase extends ReadCase {
  view: CaseView;
  ladder: PublishedLadder;
  transition: Transition;
  cycle: Cycle | null;
}

/** A case as one person may see it, and the ladder and transition it runs on. Throws `Refusal` not-found. */
export async function readCase(outside: Outside, viewer: Person, caseId: string): Promise<SeenCase> {
  return seenIn(outside, await openFor(outside, viewer, caseId));
}

/**
 * A text that is attached to a piece of evidence, for whoever may read the evidence. Throws `Refusal` not-found, also if
 * the text was erased. Throws if the text is not the one that the record proves.
 */
export async function readText(
  outside: Outside,
  viewer: Person,
  caseId: string,
  evidence: string,
): Promise<EvidenceText & { view: CaseView }> {
  const state = await loadCase(outside.table, caseId);
  if (!state) throw notFound();
  const ref = evidenceOf(state).find((one) => one.id === evidence)?.text;
  const [opened, texts] = await Promise.all([
    openRead(outside, viewer, state),
    loadTexts(outside.table, caseId, ref ? [ref.digest] : []),
  ]);
  const { view } = seenIn(outside, opened);
  const piece = view.evidence?.find((one) => one.id === evidence);
  const text = ref && texts[ref.digest];
  if (!piece || !text) throw notFound();
  if (digestOf(text) !== ref.digest) throw new Error(`The text of ${evidence} in ${caseId} has been altered`);
  return { evidence, title: piece.title, ...text.content, view };
}

/** The audit trail as one person may see it, oldest first. Throws `Refusal` not-found. */
export async function readEvents(outside: Outside, viewer: Person, caseId: string): Promise<EventView[]> {
  const [opened, chain] = await openWithChain(outside, viewer, caseId);
  return eventsIn(opened, chain);
}

/** Checks the whole chain of a case; counts the events this person may know of. Throws `Refusal` not-found. */
export async function verifyCase(outside: Outside, viewer: Person, caseId: string): Promise<Verification> {
  const [opened, chain] = await openWithChain(outside, viewer, caseId);
  return verificationIn(opened, chain);
}

/** A case, its audit trail and the check of its chain, as one person may see them. Throws `Refusal` not-found. */
export async function readHistory(
  outside: Outside,
  viewer: Person,
  caseId: string,
): Promise<SeenCase & { events: EventView[]; proof: Verification }> {
  const [opened, chain] = await openWithChain(outside, viewer, caseId);
  const events = eventsIn(opened, chain);
  const seen = seenIn(outside, opened);
  // A person of HR acts without a part in the case, so the view alone does not name them.
  const actors = Object.fromEntries(
    events.flatMap(({ actor: { personId } }) => {
      const person = personId === null ? undefined : opened.people[personId];
      return person ? [[person.id, publicOf(person)] as const] : [];
    }),
  );
  return {
    ...seen,
    view: { ...seen.view, people: { ...actors, ...seen.view.people } },
    events,
    proof: verificationIn(opened, chain),
  };
}

/** A case that a viewer may know of, and everything that their view needs. */
interface Opened extends ReadCase {
  viewer: Person;
  relations: Relation[];
  ladder: PublishedLadder;
  /** The public facts of everyone who takes part, by id. */
  named: Record<string, PublicPerson>;
  ownTrack: string | null;
  cycle: Cycle | null;
  now: string;
}

/** Reads a case and its chain for a viewer, in two rounds: the case and its chain, then everyone in them and its cycle. */
async function openWithChain(outside: Outside, viewer: Person, caseId: string): Promise<[Opened, CaseEvent[]]> {
  const [state, events] = await Promise.all([loadCase(outside.table, caseId), loadEvents(outside.table, caseId)]);
  if (!state) throw notFound();
  const actors = events.flatMap(({ actor }) => actor.personId ?? []);
  return Promise.all([
    openRead(outside, viewer, state, actors),
    chainUpTo(state.head.audit.seq, events, () => loadEvents(outside.table, caseId)),
  ]);
}

async function openFor(outside: Outside, viewer: Person, caseId: string): Promise<Opened> {
  const state = await loadCase(outside.table, caseId);
  if (!state) throw notFound();
  return openRead(outside, viewer, state);
}

/**
 * Reads what a viewer needs with a case that was read already, in one round. `more` are people to read beside those who
 * take part. Throws `Refusal` not-found.
 */
export async function openRead(
  outside: Outside,
  viewer: Person,
  state: ReadCase['state'],
  more: readonly string[] = [],
): Promise<Opened> {
  const { head } = state;
  const { cycleId } = head;
  const takingPart = [
    head.engineerId,
    head.openedBy,
    ...head.slots.flatMap((slot) => slot.personId ?? []),
    ...head.past,
    ...head.acts.map((act) => act.by),
    ...head.delegations.map((one) => one.to),
    ...head.adoptions.flatMap((one) => one.to ?? []),
    ...(head.appeal?.against ? [head.appeal.against] : []),
  ];
  const others = [...takingPart, ...more].filter((id) => id !== viewer.id);
  const [found, ladder] = await Promise.all([
    getMany(outside.table, [
      ...others.map((id) => keys.profile(id)),
      ...(cycleId === null ? [] : [keys.cycle(cycleId)]),
    ]),
    ladderOf(outside, head.ladder),
  ]);
  const people = peopleOf(peopleIn(found, others), { [viewer.id]: viewer });
  const now = outside.clock.now().toISOString();
  const engineer = people[head.engineerId] ?? null;
  const relations = relationsOf(head, viewer, engineer, now);
  if (relations.length === 0) throw notFound();
  const named = Object.fromEntries(
    takingPart.flatMap((id) => (people[id] ? [[id, publicOf(people[id])] as const] : [])),
  );
  const cycle = cycleId === null ? null : cycleIn(found, cycleId);
  return { state, people, viewer, relations, ladder, named, ownTrack: engineer?.track ?? null, cycle, now };
}

/** The view of a case. */
export function seenIn({ intranetHosts }: Outside, opened: Opened): SeenCase {
  const { state, people, named, ladder, cycle } = opened;
  const transition = transitionOf(ladder, state.head);
  const view = viewOf(state, { ...opened, people: named, intranetHosts });
  return { state, people, view, ladder, transition, cycle };
}

function eventsIn(opened: Opened, chain: readonly CaseEvent[]): EventView[] {
  const { state, viewer, relations } = opened;
  const open = opennessFor(state.head, relations, viewer.id);
  const all = mayKnowOfAll(state.head, relations);
  const known = knownTo(opened, chain);
  const numbers = new Map(known.map((event, at) => [event.seq, at + 1]));
  return known.map((event, at) => {
    const body = state.bodies[event.seq];
    const readable = body && mayReadBody(body.audience, event.actor.personId, open, relations, viewer.id);
    const { v: _version, caseId: _case, audience: _audience, prev, hash, ...envelope } = event;
    return {
      ...envelope,
      seq: at + 1,
      data: all ? { ...envelope.data } : (numbered(envelope.data, numbers) as EventView['data']),
      prev: all ? prev : null,
      hash: all ? hash : null,
      body: !readable ? null : all ? body.content : (numbered(body.content, numbers) as EventView['body']),
    };
  });
}

/** What an event says, with the viewer's own numbers of the events that it names (`seq`). */
function numbered(value: unknown, numbers: ReadonlyMap<number, number>): unknown {
  if (Array.isArray(value)) return value.map((one) => numbered(one, numbers));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name,
      name === 'seq' && typeof one === 'number' ? (numbers.get(one) ?? null) : numbered(one, numbers),
    ]),
  );
}

function verificationIn(opened: Opened, chain: CaseEvent[]): Verification {
  const { state, relations } = opened;
  const { verified, faults } = verify(chain, state.bodies, state.head.audit);
  const known = knownTo(opened, chain);
  return {
    verified,
    events: known.length,
    faults: verified || mayKnowOfAll(state.head, relations) ? faults : ['The record does not hold. HR can see where.'],
    erased: known.filter((event) => event.digest !== null && !state.bodies[event.seq]).length,
  };
}

function knownTo({ state, viewer, relations }: Opened, chain: readonly CaseEvent[]): CaseEvent[] {
  const head: CaseHead = state.head;
  const open = opennessFor(head, relations, viewer.id);
  return chain.filter((event) => mayKnowOf(head, event, open, relations, viewer.id));
}
