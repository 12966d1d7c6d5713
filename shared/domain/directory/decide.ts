import type { PersonInput } from '../../contract/directory.ts';
import type { Ladder } from '../../contract/ladder.ts';
import { leadFields, lineRoles } from '../../contract/names.ts';
import type { Person } from '../../contract/people.ts';
import type { PersonDraftEvent, PersonFacts } from '../../contract/records.ts';
import type { Seats } from '../../contract/seats.ts';
import type { Fault } from '../fault.ts';
import { isHr, leadsWith } from '../people.ts';
import { type SeatsChange, seatsAfter } from '../seats/moves.ts';

/** Why a change of a person is refused. Scripts rely on these codes, so they never change. */
export type DirectoryRejectionCode = 'forbidden' | 'invalid-input' | 'no-seat';

export type PersonDecision =
  | { ok: true; event: PersonDraftEvent; after: Person; seats: SeatsChange[] }
  | { ok: false; rejection: { code: DirectoryRejectionCode; message: string; faults?: Fault[] } };

/** What a decision needs beside the person's record. */
export interface PersonContext {
  /** ISO instant. */
  now: string;
  actor: Person;
  /** The people who are named as leads, by id. An id that is missing here is not in the directory. */
  leads: Record<string, Person>;
  /** The current version of the ladder that the input names. Null: there is none. */
  ladder: Ladder | null;
  /** The seats of every level that has seats. */
  seats: readonly Seats[];
}

/** The ids of the leads that a record names. */
export function leadsOf(input: PersonInput): string[] {
  return lineRoles.flatMap((role) => input[leadFields[role]] ?? []);
}

/**
 * Decides a change of a person by HR. `before` is null for a new person. People of HR cannot change their own record,
 * and a person cannot be put on a capped level that has no free seat.
 */
export function decidePerson(
  before: Person | null,
  id: string,
  input: PersonInput,
  context: PersonContext,
): PersonDecision {
  const { actor } = context;
  if (!isHr(actor)) return { ok: false, rejection: { code: 'forbidden', message: 'Only HR keeps the directory.' } };
  if (actor.id === id)
    return {
      ok: false,
      rejection: { code: 'forbidden', message: 'Nobody changes their own record: ask another person of HR.' },
    };
  const faults = [...faultsOfLines(id, input, context), ...faultsOfLevel(input, context)];
  if (faults.length > 0)
    return { ok: false, rejection: { code: 'invalid-input', message: 'The record has errors.', faults } };
  const place = { personId: id, caseId: null, since: context.now };
  const seats = seatsAfter(context.seats, before, input, { ladder: context.ladder, place });
  if (seats === 'no-seat')
    return {
      ok: false,
      rejection: {
        code: 'no-seat',
        message: `Every seat at ${input.level} is taken. A seat becomes free when its holder moves or leaves.`,
        faults: [{ path: 'level', reason: 'give another level: this one has no seat left' }],
      },
    };
  const { name, email } = input;
  return {
    ok: true,
    seats,
    after: { ...input, id, version: (before?.version ?? 0) + 1 },
    event: {
      type: before ? 'person-changed' : 'person-added',
      data: factsOf(input),
      actor: { personId: actor.id, role: 'hr', relation: 'directory', onBehalfOf: null },
      body: { name, email },
    },
  };
}

/** The part of a person that the chain records in the open: everything but the name and the mail address. */
export function factsOf(person: PersonInput): PersonFacts {
  const { ladder, level, track, levelSince, trackChangedOn, team, odc, roles, active } = person;
  const leads = leadsWith((field) => person[field]);
  return { ladder, level, track, levelSince, trackChangedOn, team, odc, roles, ...leads, active };
}

function faultsOfLines(id: string, input: PersonInput, { leads }: PersonContext): Fault[] {
  return lineRoles.flatMap((role) => {
    const path = leadFields[role];
    const leadId = input[path];
    if (leadId === null) return [];
    if (leadId === id) return [{ path, reason: 'nobody leads themselves: name another person, or null for a vacancy' }];
    return leads[leadId]?.roles.includes(role)
      ? []
      : [{ path, reason: `name a person of the directory who has the role ${role}, or null for a vacancy` }];
  });
}

function faultsOfLevel({ ladder: ladderId, level, track }: PersonInput, { ladder }: PersonContext): Fault[] {
  if (ladderId === null)
    return Object.entries({ level, track }).flatMap(([path, given]) =>
      given === null ? [] : [{ path, reason: `name the ladder that the ${path} is on, or give null` }],
    );
  if (!ladder) return [{ path: 'ladder', reason: 'give the id of a ladder that is in force, or null' }];
  const levels = ladder.levels.map((one) => one.id);
  if (level === null || !levels.includes(level))
    return [{ path: 'level', reason: `give a level of ${ladderId}: ${levels.join(', ')}` }];
  const tracks = ladder.tracks.filter((one) => one.level === level).map((one) => one.id);
  if (track === null || tracks.includes(track)) return [];
  const offered = tracks.length > 0 ? `give a track of ${level}: ${tracks.join(', ')}, or null` : 'give null';
  return [{ path: 'track', reason: `${offered}: ${level} has no track ${track}` }];
}
