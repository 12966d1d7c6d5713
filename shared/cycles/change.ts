import { checkIfMatch } from '../cases/if-match.ts';
import type { Found } from '../cases/once.ts';
import type { Outside } from '../cases/outside.ts';
import { refusalOf } from '../cases/refusal.ts';
import type { CycleRecord, CycleResult } from '../contract/cycles.ts';
import * as z from '../contract/zod.ts';
import { type CycleCommand, decideCycle } from '../domain/cycles/decide.ts';
import { evolveCycle } from '../domain/cycles/evolve.ts';
import { sealRecord } from '../ledger/seal.ts';
import type { RecordChange } from '../records/change.ts';
import { mattersOfSharedRecord, type SharedFacts, sharedFacts } from '../records/shared.ts';
import { recordEventWrite } from '../store/chain-writes.ts';
import { cycleShape, listCycles } from '../store/cycles.ts';
import { nameOf } from '../store/items.ts';
import { keys } from '../store/keys.ts';
import { shape } from '../store/shape.ts';
import { type Write, writesOf } from '../store/transaction.ts';

/** A change of a cycle: it is opened, what HR wrote about it is replaced, or it is closed. */
export function cycleChange(
  outside: Outside,
  { id, command }: { id: string; command: CycleCommand },
): RecordChange<CycleResult, SharedFacts> {
  const { table, clock, ids, random } = outside;
  return {
    reads: [keys.cycle(id), keys.cycleCount],
    facts: sharedFacts(table),
    async carry({ items, facts }, { actor, ifVersion, requestId, step, proposal }) {
      const { before, count } = stateIn(items, id);
      // Read after the count, so the check of the count finds a change to another cycle. Closing does not need the
      // others.
      const others = command.type === 'close' ? [] : await listCycles(table);
      const at = clock.now().toISOString();
      // The decider refuses a change of a closed cycle, and the close of a cycle that is not there.
      if (before ? !before.closedAt : command.type === 'put') checkIfMatch(before, ifVersion, cycleWords);
      const decision = decideCycle(before, command, { now: at, actor, others, byTwo: step === 'confirming' });
      if (!decision.ok) throw refusalOf(decision.rejection);
      const matters = mattersOfSharedRecord(facts, step);
      const audit = before?.audit ?? null;
      const recording = { chain: `cycle:${id}` as const, audit, at, requestId, proposal, ids, random };
      const sealed = sealRecord(decision.event, recording);
      const after = evolveCycle(before, sealed.event);
      const write = writesOf(table);
      return {
        matters,
        // Everybody shares it.
        units: null,
        result: { cycleId: id, type: sealed.event.type, version: after.version, at },
        writes: [...cycleWrites(write, before, after), recordEventWrite(write, sealed), countWrite(write, count)],
      };
    },
  };
}

type Writes = ReturnType<typeof writesOf>;

/** The write of a cycle after a change. It fails if another change came first. */
export function cycleWrites(write: Writes, before: CycleRecord | null, after: CycleRecord): Write[] {
  const item = { ...cycleShape.content(after), ...keys.cycle(after.id) };
  return [before ? write.putIfVersion('head', item, before.version) : write.putNew('head', item)];
}

/** The write that counts a change to all cycles. `count` is the number before it. */
export function countWrite(write: Writes, count: number): Write {
  const item = { ...cycleCountShape.content({ version: count + 1 }), ...keys.cycleCount };
  return count === 0 ? write.putNew('guard', item) : write.putIfVersion('guard', item, count);
}

export const cycleCountShape = shape(z.strictObject({ version: z.int().check(z.minimum(1)) }));

/** How many changes to all cycles there were, among items that were read by key. */
export function countIn(items: Found['items']): number {
  const count = items.get(nameOf(keys.cycleCount));
  return count ? cycleCountShape.read(count).version : 0;
}

function stateIn(items: Found['items'], id: string) {
  const cycle = items.get(nameOf(keys.cycle(id)));
  return {
    before: cycle ? cycleShape.read(cycle) : null,
    count: countIn(items),
  };
}

const cycleWords = {
  unnamed: 'This cycle is open: say which version you saw, in If-Match.',
  changed: 'This cycle has changed since you read it. Read it again, then decide.',
  absent: 'There is no such cycle yet: leave If-Match out to open it.',
};
