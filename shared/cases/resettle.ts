import type { CaseHead } from '../contract/case.ts';
import type { Person } from '../contract/people.ts';
import { systemCommands } from '../domain/case/commands/system/index.ts';
import { decideForSystem } from '../domain/case/decide-for-system.ts';
import { deputiesFrom, factsFor } from '../domain/case/state/facts.ts';
import type { Context } from '../domain/case/state/types.ts';
import { lineOf } from '../domain/people.ts';
import { loadCalendars } from '../store/calendars.ts';
import { loadPeople, peopleOf } from '../store/directory.ts';
import { deciderKeys, decidersIn } from '../store/holders.ts';
import { getMany } from '../store/items.ts';
import { peopleBehind } from './changers.ts';
import type { Outside } from './outside.ts';
import { ladderOf } from './reading.ts';
import { executeSystem } from './system.ts';

/** The directory, as a sweep reads it: it can be a little out of date. */
export interface Directory {
  /** People by id. A person who is not in the directory is left out. */
  people: (ids: readonly string[]) => Promise<Record<string, Person>>;
  /** Who decides as HR, and who does in its place. */
  deciders: () => Promise<Context['holders']>;
  /** The working calendars, by ODC. */
  calendars: () => Promise<NonNullable<Context['calendars']>>;
}

/** Reads each person only once, because many cases share their leads. */
export function readOnce({ table }: Outside): Directory {
  const known = new Map<string, Person | null>();
  let deciders: Context['holders'];
  let written: ReturnType<typeof loadCalendars> | undefined;
  const people: Directory['people'] = async (ids) => {
    const unknown = ids.filter((id) => !known.has(id));
    const read = unknown.length > 0 ? await loadPeople(table, unknown, { isConsistent: false }) : {};
    for (const id of unknown) known.set(id, read[id] ?? null);
    return peopleOf(
      Object.fromEntries(
        ids.flatMap((id) => {
          const person = known.get(id);
          return person ? [[id, person]] : [];
        }),
      ),
    );
  };
  return {
    people,
    async deciders() {
      deciders ??= decidersIn(await getMany(table, deciderKeys));
      return deciders;
    },
    calendars() {
      written ??= loadCalendars(table);
      return written;
    },
  };
}

/**
 * Refills the slots of an open case whose holders can no longer act, and gives the steps of HR to others if nobody of HR
 * is left for them. `directory` only shows whether there is something to do. If there is, the case and the directory are
 * read again for the decision.
 */
export async function resettle(
  outside: Outside,
  head: CaseHead,
  { people, deciders, calendars }: Directory,
  requestId: string,
): Promise<void> {
  const command = { type: 'resettle' } as const;
  const ladder = await ladderOf(outside, head.ladder);
  const first = await people(factsFor(head, command, systemCommands[command.type], ladder, null).people);
  const engineer = first[head.engineerId];
  const now = outside.clock.now().toISOString();
  const more = await people([...(engineer ? lineOf(engineer) : []), ...deputiesFrom(Object.values(first), now)]);
  const decision = decideForSystem({ head, bodies: {} }, command, {
    now,
    ladder,
    actor: null,
    system: 'sweep',
    people: peopleOf(first, more),
    holders: await deciders(),
    calendars: await calendars(),
    intranetHosts: outside.intranetHosts,
    companyZone: outside.companyZone,
  });
  // Whether somebody changed the record of a stopped case once more is known only from its chain. Few cases are stopped.
  const events = decision.ok ? decision.events : [];
  if (head.stage === 'stopped' || events.length > 0)
    await executeSystem(outside, head.id, command, 'sweep', requestId, { behind: peopleBehind(head, events) });
}
