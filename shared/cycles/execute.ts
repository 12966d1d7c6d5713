import type { Executed, RequestMeta } from '../cases/once.ts';
import type { Outside } from '../cases/outside.ts';
import { type CycleInput, CycleResult } from '../contract/cycles.ts';
import type { Person } from '../contract/people.ts';
import type { CycleCommand } from '../domain/cycles/decide.ts';
import { changeAlone } from '../records/alone.ts';
import { cycleChange } from './change.ts';

/**
 * Opens a cycle, or replaces everything HR wrote about an open one. Replacing needs its version. Throws `Refusal`,
 * `takes-two-people` if the actor takes part in an open case.
 */
export async function putCycle(
  outside: Outside,
  actor: Person,
  { id, input }: { id: string; input: CycleInput },
  meta: RequestMeta,
): Promise<Executed<CycleResult>> {
  return execute(outside, actor, id, { type: 'put', id, input }, meta);
}

/** Closes a cycle. Throws `Refusal`, as `putCycle` does. */
export async function closeCycle(
  outside: Outside,
  actor: Person,
  id: string,
  meta: RequestMeta,
): Promise<Executed<CycleResult>> {
  return execute(outside, actor, id, { type: 'close' }, meta);
}

function execute(
  outside: Outside,
  actor: Person,
  id: string,
  command: CycleCommand,
  meta: RequestMeta,
): Promise<Executed<CycleResult>> {
  const once = { actor, request: { cycle: id, command }, shape: CycleResult, what: 'The cycle' };
  return changeAlone(outside, once, cycleChange(outside, { id, command }), meta);
}
