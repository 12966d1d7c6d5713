import type { Chain, ChainEnd, RecordBody } from '../contract/chains.ts';
import type { Person } from '../contract/people.ts';
import { CalendarEvent } from '../contract/record-calendar.ts';
import { CycleEvent } from '../contract/record-cycle.ts';
import { LadderEvent } from '../contract/record-ladder.ts';
import { PersonEvent } from '../contract/record-person.ts';
import { ProposalEvent } from '../contract/record-proposal.ts';
import { chainEndShape, recordBodyShape } from './chain-shapes.ts';
import type { Table } from './client.ts';
import { peopleIn } from './directory.ts';
import { contentOf, getMany, nameOf, queryAll } from './items.ts';
import { keys } from './keys.ts';

/** The end of a person's chain, from its item. Null if there is none yet. */
export function chainEndOf(item: Record<string, unknown> | undefined): ChainEnd | null {
  return item ? chainEndShape.read(item) : null;
}

/** The end of a person's chain, read consistently. */
export async function loadPersonChainEnd(table: Table, personId: string): Promise<ChainEnd | null> {
  const found = await getMany(table, [keys.personAudit(personId)]);
  return chainEndOf([...found.values()][0]);
}

/** Reads a person and the end of their chain, consistently. */
export async function loadPersonWithChainEnd(
  table: Table,
  personId: string,
): Promise<{ person: Person; audit: { seq: number; hash: string } } | null> {
  const found = await getMany(table, [keys.profile(personId), keys.personAudit(personId)]);
  const person = peopleIn(found, [personId])[personId];
  const audit = chainEndOf(found.get(nameOf(keys.personAudit(personId))));
  return person ? { person, audit: audit ?? { seq: 0, hash: '' } } : null;
}

/** Every event of a chain as stored, in order, read consistently. Not parsed, so that a broken chain can be checked. */
export async function storedEvents(table: Table, chain: Chain): Promise<Record<string, unknown>[]> {
  const items = await queryAll(table, {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': keys.chainPartition(chain) },
    ConsistentRead: true,
  });
  return items.map(contentOf);
}

/** Every event of a ladder, in order, consistently. */
export async function loadLadderEvents(table: Table, id: string): Promise<LadderEvent[]> {
  return (await storedEvents(table, `ladder:${id}`)).map((item) => LadderEvent.parse(item));
}

/** Every event of a cycle, in order, consistently. */
export async function loadCycleEvents(table: Table, id: string): Promise<CycleEvent[]> {
  return (await storedEvents(table, `cycle:${id}`)).map((item) => CycleEvent.parse(item));
}

/** Every event of a calendar, in order, consistently. */
export async function loadCalendarEvents(table: Table, id: string): Promise<CalendarEvent[]> {
  return (await storedEvents(table, `calendar:${id}`)).map((item) => CalendarEvent.parse(item));
}

/** Every event of a proposal, in order, consistently. */
export async function loadProposalEvents(table: Table, id: string): Promise<ProposalEvent[]> {
  return (await storedEvents(table, `proposal:${id}`)).map((item) => ProposalEvent.parse(item));
}

/** Every event of a person, in order, consistently. */
export async function loadPersonEvents(table: Table, personId: string): Promise<PersonEvent[]> {
  return (await storedEvents(table, `person:${personId}`)).map((item) => PersonEvent.parse(item));
}

/** The words of some of a person's events, by event number. Erased words are left out. */
export async function loadPersonBodies(
  table: Table,
  personId: string,
  seqs: readonly number[],
): Promise<Record<number, RecordBody>> {
  const found = await getMany(
    table,
    seqs.map((seq) => keys.personBody(personId, seq)),
  );
  const bodies = [...found.values()].map(recordBodyShape.read);
  return Object.fromEntries(bodies.map((body) => [body.seq, body]));
}
