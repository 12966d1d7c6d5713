import type { Outside } from '../cases/outside.ts';
import { Refusal } from '../cases/refusal.ts';
import type { Cycle, CycleRecord, CycleView } from '../contract/cycles.ts';
import type { Person } from '../contract/people.ts';
import { CycleEvent } from '../contract/record-cycle.ts';
import type { RecordEventView } from '../contract/records.ts';
import type { Verification } from '../contract/view.ts';
import { replayCycle } from '../domain/cycles/evolve.ts';
import { hashOf } from '../ledger/hash.ts';
import { type Chained, readChained, verificationOf } from '../records/chain.ts';
import { viewOf } from '../records/event-view.ts';
import { hrOnly } from '../records/hr-only.ts';
import { type NameOf, namesOf } from '../records/names.ts';
import { loadCycleEvents } from '../store/chains.ts';
import { cycleOf, listCycles, loadCycleRecord } from '../store/cycles.ts';
import { loadPeople } from '../store/directory.ts';
import { openCasesAmong, openCasesOf, placesInCycle } from './open-cases.ts';

const notFound = () => new Refusal('not-found', 'There is no such cycle.');

/** Every cycle, the latest first, for HR. Throws `Refusal`. */
export async function readCycles({ table }: Outside, viewer: Person): Promise<Cycle[]> {
  hrOnly(viewer);
  return newestFirst(await listCycles(table));
}

/** Sorts cycles by their last day, the latest first. */
function newestFirst<C extends Pick<Cycle, 'to' | 'id'>>(cycles: readonly C[]): C[] {
  return cycles.toSorted((a, b) => b.to.localeCompare(a.to) || a.id.localeCompare(b.id));
}

/** A cycle with its cases that are not closed, for HR. Throws `Refusal`. */
export async function readCycle({ table, clock }: Outside, viewer: Person, id: string): Promise<CycleView> {
  hrOnly(viewer);
  const now = clock.now().toISOString();
  const [record, open] = await Promise.all([loadCycleRecord(table, id), openCasesOf(table, id, now)]);
  if (!record) throw notFound();
  return { ...cycleOf(record), ...open };
}

/** Everything that was done to a cycle, oldest first, for HR. Throws `Refusal`. */
export async function readCycleEvents({ table }: Outside, viewer: Person, id: string): Promise<RecordEventView[]> {
  hrOnly(viewer);
  const [record, events] = await Promise.all([loadCycleRecord(table, id), loadCycleEvents(table, id)]);
  if (!record) throw notFound();
  return events.map((event) => viewOf(event, undefined));
}

/** Checks the chain of a cycle, and that its events lead to the stored cycle. For HR. Throws `Refusal`. */
export async function verifyCycle({ table }: Outside, viewer: Person, id: string): Promise<Verification> {
  hrOnly(viewer);
  const chained = await readChained(table, `cycle:${id}`, loadCycleRecord(table, id));
  if (!chained) throw notFound();
  return verificationIn(chained);
}

/** A cycle for HR's page: its open cases, its events, the names of the people in them, and the check of its chain. */
export async function readCycleHistory(
  { table, clock }: Outside,
  viewer: Person,
  id: string,
): Promise<{ cycle: CycleView; events: RecordEventView[]; proof: Verification; nameOf: NameOf }> {
  hrOnly(viewer);
  const [chained, places] = await Promise.all([
    readChained(table, `cycle:${id}`, loadCycleRecord(table, id)),
    placesInCycle(table, id),
  ]);
  if (!chained) throw notFound();
  const events = eventsIn(chained);
  const [open, actors] = await Promise.all([
    openCasesAmong(table, places, id, clock.now().toISOString()),
    loadPeople(
      table,
      events.flatMap((event) => event.actor.personId ?? []),
    ),
  ]);
  return {
    cycle: { ...cycleOf(chained.record), ...open },
    events: events.map((event) => viewOf(event, undefined)),
    proof: verificationIn(chained),
    nameOf: namesOf([...Object.values(actors), ...open.openCases.map((one) => one.engineer)]),
  };
}

/** The events in the chain that have the shape of an event of a cycle. */
function eventsIn({ chain }: Chained<CycleRecord>): CycleEvent[] {
  return chain.flatMap((event) => CycleEvent.safeParse(event).data ?? []);
}

/** A chain without a readable first event cannot give a cycle, so the check finds a fault. */
function verificationIn(chained: Chained<CycleRecord>): Verification {
  const events = eventsIn(chained);
  const isSame = events[0]?.type === 'cycle-opened' && hashOf(replayCycle(events)) === hashOf(chained.record);
  return verificationOf(chained, isSame ? [] : ['the cycle is not what its events come to']);
}
