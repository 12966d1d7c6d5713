import type { Outside } from '../cases/outside.ts';
import { Refusal } from '../cases/refusal.ts';
import type { Cycle, CycleRecord, CycleView } from '../contract/cycles.ts';
import { CycleEvent, type RecordEventView } from '../contract/records.ts';
import type { Verification } from '../contract/view.ts';
import { replayCycle } from '../domain/cycles/evolve.ts';
import { hashOf } from '../ledger/hash.ts';
import { type Link, verify } from '../ledger/verify.ts';
import { viewOf } from '../publishing/event-view.ts';
import { loadHr } from '../publishing/hr.ts';
import { loadCycleEvents, storedEvents } from '../store/chains.ts';
import { cycleOf, listCycles, loadCycleRecord } from '../store/cycles.ts';
import { openCasesOf } from './open-cases.ts';

/** Every cycle, those that end last first, for HR. Throws `Refusal`. */
export async function readCycles(outside: Outside, viewerId: string): Promise<Cycle[]> {
  await loadHr(outside, viewerId);
  return newestFirst(await listCycles(outside.table));
}

/** Cycles, those that end last first. */
export function newestFirst<C extends Pick<Cycle, 'to' | 'id'>>(cycles: readonly C[]): C[] {
  return cycles.toSorted((a, b) => b.to.localeCompare(a.to) || a.id.localeCompare(b.id));
}

/** A cycle with its cases that are not closed, for HR. Throws `Refusal`. */
export async function readCycle(outside: Outside, viewerId: string, id: string): Promise<CycleView> {
  const cycle = await recordFor(outside, viewerId, id);
  return { ...cycleOf(cycle), openCases: await openCasesOf(outside, id) };
}

/** Everything that was done to a cycle, oldest first, for HR. Throws `Refusal`. */
export async function readCycleEvents(outside: Outside, viewerId: string, id: string): Promise<RecordEventView[]> {
  await recordFor(outside, viewerId, id);
  return (await loadCycleEvents(outside.table, id)).map((event) => viewOf(event, undefined));
}

/** Checks the chain of a cycle, and that the cycle is what the chain comes to. For HR. Throws `Refusal`. */
export async function verifyCycle(outside: Outside, viewerId: string, id: string): Promise<Verification> {
  const cycle = await recordFor(outside, viewerId, id);
  // Read after the cycle, so the chain may be longer by what was done in between: judged up to the end that it names.
  const chain = (await storedEvents(outside.table, `cycle:${id}`)).slice(0, cycle.audit.seq) as unknown as Link[];
  const report = verify(chain, {}, cycle.audit, 'record');
  const isSame = comesTo(chain, cycle);
  const faults = [...report.faults, ...(isSame ? [] : ['the cycle is not what its events come to'])];
  return { verified: faults.length === 0, events: chain.length, faults, erased: report.erased };
}

/** Events that are none any more, or that begin in the middle, come to nothing. */
function comesTo(chain: readonly Link[], cycle: CycleRecord): boolean {
  const events = chain.flatMap((event) => CycleEvent.safeParse(event).data ?? []);
  return events[0]?.type === 'cycle-opened' && hashOf(replayCycle(events)) === hashOf(cycle);
}

async function recordFor(outside: Outside, viewerId: string, id: string): Promise<CycleRecord> {
  await loadHr(outside, viewerId);
  const cycle = await loadCycleRecord(outside.table, id);
  if (!cycle) throw new Refusal('not-found', 'There is no such cycle.');
  return cycle;
}
