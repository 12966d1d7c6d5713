import type { CaseHead } from '../contract/case.ts';
import type { Person } from '../contract/people.ts';
import { systemCommands } from '../domain/case/commands/system/index.ts';
import { decideForSystem } from '../domain/case/decide-for-system.ts';
import { factsFor } from '../domain/case/facts.ts';
import { lineOf } from '../domain/people.ts';
import { loadPeople } from '../store/directory.ts';
import type { Outside } from './outside.ts';
import { ladderOf } from './reading.ts';
import { executeSystem } from './system.ts';

/** People by id; whoever is not there is not in the directory. */
export type PeopleById = (ids: readonly string[]) => Promise<Record<string, Person>>;

/** Reads everybody once, however often they are asked for: many cases share their leads. */
export function readOnce({ table }: Outside): PeopleById {
  const known: Record<string, Person | null> = {};
  return async (ids) => {
    const unknown = ids.filter((id) => !(id in known));
    const read = unknown.length > 0 ? await loadPeople(table, unknown) : {};
    for (const id of unknown) known[id] = read[id] ?? null;
    return Object.fromEntries(ids.flatMap((id) => (known[id] ? [[id, known[id]]] : [])));
  };
}

/**
 * Gives the parts of an open case anew whose holders cannot play them any more. Whether there are any is judged by what
 * `people` knows, which may be a little old; only where there are, case and directory are read for a decision.
 */
export async function resettle(outside: Outside, head: CaseHead, people: PeopleById, requestId: string): Promise<void> {
  const command = { type: 'resettle' } as const;
  const ladder = await ladderOf(outside, head.ladder);
  const first = await people(factsFor(head, command, systemCommands[command.type], ladder, null).people);
  const engineer = first[head.engineerId];
  const decision = decideForSystem({ head, bodies: {} }, command, {
    now: outside.clock.now().toISOString(),
    ladder,
    actor: null,
    system: 'sweep',
    people: { ...first, ...(engineer ? await people(lineOf(engineer)) : {}) },
    intranetHosts: outside.intranetHosts,
  });
  if (decision.ok && decision.events.length > 0) await executeSystem(outside, head.id, command, 'sweep', requestId);
}
