import type { Cycle } from '../contract/cycles.ts';
import { mayJoin } from '../domain/cycles/windows.ts';
import { listCycles } from '../store/cycles.ts';
import type { Outside } from './outside.ts';

/** The cycles that a case can join now without HR. The cycle that ends first comes first. */
export async function cyclesToJoin({ table, clock }: Outside): Promise<Cycle[]> {
  const now = clock.now().toISOString();
  const cycles = await listCycles(table);
  return cycles.filter((cycle) => mayJoin(cycle, now) === 'yes').toSorted((a, b) => a.to.localeCompare(b.to));
}

/** The cycles that HR can put a case into now. This includes cycles that are too late to join without HR. */
export async function cyclesToPutInto({ table, clock }: Outside): Promise<Cycle[]> {
  const now = clock.now().toISOString();
  const cycles = await listCycles(table);
  return cycles.filter((cycle) => mayJoin(cycle, now) !== 'no').toSorted((a, b) => a.to.localeCompare(b.to));
}
