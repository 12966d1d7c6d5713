import type { CaseHead } from '../contract/case.ts';
import type { DraftEvent } from '../contract/events.ts';
import type { PublishedLadder } from '../contract/ladder.ts';
import { leadFields, recordFacts } from '../contract/names.ts';
import type { CycleEvent } from '../contract/record-cycle.ts';
import type { PersonEvent, PersonFacts } from '../contract/record-person.ts';
import { changedFacts } from '../domain/case/state/engineer-record.ts';
import { loadCycleEvents, loadPersonEvents } from '../store/chains.ts';
import type { Table } from '../store/client.ts';
import { getMany } from '../store/items.ts';
import { keys } from '../store/keys.ts';
import { proposalIn } from '../store/proposals.ts';
import type { Write, writesOf } from '../store/transaction.ts';

/** Who of HR changed the records that a case rests on. Whoever proposed a change is one of them. */

/**
 * Who made the engineer's record what the case did not begin with, since the case was opened. Only for a case that stops,
 * or stands still.
 */
export async function changersOfRecord(
  table: Table,
  head: CaseHead,
  ladder: PublishedLadder,
  chain: readonly PersonEvent[],
): Promise<string[]> {
  const changes = chain.filter(
    (event) => entered(event) && event.at >= head.createdAt && changedFacts(head, event.data, ladder).length > 0,
  );
  return authorsOf(table, changes);
}

/** The chains of people, by id. A map and no record, because a person can have the id `constructor`. */
type Chains = ReadonlyMap<string, PersonEvent[]>;

/** Reads the chains of these people. */
export async function loadChains(table: Table, ids: readonly string[]): Promise<Chains> {
  return new Map(await Promise.all(ids.map(async (id) => [id, await loadPersonEvents(table, id)] as const)));
}

/** Fails if the chain of a person has got another event since it was read. */
export function endCheck(write: ReturnType<typeof writesOf>, personId: string, chain: readonly PersonEvent[]): Write {
  const last = chain.at(-1)?.seq ?? 0;
  return write.checkAbsent('guard', keys.chainEvent(`person:${personId}`, last + 1));
}

/**
 * The people whose records these events of the system follow: the engineer if the case stops or stands still, and also
 * the former holders if parts go to others; and holders for whom others act because they are away.
 */
export function peopleBehind(head: CaseHead, events: readonly DraftEvent[]): string[] {
  const given = events.flatMap((event) => (event.type === 'slot-substituted' ? event.data.slots : []));
  const holderOf = (id: string) => head.slots.find((one) => one.id === id)?.personId ?? null;
  // A part that goes on because of a conflict of interest follows no record.
  const moved = given.filter(({ id }) => !head.conflicts.includes(holderOf(id) ?? ''));
  const before = moved.flatMap(({ id }) => holderOf(id) ?? []);
  const away = events.flatMap((event) => (event.type === 'delegated' ? event.data.by : []));
  if (moved.length === 0 && !stops(head, events)) return [...new Set(away)];
  return [...new Set([head.engineerId, ...before, ...away])];
}

const stops = (head: CaseHead, events: readonly DraftEvent[]) =>
  head.stage === 'stopped' || events.some((event) => event.type === 'case-stopped');

/**
 * Who changed what these events of the system follow, since the case was opened: the engineer's record if the case stops or
 * stands still, the records of the engineer and of those whose parts go to others or to a deputy, the window of a cycle. For
 * other events it is empty and reads nothing. `known` are chains that have already been read.
 */
export async function changersBehind(
  table: Table,
  { head, events, ladder }: { head: CaseHead; events: readonly DraftEvent[]; ladder: PublishedLadder },
  known: Chains,
): Promise<string[]> {
  const people = peopleBehind(head, events);
  const unknown = people.filter((id) => !known.has(id));
  const chains = new Map([...known, ...(await loadChains(table, unknown))]);
  const chainOf = (id: string) => chains.get(id) ?? [];
  const follows = events.some((event) => event.type === 'window-moved' || event.type === 'window-closed');
  const found = await Promise.all([
    stops(head, events) ? changersOfRecord(table, head, ladder, chainOf(head.engineerId)) : [],
    events.some(({ type }) => type === 'slot-substituted' || type === 'delegated')
      ? changersOfPlaces(table, head, people.map(chainOf))
      : [],
    follows && head.cycleId !== null ? changersOfCycle(table, head, head.cycleId) : [],
  ]);
  return [...new Set(found.flat())];
}

/** Who changed the roles, level, line, activity or leave of the people with these chains. */
async function changersOfPlaces(
  table: Table,
  { createdAt }: CaseHead,
  chains: readonly PersonEvent[][],
): Promise<string[]> {
  const placeOf = (facts: Partial<PersonFacts>) =>
    JSON.stringify(
      [...recordFacts, ...Object.values(leadFields), 'roles' as const, 'leave' as const].map((field) => facts[field]),
    );
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

/** Who wrote or confirmed these changes, and who proposed them. Whoever asked for leave of their own did nothing as HR. */
async function authorsOf(table: Table, changes: readonly (PersonEvent | CycleEvent)[]): Promise<string[]> {
  const proposals = [...new Set(changes.flatMap(({ proposal }) => proposal ?? []))];
  const found = await getMany(table, proposals.map(keys.proposal));
  const proposers = proposals.flatMap((id) => {
    const proposal = proposalIn(found, id);
    return proposal && proposal.kind !== 'leave' ? proposal.by : [];
  });
  return [...new Set([...changes.flatMap(({ actor }) => actor.personId ?? []), ...proposers])];
}
