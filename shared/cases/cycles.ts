import type { Cycle } from '../contract/cycles.ts';
import { localDay } from '../domain/calendar/zone.ts';
import { mayJoin } from '../domain/cycles/windows.ts';
import { listCycles } from '../store/cycles.ts';
import type { Outside } from './outside.ts';

/** The cycles that a case can join now without HR, in a time zone. The cycle that ends first comes first. */
export async function cyclesToJoin({ table, clock }: Outside, timeZone: string): Promise<Cycle[]> {
  const today = localDay(clock.now().toISOString(), timeZone);
  const cycles = await listCycles(table);
  return cycles.filter((cycle) => mayJoin(cycle, today) === 'yes').toSorted((a, b) => a.to.localeCompare(b.to));
}

/** Those of all cycles that HR can put a case into on a day, also if it is too late to join them without HR. */
export function cyclesToPutInto(cycles: readonly Cycle[], day: string): Cycle[] {
  return cycles.filter((cycle) => mayJoin(cycle, day) !== 'no').toSorted((a, b) => a.to.localeCompare(b.to));
}
