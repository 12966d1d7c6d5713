import type { PersonInput } from '../../contract/directory.ts';
import type { Ladder, Role } from '../../contract/ladder.ts';
import type { Person } from '../../contract/people.ts';
import type { PersonDraftEvent, PersonFacts } from '../../contract/records.ts';
import { isHr } from '../publishing/decide.ts';

interface Fault {
  path: string;
  reason: string;
}

export type PersonDecision =
  | { ok: true; event: PersonDraftEvent; after: Person }
  | { ok: false; rejection: { code: 'forbidden' | 'invalid-input'; message: string; faults?: Fault[] } };

/** Facts from outside the person's item. */
export interface PersonContext {
  actor: Person;
  /** The people that are named as leads, by id; whoever is not there is not in the directory. */
  leads: Record<string, Person>;
  /** The version in force of the ladder that is named; null when there is none. */
  ladder: Ladder | null;
}

/** Which role a lead is named for. */
export const lines = {
  techLeadId: 'tech-lead',
  odcLeadId: 'odc-lead',
  headOfDepartmentId: 'head-of-department',
  deliveryDirectorId: 'delivery-director',
} as const satisfies Partial<Record<keyof PersonInput, Role>>;

/** The ids of the leads that somebody names. */
export function leadsOf(input: PersonInput): string[] {
  return (Object.keys(lines) as (keyof typeof lines)[]).flatMap((line) => input[line] ?? []);
}

/** Decides what HR says of a person; `before` is null for somebody new. Nobody changes their own record. */
export function decidePerson(
  before: Person | null,
  id: string,
  input: PersonInput,
  context: PersonContext,
): PersonDecision {
  const { actor } = context;
  if (!isHr(actor)) return { ok: false, rejection: { code: 'forbidden', message: 'The directory is kept by HR.' } };
  if (actor.id === id)
    return {
      ok: false,
      rejection: { code: 'forbidden', message: 'Nobody changes their own record: ask somebody else of HR.' },
    };
  const faults = [...faultsOfLines(id, input, context), ...faultsOfLevel(input, context)];
  if (faults.length > 0)
    return { ok: false, rejection: { code: 'invalid-input', message: 'The record is not right.', faults } };
  const { name, email } = input;
  return {
    ok: true,
    after: { ...input, id, version: (before?.version ?? 0) + 1 },
    event: {
      type: before ? 'person-changed' : 'person-added',
      data: factsOf(input),
      actor: { personId: actor.id, role: 'hr', relation: 'directory', onBehalfOf: null },
      body: { name, email },
    },
  };
}

/** What of a person stands in the chain in the open; name and mail address do not. */
export function factsOf(person: PersonInput): PersonFacts {
  const { ladder, level, team, odc, roles, active } = person;
  const { techLeadId, odcLeadId, headOfDepartmentId, deliveryDirectorId } = person;
  return { ladder, level, team, odc, roles, techLeadId, odcLeadId, headOfDepartmentId, deliveryDirectorId, active };
}

function faultsOfLines(id: string, input: PersonInput, { leads }: PersonContext): Fault[] {
  return Object.entries(lines).flatMap(([path, role]) => {
    const leadId = input[path as keyof typeof lines];
    if (leadId === null) return [];
    if (leadId === id) return [{ path, reason: 'nobody leads themselves: name somebody else, or null for a vacancy' }];
    return leads[leadId]?.roles.includes(role)
      ? []
      : [{ path, reason: `name a person of the directory who has the role ${role}, or null for a vacancy` }];
  });
}

function faultsOfLevel({ ladder: ladderId, level }: PersonInput, { ladder }: PersonContext): Fault[] {
  if (ladderId === null)
    return level === null ? [] : [{ path: 'level', reason: 'name the ladder that the level is on, or give null' }];
  if (!ladder) return [{ path: 'ladder', reason: 'give the id of a ladder that is in force, or null' }];
  const levels = ladder.levels.map((one) => one.id);
  if (level !== null && levels.includes(level)) return [];
  return [{ path: 'level', reason: `give a level of ${ladderId}: ${levels.join(', ')}` }];
}
