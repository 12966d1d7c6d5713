import type { PersonInput } from '../../contract/directory.ts';
import type { Ladder } from '../../contract/ladder.ts';
import {
  folded,
  leadFields,
  lineRoles,
  type ProposalMatter,
  type Role,
  type SignInKey,
  supervisorRoles,
} from '../../contract/names.ts';
import type { Person } from '../../contract/people.ts';
import { nameKey } from '../name-key.ts';
import { isSamePlace } from '../places.ts';

/** What the question whether a change takes two people depends on. */
interface Circumstances {
  /** Whether the person has a case that is not closed, or that they can still appeal in. */
  hasCase: boolean;
  /** The ladder that the record names. Null: none. */
  ladder: Ladder | null;
  /** Whether the person has a sign-in, so that nobody else can sign in as them by their mail address. */
  hasSignIn: boolean;
  /** Whether they take part in a case of another person. */
  hasPart: boolean;
  /** What finds a person at their first sign-in. */
  signInKey: SignInKey;
}

/** Why one person of HR cannot make this change of a person alone. Empty: they can. */
export function mattersOf(
  before: Person | null,
  after: PersonInput,
  { hasCase, ladder, hasSignIn, hasPart, signInKey }: Circumstances,
): ProposalMatter[] {
  const joins = !before?.active && (before === null || after.active);
  const isAboveFirst = after.level !== null && after.level !== ladder?.levels[0]?.id;
  // The days are facts too: the waiting time at a level and between two changes of track count from them.
  const standing = ['ladder', 'level', 'track', 'levelSince', 'trackChangedOn'] as const;
  // Whoever can change what finds them at their first sign-in could become them. Somebody who has left can come back with their
  // roles.
  const hasRole = before?.roles.some((role) => role !== 'engineer') ?? false;
  const mustStay = !hasSignIn || hasPart || hasRole;
  const matters: [ProposalMatter, boolean][] = [
    ['roles', rolesOf(before).join() !== rolesOf(after).join() || limitOf(before) !== limitOf(after)],
    ['level', before !== null && standing.some((field) => before[field] !== after[field])],
    ['joins-above-first-level', joins && isAboveFirst],
    ['line', leadsMoved(before, after, hasCase).length > 0],
    ['mail', mustStay && hasOtherMail(before, after)],
    ['employee-number', mustStay && signInKey === 'employee-number' && hasOtherNumber(before, after)],
  ];
  return matters.flatMap(([matter, is]) => (is ? [matter] : []));
}

/** Whether a change gives a person another mail address. Small and capital letters make no other one. */
export function hasOtherMail(before: Pick<Person, 'email'> | null, after: Pick<Person, 'email'>): boolean {
  return before !== null && folded(before.email) !== folded(after.email);
}

/** Whether a change gives a person another employee number, their first one, or takes theirs. */
export function hasOtherNumber(before: Pick<Person, 'externalId'> | null, after: Pick<Person, 'externalId'>): boolean {
  return before !== null && folded(before.externalId ?? '') !== folded(after.externalId ?? '');
}

/** Whether a change gives a person another one of what finds them at their first sign-in. */
export function isFoundByOther(
  before: Pick<Person, 'email' | 'externalId'> | null,
  after: Pick<Person, 'email' | 'externalId'>,
  key: SignInKey,
): boolean {
  return key === 'mail' ? hasOtherMail(before, after) : hasOtherNumber(before, after);
}

/** The roles that a person has while they work here, without the one that everybody can have. */
export function rolesOf(person: Pick<Person, 'roles' | 'active'> | null): Role[] {
  if (!person?.active) return [];
  return [...new Set(person.roles)].filter((role) => role !== 'engineer').sort();
}

/** The units to which somebody of HR is limited, for a comparison. Empty: none. */
export function limitOf(person: Pick<Person, 'hrUnits' | 'active'> | null): string {
  return person?.active ? JSON.stringify(person.hrUnits?.map(nameKey).sort() ?? []) : '[]';
}

type Line = Pick<Person, (typeof leadFields)[keyof typeof leadFields]>;

/** The leads whom a change names, or no longer names. */
export function leadsNamed(before: Line | null, after: Line): string[] {
  return lineRoles
    .map((role) => leadFields[role])
    .filter((field) => (before?.[field] ?? null) !== after[field])
    .flatMap((field) => [before?.[field] ?? [], after[field] ?? []].flat());
}

/** The leads who join or leave the line of a person with a case. */
export function leadsMoved(before: Line | null, after: Line, hasCase: boolean): string[] {
  return before !== null && hasCase ? leadsNamed(before, after) : [];
}

/** The team that a person leaves by a change. Null: they stay in theirs, or are new. */
export function teamLeft(before: Pick<Person, 'team'> | null, after: Pick<Person, 'team'>): string | null {
  return before === null || isSamePlace(before.team, after.team) ? null : before.team;
}

/** Whom a change of a person concerns: the person, their supervisors, and the leads who come or go. */
export function concernedBy(id: string, before: Person | null, after: PersonInput): string[] {
  const supervisors = [before, after].flatMap((one) =>
    one ? supervisorRoles.map((role) => one[leadFields[role]]) : [],
  );
  return [...new Set([id, ...supervisors.flatMap((lead) => lead ?? []), ...leadsNamed(before, after)])];
}
