import type { Cycle } from '../contract/cycles.ts';
import { mayJoin } from '../domain/cycles/windows.ts';
import { listCycles } from '../store/cycles.ts';
import type { Outside } from './outside.ts';

/** The cycles that a case can join by itself now, those that end first on top. */
export async function cyclesToJoin({ table, clock }: Outside): Promise<Cycle[]> {
  const now = clock.now().toISOString();
  const cycles = await listCycles(table);
  return cycles.filter((cycle) => mayJoin(cycle, now) === 'yes').toSorted((a, b) => a.to.localeCompare(b.to));
}

/** Those that HR can put a case into: others may have begun in them already. */
export async function cyclesToPutInto({ table, clock }: Outside): Promise<Cycle[]> {
  const now = clock.now().toISOString();
  const cycles = await listCycles(table);
  return cycles.filter((cycle) => mayJoin(cycle, now) !== 'no').toSorted((a, b) => a.to.localeCompare(b.to));
}
