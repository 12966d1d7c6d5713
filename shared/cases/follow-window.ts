import type { CaseHead } from '../contract/case.ts';
import type { Cycle } from '../contract/cycles.ts';
import { isBoundAnew, signedWithin } from '../domain/case/state/signing-window.ts';
import { listCycles } from '../store/cycles.ts';
import type { Outside } from './outside.ts';
import { ladderOf } from './reading.ts';
import { executeSystem } from './system.ts';

/** The cycles by id. They are read only once, and only if a case needs them. */
export type CyclesById = () => Promise<Map<string, Cycle>>;

export function readCyclesOnce({ table }: Outside): CyclesById {
  let read: Promise<Map<string, Cycle>> | undefined;
  return () => {
    read ??= listCycles(table).then((all) => new Map(all.map((one) => [one.id, one])));
    return read;
  };
}

/** If the window of open signatures was moved or is over, the case follows it now. Does nothing otherwise. */
export async function followWindow(
  outside: Outside,
  head: CaseHead,
  cycles: CyclesById,
  requestId: string,
): Promise<void> {
  if (head.status !== 'open' || head.stage !== 'sign-off') return;
  const ladder = await ladderOf(outside, head.ladder);
  if (signedWithin(head, ladder) === null) return;
  const cycle = head.cycleId === null ? null : ((await cycles()).get(head.cycleId) ?? null);
  if (!isBoundAnew(head, { ladder, cycle, now: outside.clock.now().toISOString() })) return;
  await executeSystem(outside, head.id, { type: 'remind', generation: head.generation }, 'sweep', requestId);
}
