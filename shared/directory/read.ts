import type { Outside } from '../cases/outside.ts';
import { Refusal } from '../cases/refusal.ts';
import type { RecordBody } from '../contract/chains.ts';
import { type LeadField, leadFields } from '../contract/names.ts';
import type { Person } from '../contract/people.ts';
import { PersonEvent } from '../contract/record-person.ts';
import type { RecordEventView } from '../contract/records.ts';
import type { Verification } from '../contract/view.ts';
import { factsOf } from '../domain/directory/decide.ts';
import { replayPerson } from '../domain/directory/evolve.ts';
import { type Line, lineOf } from '../domain/people.ts';
import { hashOf } from '../ledger/hash.ts';
import type { Link } from '../ledger/verify.ts';
import { type Chained, readChained, verificationOf } from '../records/chain.ts';
import { viewOf } from '../records/event-view.ts';
import { anyHrOnly, hrOnly } from '../records/hr-only.ts';
import { loadPersonBodies, loadPersonEvents, loadPersonWithChainEnd } from '../store/chains.ts';
import type { Table } from '../store/client.ts';
import { loadPeople } from '../store/directory.ts';
import { hrOfPerson } from './hr-of.ts';
import { readSignInHistory, type SignInHistory } from './sign-ins.ts';

const notFound = () => new Refusal('not-found', 'There is no such person.');

/** Everything that was done to a directory item, oldest first, for HR. Throws `Refusal`. */
export async function readPersonEvents(
  { table }: Outside,
  viewer: Person,
  personId: string,
): Promise<RecordEventView[]> {
  const [events] = await Promise.all([loadPersonEvents(table, personId), hrOfPerson(table, viewer, personId)]);
  if (events.length === 0) throw notFound();
  const bodies = await loadPersonBodies(table, personId, withWords(events));
  return events.map((event) => viewOf(event, bodies[event.seq]));
}

/** Checks the chain of a person, and that its events lead to the facts in the directory. For HR. Throws `Refusal`. */
export async function verifyPerson({ table }: Outside, viewer: Person, personId: string): Promise<Verification> {
  const chained = await chainFor(viewer, table, personId);
  return verificationIn(chained, await loadPersonBodies(table, personId, withWords(chained.chain)));
}

/** A person for HR's page. */
export interface PersonHistory {
  /** Their directory item, its events, and the check of its chain. */
  person: Person;
  events: RecordEventView[];
  proof: Verification;
  /** Null: they have never signed in. */
  signIns: SignInHistory | null;
  /** The people who are named in all this, by id, and those who are chosen in the form. */
  people: Record<string, Person>;
}

/** A person for HR's page, in two rounds. `chosen` are ids of people in the form. Throws `Refusal`. */
export async function readPersonHistory(
  outside: Outside,
  viewer: Person,
  personId: string,
  chosen: readonly string[],
): Promise<PersonHistory> {
  const { table } = outside;
  const [chained, signIns] = await Promise.all([
    chainFor(viewer, table, personId),
    readSignInHistory(outside, viewer, personId),
  ]);
  const { person } = chained.record;
  const events = eventsIn(chained);
  const actors = [...events, ...(signIns?.events ?? [])].flatMap(({ actor }) => actor.personId ?? []);
  const leads = events.flatMap(({ data }) => Object.values(leadFields).flatMap((field) => leadIn(data, field)));
  const [bodies, people] = await Promise.all([
    loadPersonBodies(table, personId, withWords(chained.chain)),
    loadPeople(table, [personId, ...actors, ...leads, ...lineOf(person), ...chosen]),
  ]);
  return {
    person,
    events: events.map((event) => viewOf(event, bodies[event.seq])),
    proof: verificationIn(chained, bodies),
    signIns,
    people,
  };
}

const leadIn = (data: object, field: LeadField): string[] => {
  const id = (data as Partial<Line>)[field];
  return id ? [id] : [];
};

type ChainedPerson = Chained<{ person: Person; audit: { seq: number; hash: string } }>;

/** The record of a person, for HR of their unit. Throws `Refusal`. */
async function chainFor(viewer: Person, table: Table, personId: string): Promise<ChainedPerson> {
  anyHrOnly(viewer);
  const chained = await readChained(table, `person:${personId}`, loadPersonWithChainEnd(table, personId));
  if (!chained) throw notFound();
  hrOnly(viewer, [chained.record.person.odc]);
  return chained;
}

/** The events in the chain that have the shape of an event of a person. */
function eventsIn({ chain }: ChainedPerson): PersonEvent[] {
  return chain.flatMap((event) => PersonEvent.safeParse(event).data ?? []);
}

function verificationIn(chained: ChainedPerson, bodies: Record<number, RecordBody>): Verification {
  const isSame = hashOf(replayPerson(eventsIn(chained))) === hashOf(factsOf(chained.record.person));
  return verificationOf(chained, isSame ? [] : ['the directory does not say what the events come to'], bodies);
}

/** The numbers of the events whose words are stored beside them. */
function withWords(events: readonly Link[]): number[] {
  return [...new Set(events.filter((event) => event.digest).map((event) => event.seq))];
}
