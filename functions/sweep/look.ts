import { type CyclesById, followWindow, readCyclesOnce } from '#shared/cases/follow-window.ts';
import { keepListed } from '#shared/cases/listing.ts';
import { type Directory, readOnce, resettle } from '#shared/cases/resettle.ts';
import { owedBy } from '#shared/cases/standing.ts';
import { openAmong, type Standing } from '#shared/cases/sweep.ts';
import { nameOfError } from '../runtime/logger.ts';
import { type Ask, type Settling, settle } from '../runtime/settle.ts';

/**
 * About which cases Step Functions is asked: about each, about those where something is stale, or about none, because the lap
 * asks about them within the hour.
 */
type Asks = 'all' | 'stale' | 'none';

/** How many cases are looked at at the same time. */
const atOnce = 8;

/**
 * Looks at those of the cases that are open. It keeps each in the lists of its engineer's unit, refills slots whose holder can
 * no longer act, gives the steps of HR to others if nobody of HR is left for them, follows windows that HR has moved, and
 * repairs what differs between the case and its execution. `asks` says about which cases Step Functions is asked. Directory
 * and cycles are read once for all calls.
 */
export function createLook(settling: Settling, ask: Ask) {
  const { outside, log } = settling;
  const directory = readOnce(outside);
  const cycles = readCyclesOnce(outside);
  return async (caseIds: readonly string[], asks: Asks): Promise<{ looked: number; failed: number }> => {
    let looked = 0;
    let failed = 0;
    for await (const open of openAmong(outside, caseIds)) {
      const left = [...open];
      looked += open.length;
      const worker = async () => {
        for (let one = left.shift(); one; one = left.shift()) {
          try {
            await lookAt(settling, { directory, cycles, ask, asks }, one);
          } catch (error) {
            failed += 1;
            log.error('not-swept', { caseId: one.head.id, error: nameOfError(error) });
          }
        }
      };
      await Promise.all(Array.from({ length: atOnce }, worker));
    }
    return { looked, failed };
  };
}

interface Looking {
  directory: Directory;
  cycles: CyclesById;
  ask: Ask;
  asks: Asks;
}

async function lookAt(settling: Settling, looking: Looking, standing: Standing): Promise<void> {
  const { outside } = settling;
  const { directory, cycles, ask, asks } = looking;
  const { head } = standing;
  try {
    await keepListed(outside, standing, directory);
    await resettle(outside, head, directory, outside.ids.next('sweep'));
    await followWindow(outside, head, cycles, outside.ids.next('sweep'));
  } finally {
    // The execution is repaired even if something before it failed.
    const { owed, isStale } = await owedBy(outside, standing);
    if (asks === 'all' || (asks === 'stale' && isStale) || owed.length > 0)
      await settle(settling, head.id, { ask, asksAll: asks === 'all' });
  }
}
