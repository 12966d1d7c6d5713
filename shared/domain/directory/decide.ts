import type { PersonInput } from '../../contract/directory.ts';
import type { Actor } from '../../contract/events.ts';
import type { Ladder } from '../../contract/ladder.ts';
import { fewestHr, leadFields, lineRoles, type ProposalMatter, type SignInKey } from '../../contract/names.ts';
import type { Person } from '../../contract/people.ts';
import type { Places } from '../../contract/places.ts';
import type { PersonDraftEvent, PersonFacts } from '../../contract/record-person.ts';
import type { Seats } from '../../contract/seats.ts';
import { faultsOfLeave } from '../calendar/leave.ts';
import type { Fault } from '../fault.ts';
import { leadsWith, mayKeepRecords, roleOfKeeper, type Units, unitsOf, unitsTogether } from '../people.ts';
import { faultsOfPlaces } from '../places.ts';
import { type SeatsChange, seatsAfter } from '../seats/moves.ts';
import { leavesTooFewOfHr } from '../two-people.ts';
import { nothingChanged } from '../words.ts';
import { lossesAfter } from './evolve.ts';
import { type OpenCase, whyInvolved } from './involvement.ts';
import { leadsMoved, limitOf, mattersOf, teamLeft } from './matters.ts';

/** Why a change of a person is refused. Scripts rely on these codes, so they never change. */
export type DirectoryRejectionCode =
  | 'already-done'
  | 'forbidden'
  | 'invalid-input'
  | 'no-seat'
  | 'takes-two-people'
  | 'too-few-of-hr';

export type PersonDecision =
  | {
      ok: true;
      event: PersonDraftEvent;
      after: Person;
      seats: SeatsChange[];
      matters: ProposalMatter[];
      /** What the record concerns, before and after. */
      units: Units;
    }
  | { ok: false; rejection: { code: DirectoryRejectionCode; message: string; faults?: Fault[] } };

/** A system of the company that changes records. It takes part in no case, and decides nothing that takes two people. */
interface Machine {
  machine: Actor;
}

/** What a decision needs beside the person's record. */
export interface PersonContext {
  /** ISO instant. */
  now: string;
  actor: Person | Machine;
  /** The people who are named as leads, by id. An id that is missing here is not in the directory. */
  leads: Record<string, Person>;
  /** The people who are named to act meanwhile, by id. */
  deputies: Record<string, Person>;
  /** The current version of the ladder that the input names. Null: there is none. */
  ladder: Ladder | null;
  /** The seats of every level that has seats. */
  seats: readonly Seats[];
  /** The open case of the person, if its outcome is a promotion that is not carried out yet. */
  reservedBy: string | null;
  /** Whether the person has a case that is not closed, or that they can still appeal in. */
  hasCase: boolean;
  /** Whether the person has a sign-in, and whether they take part in a case of another person. */
  hasSignIn: boolean;
  hasPart: boolean;
  /** What finds a person at their first sign-in. */
  signInKey: SignInKey;
  /** The open cases in which the actor takes part. */
  casesOfActor: readonly OpenCase[];
  /** Who has the mail address that the person gets. Null: nobody, or the address stays. */
  addressHolder: string | null;
  /** The same of their employee number. */
  numberHolder: string | null;
  /** The teams and ODCs that are known. */
  places: Places;
  /** The active people of HR who are limited to no units. */
  hr: readonly string[];
  /** One person proposes this change and another one confirms it. */
  byTwo: boolean;
  /** It comes with a file of people, which can bring more people to a level than it has seats. */
  isLoaded: boolean;
}

/** The ids of the leads that a record names. */
export function leadsOf(input: PersonInput): string[] {
  return lineRoles.flatMap((role) => input[leadFields[role]] ?? []);
}

/**
 * Decides a change of a person by HR. `before` is null for a new person. Whoever is limited to units keeps only records that
 * concern nothing else, before and after. People of HR cannot change their own record, nor one that an open case rests on in
 * which they take part. Some changes take two people, and no machine makes one of these. Two active people of HR
 * always remain, and a person cannot be put on a capped level that has no free seat.
 */
export function decidePerson(
  before: Person | null,
  id: string,
  input: PersonInput,
  context: PersonContext,
): PersonDecision {
  const { actor, byTwo, casesOfActor, hasCase, isLoaded, reservedBy } = context;
  const units = unitsTogether(...(before ? [unitsOf(before)] : []), unitsOf(input));
  const keeper = 'machine' in actor ? null : actor;
  if (keeper && !mayKeepRecords(keeper, units, byTwo)) return reject('forbidden', 'Only HR keeps the directory.');
  // A name is not a fact of a case. A mail address is where its notices go: they tell of objections and of sealed reviews.
  // An employee number can be what somebody signs in by.
  const isSameButName =
    isSame(before, input) && before?.email === input.email && before.externalId === input.externalId;
  const cases = isSameButName ? [] : casesOfActor;
  const leaves = teamLeft(before, input);
  const why = keeper && whyInvolved(keeper.id, id, { cases, leads: leadsMoved(before, input, hasCase), leaves });
  if (why) return reject('forbidden', why);
  if (isSameButName && before?.name === input.name) return reject('already-done', nothingChanged);
  const matters = mattersOf(before, input, context);
  const faults = [
    ...faultsOfAddress(id, context),
    ...faultsOfLines(before, id, input, context),
    ...faultsOfPlaces(before, input, context.places),
    ...faultsOfStanding(before, input, context.ladder),
    ...faultsOfRecord(before, id, input, context),
  ];
  if (faults.length > 0) return reject('invalid-input', 'The record has errors.', faults);
  if (leavesTooFewOfHr(id, input, context.hr))
    return reject('too-few-of-hr', tooFew, [{ path: 'roles', reason: tooFew }]);
  const place = { personId: id, caseId: null, since: context.now };
  const seats = seatsAfter(context.seats, before, input, { ladder: context.ladder, place, reservedBy, isLoaded });
  if (seats === 'no-seat')
    return reject(
      'no-seat',
      `Every seat at ${input.level} is taken. A seat becomes free when its holder moves or leaves.`,
      [{ path: 'level', reason: 'give another level: this one has no seat left' }],
    );
  if (matters.length > 0 && !byTwo) return reject('takes-two-people', takesTwo, matters.map(faultOf));
  return {
    ok: true,
    seats,
    matters,
    units,
    after: { ...input, id, ...lossesAfter(before, input, context.now), version: (before?.version ?? 0) + 1 },
    event: {
      type: before ? 'person-changed' : 'person-added',
      data: factsOf(input),
      actor:
        'machine' in actor
          ? actor.machine
          : { personId: actor.id, role: roleOfKeeper(actor, units), relation: 'directory', onBehalfOf: null },
      body: wordsOf(input),
    },
  };
}

const takesTwo = 'This change takes two people of HR: propose it with a reason, and another person confirms it.';
const tooFew = `At least ${fewestHr} active people of HR remain who are limited to no ODC: give the role to another person first.`;

const reasons: Record<ProposalMatter, Fault> = {
  roles: {
    path: 'roles',
    reason: 'giving or taking a role other than engineer, or the units of a person of HR, takes two people of HR',
  },
  level: {
    path: 'level',
    reason:
      'a level, ladder or track, or the day since which it is held, that changes without a promotion case takes two people',
  },
  'joins-above-first-level': {
    path: 'level',
    reason: 'a person who joins above the first level takes two people of HR',
  },
  line: {
    path: 'line',
    reason: 'the reporting line of a person with a case that is open, or can be appealed in, takes two people of HR',
  },
  mail: {
    path: 'email',
    reason:
      'the mail address of a person who has never signed in, has a role other than engineer, or takes part in a case takes two people',
  },
  'employee-number': {
    path: 'externalId',
    reason:
      'the employee number of a person who has never signed in, has a role other than engineer, or takes part in a case takes two people',
  },
  'sign-in': { path: 'record', reason: 'the end of a sign-in takes two people of HR' },
  outcome: { path: 'record', reason: 'the correction of an outcome takes two people of HR' },
  shared: { path: 'record', reason: 'you take part in an open case that rests on this record' },
  issuer: { path: 'record', reason: 'a mapping file takes two people of HR' },
  import: { path: 'record', reason: 'a file of people takes two people of HR' },
  leave: { path: 'leave', reason: 'somebody of HR confirms the leave that a person asks for' },
};
const faultOf = (matter: ProposalMatter): Fault => reasons[matter];

function isSame(before: Person | null, input: PersonInput): boolean {
  const facts = (one: PersonInput) =>
    JSON.stringify({ ...factsOf(one), roles: [...one.roles].sort(), hrUnits: limitOf(one) });
  return before !== null && facts(before) === facts(input);
}

function reject(code: DirectoryRejectionCode, message: string, faults?: Fault[]): PersonDecision {
  return { ok: false, rejection: { code, message, ...(faults ? { faults } : {}) } };
}

/** The part of a person that the chain records in the open: everything but what names them. */
export function factsOf(person: PersonInput): PersonFacts {
  const { ladder, level, track, levelSince, trackChangedOn, team, odc, roles, hrUnits, active, leave } = person;
  const leads = leadsWith((field) => person[field]);
  const limit = hrUnits ? { hrUnits } : {};
  return { ladder, level, track, levelSince, trackChangedOn, team, odc, roles, ...limit, ...leads, active, leave };
}

/** The part that lies beside the chain, so that it can be erased: what names a person. */
export function wordsOf({ name, email, externalId }: Pick<PersonInput, 'name' | 'email' | 'externalId'>) {
  return { name, email, ...(externalId === null ? {} : { externalId }) };
}

function faultsOfAddress(id: string, { addressHolder, numberHolder }: PersonContext): Fault[] {
  const isTaken = (holder: string | null) => holder !== null && holder !== id;
  return [
    ...(isTaken(addressHolder)
      ? [{ path: 'email', reason: 'another person has this mail address: give one of their own' }]
      : []),
    ...(isTaken(numberHolder)
      ? [{ path: 'externalId', reason: 'another person has this employee number: give one of their own' }]
      : []),
  ];
}

/** Faults of the leads who are new. One who stays may have left or lost the role since: the line then goes past them. */
function faultsOfLines(before: Person | null, id: string, input: PersonInput, { leads }: PersonContext): Fault[] {
  return lineRoles.flatMap((role) => {
    const path = leadFields[role];
    const leadId = input[path];
    if (leadId === null || leadId === before?.[path]) return [];
    if (leadId === id) return [{ path, reason: 'nobody leads themselves: name another person, or null for a vacancy' }];
    const lead = leads[leadId];
    return lead?.active && lead.roles.includes(role)
      ? []
      : [{ path, reason: `name an active person who has the role ${role}, or null for a vacancy` }];
  });
}

/** The ids of those who act for a person while they are away. */
export function deputiesOf({ leave }: Pick<PersonInput, 'leave'>): string[] {
  return leave.flatMap(({ deputyId }) => deputyId ?? []);
}

/**
 * Faults that a record has beside its place on a ladder, its leads and its team: of the limit of somebody of HR, and of times away.
 *
 * @param deputies the people whom it can name to act meanwhile, by id
 */
export function faultsOfRecord(
  before: Person | null,
  id: string,
  input: PersonInput,
  { deputies }: { deputies: Readonly<Record<string, Pick<Person, 'active'>>> },
): Fault[] {
  return [...faultsOfLimit(input), ...faultsOfLeave(input.leave, id), ...faultsOfDeputies(before, input, { deputies })];
}

/** Faults of the deputies who are new. One who stays may have left since: then nobody acts for the person. */
export function faultsOfDeputies(
  before: Person | null,
  input: Pick<PersonInput, 'leave'>,
  { deputies }: { deputies: Readonly<Record<string, Pick<Person, 'active'>>> },
): Fault[] {
  const known = before ? deputiesOf(before) : [];
  return input.leave.flatMap(({ deputyId }, at) =>
    deputyId === null || known.includes(deputyId) || deputies[deputyId]?.active
      ? []
      : [
          {
            path: `leave.${at}`,
            reason: 'name an active person of the directory as the one who acts meanwhile, or nobody',
          },
        ],
  );
}

/** The fault of units for somebody who is not of HR. */
function faultsOfLimit({ roles, hrUnits }: Pick<PersonInput, 'roles' | 'hrUnits'>): Fault[] {
  return hrUnits && !roles.includes('hr')
    ? [{ path: 'hrUnits', reason: 'only a person of HR is limited to units: give the role hr, or no units' }]
    : [];
}

/**
 * Faults of a new place on a ladder. One that stays may not be in the ladder's newest version any more.
 *
 * @param ladder the current version of the ladder that the input names. Null: there is none.
 */
export function faultsOfStanding(
  before: Person | null,
  { ladder: ladderId, level, track }: PersonInput,
  ladder: Ladder | null,
): Fault[] {
  if (before?.ladder === ladderId && before.level === level && before.track === track) return [];
  if (ladderId === null)
    return Object.entries({ level, track }).flatMap(([path, given]) =>
      given === null ? [] : [{ path, reason: `name the ladder that the ${path} is on, or leave it empty` }],
    );
  if (!ladder) return [{ path: 'ladder', reason: 'give the id of a ladder that is in force, or leave it empty' }];
  const levels = ladder.levels.map((one) => one.id);
  if (level === null || !levels.includes(level))
    return [{ path: 'level', reason: `give a level of ${ladderId}: ${levels.join(', ')}` }];
  const tracks = ladder.tracks.filter((one) => one.level === level).map((one) => one.id);
  if (track === null || tracks.includes(track)) return [];
  const offered =
    tracks.length > 0 ? `give a track of ${level}: ${tracks.join(', ')}, or leave it empty` : 'leave it empty';
  return [{ path: 'track', reason: `${offered}: ${level} has no track ${track}` }];
}
