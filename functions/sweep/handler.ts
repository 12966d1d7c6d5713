import { type CyclesById, followWindow, readCyclesOnce } from '#shared/cases/follow-window.ts';
import { wakeMails } from '#shared/cases/mails.ts';
import { type Directory, readOnce, resettle } from '#shared/cases/resettle.ts';
import { bringIntoLists, keepListed, openCase, openCases } from '#shared/cases/sweep.ts';
import { keepFound } from '#shared/directory/kept-found.ts';
import { wakeImports } from '#shared/importing/work.ts';
import { nameOfError } from '../runtime/logger.ts';
import { type Settling, settle } from '../runtime/settle.ts';
import { describe } from '../runtime/step-functions.ts';

/** How many cases are checked at the same time. More could exceed a quota of Step Functions. */
const atOnce = 8;

/** How many people of a directory from before its index one run puts into it. Origin: ours. */
const peopleAtOnce = 2000;

/**
 * Checks every open case. It refills slots whose holder can no longer act, gives the steps of HR to others if nobody of HR
 * is left for them, keeps it in the lists of its engineer's unit, follows windows that HR has moved, compares the case with its
 * execution, and repairs what differs. Then it lets the relay send the mails that have waited, lets work on files of people go on
 * that was lost, and fills the index of people, if the directory is from before it. Gives the number of checked cases and of failures.
 */
export function createSweep(settling: Settling) {
  return async (): Promise<{ looked: number; failed: number }> => {
    let looked = 0;
    let failed = 0;
    const directory = readOnce(settling.outside);
    const cycles = readCyclesOnce(settling.outside);
    await bringIntoLists(settling.outside, directory);
    for await (const caseIds of openCases(settling.outside, atOnce)) {
      const results = await Promise.allSettled(caseIds.map((caseId) => sweepCase(settling, directory, cycles, caseId)));
      looked += caseIds.length;
      for (const [at, result] of results.entries()) {
        if (result.status === 'fulfilled') continue;
        failed += 1;
        settling.log.error('not-swept', { caseId: caseIds[at], error: nameOfError(result.reason) });
      }
    }
    await wakeMails(settling.outside);
    await keepFound(settling.outside, peopleAtOnce);
    await wakeImports(settling.outside);
    settling.log.info('swept', { looked, failed });
    return { looked, failed };
  };
}

async function sweepCase(settling: Settling, directory: Directory, cycles: CyclesById, caseId: string): Promise<void> {
  const { outside, machine } = settling;
  const found = await openCase(outside, caseId);
  if (!found) return;
  const { head } = found;
  const { generation } = head;
  try {
    await keepListed(outside, found, directory);
    await resettle(outside, head, directory, outside.ids.next('sweep'));
    await followWindow(outside, head, cycles, outside.ids.next('sweep'));
  } finally {
    // The execution is repaired even if something before it failed.
    await settle(settling, caseId, { generation, execution: await describe(machine, { caseId, generation }) });
  }
}
