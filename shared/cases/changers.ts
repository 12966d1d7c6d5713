import type { CaseHead } from '../contract/case.ts';
import type { DraftEvent } from '../contract/events.ts';
import type { PublishedLadder } from '../contract/ladder.ts';
import { leadFields, recordFacts } from '../contract/names.ts';
import type { CycleEvent, PersonEvent, PersonFacts } from '../contract/records.ts';
import { changedFacts } from '../domain/case/state/engineer-record.ts';
import { loadCycleEvents, loadPersonEvents } from '../store/chains.ts';
import type { Table } from '../store/client.ts';
import { getMany } from '../store/items.ts';
import { keys } from '../store/keys.ts';
import { proposalIn } from '../store/proposals.ts';

/** Who of HR changed the records that a case rests on. Whoever proposed a change is one of them. */

/**
 * Who made the engineer's record what the case did not begin with, since the case was opened. Only for a case that stops,
 * or stands still.
 */
export async function changersOfRecord(
  table: Table,
  head: CaseHead,
  ladder: PublishedLadder,
  chainOf = chainsOnce(table),
): Promise<string[]> {
  const changes = (await chainOf(head.engineerId)).filter(
    (event) => entered(event) && event.at >= head.createdAt && changedFacts(head, event.data, ladder).length > 0,
  );
  return authorsOf(table, changes);
}

/** Gives the chain of a person, which is read once. */
export type ChainOf = (personId: string) => Promise<PersonEvent[]>;

export function chainsOnce(table: Table): ChainOf {
  const read = new Map<string, Promise<PersonEvent[]>>();
  return (personId) => {
    const chain = read.get(personId) ?? loadPersonEvents(table, personId);
    read.set(personId, chain);
    return chain;
  };
}

/**
 * Who changed what these events of the system follow, since the case was opened: the engineer's record if the case stops
 * or stands still, the records of the engineer and of those whose parts go to others, the window of a cycle. For other
 * events it is empty and reads nothing.
 */
export async function changersBehind(
  table: Table,
  head: CaseHead,
  events: readonly DraftEvent[],
  ladder: PublishedLadder,
  chainOf: ChainOf,
): Promise<string[]> {
  const stops = head.stage === 'stopped' || events.some((event) => event.type === 'case-stopped');
  const given = events.flatMap((event) => (event.type === 'slot-substituted' ? event.data.slots : []));
  const before = given.flatMap(({ id }) => head.slots.find((one) => one.id === id)?.personId ?? []);
  const follows = events.some((event) => event.type === 'window-moved' || event.type === 'window-closed');
  const found = await Promise.all([
    stops ? changersOfRecord(table, head, ladder, chainOf) : [],
    given.length > 0 ? changersOfPlaces(table, head, [head.engineerId, ...before], chainOf) : [],
    follows && head.cycleId !== null ? changersOfCycle(table, head, head.cycleId) : [],
  ]);
  return [...new Set(found.flat())];
}

/** Who changed the roles, level, line or activity of these people. */
async function changersOfPlaces(
  table: Table,
  { createdAt }: CaseHead,
  ids: readonly string[],
  chainOf: ChainOf,
): Promise<string[]> {
  const placeOf = (facts: PersonFacts) =>
    JSON.stringify([...recordFacts, ...Object.values(leadFields), 'roles' as const].map((field) => facts[field]));
  const chains = await Promise.all([...new Set(ids)].map(chainOf));
  const changes = chains.flatMap((chain) =>
    chain
      .filter(entered)
      .filter((event, at, all) => at > 0 && placeOf(event.data) !== placeOf((all[at - 1] ?? event).data))
      .filter((event) => event.at >= createdAt),
  );
  return authorsOf(table, changes);
}

async function changersOfCycle(table: Table, { createdAt }: CaseHead, cycleId: string): Promise<string[]> {
  const changes = (await loadCycleEvents(table, cycleId)).filter(
    (event) => event.type !== 'cycle-opened' && event.at >= createdAt,
  );
  return authorsOf(table, changes);
}

type Entered = Extract<PersonEvent, { type: 'person-added' | 'person-changed' }>;

/** Whether HR entered the whole record, in difference to what the end of a case does to it. */
function entered(event: PersonEvent): event is Entered {
  return event.type === 'person-added' || event.type === 'person-changed';
}

/** Who wrote or confirmed these changes, and who proposed them. */
async function authorsOf(table: Table, changes: readonly (PersonEvent | CycleEvent)[]): Promise<string[]> {
  const proposals = [...new Set(changes.flatMap(({ proposal }) => proposal ?? []))];
  const found = await getMany(table, proposals.map(keys.proposal));
  const proposers = proposals.flatMap((id) => proposalIn(found, id)?.by ?? []);
  return [...new Set([...changes.flatMap(({ actor }) => actor.personId ?? []), ...proposers])];
}
