import { failedExecution } from '#shared/cases/executions.ts';
import { bringIntoLists } from '#shared/cases/listing.ts';
import { wakeMails } from '#shared/cases/mails.ts';
import { readOnce } from '#shared/cases/resettle.ts';
import { beginRun, changedCases, Overtaken, type SweepRun, shareOfLap } from '#shared/cases/sweep.ts';
import { askAgain, noteUntold } from '#shared/cases/told.ts';
import * as z from '#shared/contract/zod.ts';
import { keepFound } from '#shared/directory/kept-found.ts';
import { wakeExports } from '#shared/importing/export.ts';
import { wakeMoves } from '#shared/importing/move-work.ts';
import { wakeImports } from '#shared/importing/work.ts';
import { expireProposals } from '#shared/proposals/expire.ts';
import { nameOfError } from '../runtime/logger.ts';
import { type Settling, settle } from '../runtime/settle.ts';
import { describe } from '../runtime/step-functions.ts';
import { Asking, type Pause } from './asking.ts';
import { createLook } from './look.ts';

/** A run takes no further page after this time, in milliseconds, so that it ends before Lambda ends it. */
const runMs = 265_000;

/** So many cases are looked at before a run asks whether its time is over. */
const atOnce = 100;

/** How many people of a directory from before its index one run puts into it. Origin: ours. */
const peopleAtOnce = 2000;

/** What somebody who starts the sweep by hand can ask for: to ask about the execution of each case. */
const ByHand = z.object({ everyCase: z.boolean() });

/** How many cases a run has looked at, and how much of its work failed. */
export interface Swept {
  looked: number;
  failed: number;
}

const sleep: Pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * The sweep. By schedule it does its parts one after another: it lets the relay send the mails that have waited; lets work on
 * files go on that was lost; ends proposals that nobody decided in time; finds events of which people were not told; brings
 * heads and people from before their indexes into them; looks at the cases behind what has changed since the last run; and
 * looks at its share of all open cases. If an execution has failed, it settles that case at once. Throws only if that failed,
 * so that Lambda tries again.
 */
export function createSweep(settling: Settling, pause: Pause = sleep) {
  return async (event?: unknown): Promise<Swept> => {
    const found = failedExecution(event);
    if (found) {
      await settle(settling, found.caseId, { found });
      return { looked: 1, failed: 0 };
    }
    const everyCase = ByHand.safeParse(event).data?.everyCase ?? false;
    try {
      return await sweep(settling, pause, await beginRun(settling.outside, everyCase));
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error;
      settling.log.warn('sweep-overtaken');
      return { looked: 0, failed: 0 };
    }
  };
}

async function sweep(settling: Settling, pause: Pause, run: SweepRun): Promise<Swept> {
  const { outside, machine, log } = settling;
  const { clock } = outside;
  const ends = clock.now().getTime() + runMs;
  const isOver = () => clock.now().getTime() >= ends;
  const asking = new Asking(clock, pause, run.state.asks);
  const look = createLook(settling, async (input) => {
    await asking.turn();
    return describe(machine, input);
  });
  const sum: Swept = { looked: 0, failed: 0 };
  async function part(name: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (error instanceof Overtaken) throw error;
      sum.failed += 1;
      log.error('not-swept', { part: name, error: nameOfError(error) });
    }
  }
  async function lookAt(caseIds: readonly string[], asks: Parameters<typeof look>[1]): Promise<void> {
    const { looked, failed } = await look(caseIds, asks);
    sum.looked += looked;
    sum.failed += failed;
  }
  await part('mails', () => wakeMails(outside));
  await part('files', () => wakeImports(outside));
  await part('mapping files', () => wakeMoves(outside));
  await part('files of everybody', () => wakeExports(outside));
  await part('proposals', () => expireProposals(outside));
  await part('indexes', async () => {
    await bringIntoLists(outside, readOnce(outside));
    await keepFound(outside, peopleAtOnce);
  });
  await part('notices', async () => {
    await noteUntold(outside, run);
    await askAgain(outside);
  });
  await part('changes', async () => {
    for await (const { caseIds, followed } of changedCases(outside, run)) {
      // One change of a cycle can concern thousands. If the time is over, the next run begins this page again.
      for (let at = 0; at < caseIds.length; at += atOnce) {
        if (isOver()) return;
        await lookAt(caseIds.slice(at, at + atOnce), 'none');
      }
      await run.keep({ followed, asks: asking.content });
    }
  });
  await part('cases', async () => {
    for await (const { caseIds, lap } of shareOfLap(outside, run)) {
      if (isOver()) return;
      await lookAt(caseIds, run.state.lap.asksAll ? 'all' : 'stale');
      await run.keep({ lap, asks: asking.content });
    }
  });
  log.info('swept', { ...sum });
  return sum;
}
