import type { Outside } from '../cases/outside.ts';
import type { Cycle } from '../contract/cycles.ts';
import { listCycles } from '../store/cycles.ts';

/** Every cycle, as everyone may see them. */
export function readEveryCycle({ table }: Outside): Promise<Cycle[]> {
  return listCycles(table);
}
