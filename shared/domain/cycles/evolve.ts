import type { CycleRecord } from '../../contract/cycles.ts';
import type { CycleEvent } from '../../contract/record-cycle.ts';

/** A cycle after an event. `before` is null for a new cycle. */
export function evolveCycle(before: CycleRecord | null, event: CycleEvent): CycleRecord {
  const audit = { seq: event.seq, hash: event.hash };
  if (event.type === 'cycle-opened')
    return {
      ...event.data,
      id: event.chain.slice('cycle:'.length),
      openedAt: event.at,
      closedAt: null,
      version: 1,
      audit,
    };
  if (!before) throw new Error(`${event.type} is about a cycle that was never opened`);
  const after = { ...before, version: before.version + 1, audit };
  return event.type === 'cycle-changed' ? { ...after, ...event.data } : { ...after, closedAt: event.at };
}

/** The cycle that results from a chain of events. Null: no events. */
export function replayCycle(events: readonly CycleEvent[]): CycleRecord | null {
  return events.reduce<CycleRecord | null>(evolveCycle, null);
}
