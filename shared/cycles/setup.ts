import type { Outside } from '../cases/outside.ts';
import { withRetries } from '../cases/retry.ts';
import type { CycleInput } from '../contract/cycles.ts';
import { evolveCycle } from '../domain/cycles/evolve.ts';
import { sealRecord } from '../ledger/seal.ts';
import { setup } from '../records/setup-actor.ts';
import { recordEventWrite } from '../store/chain-writes.ts';
import { getMany, nameOf } from '../store/items.ts';
import { keys } from '../store/keys.ts';
import { transact, writesOf } from '../store/transaction.ts';
import { countIn, countWrite, cycleWrites } from './change.ts';

/**
 * Opens cycles when a system is set up. One that exists stays unchanged. Gives the ids of those that are new. The caller must
 * know that they have no faults: see `faultsOfCycle`.
 */
export async function addCycles(
  { table, clock, ids, random }: Outside,
  cycles: readonly { id: string; input: CycleInput }[],
): Promise<string[]> {
  const added: string[] = [];
  for (const { id, input } of cycles) {
    const isNew = await withRetries('The cycle', async () => {
      const found = await getMany(table, [keys.cycle(id), keys.cycleCount]);
      if (found.has(nameOf(keys.cycle(id)))) return false;
      const at = clock.now().toISOString();
      const opened = { type: 'cycle-opened' as const, data: input, actor: setup };
      const recording = { chain: `cycle:${id}` as const, audit: null, at, requestId: 'setup', ids, random };
      const sealed = sealRecord(opened, recording);
      const write = writesOf(table);
      const done = await transact(table, [
        ...cycleWrites(write, null, evolveCycle(null, sealed.event)),
        recordEventWrite(write, sealed),
        countWrite(write, countIn(found)),
      ]);
      return done.ok ? true : null;
    });
    if (isNew) added.push(id);
  }
  return added;
}
