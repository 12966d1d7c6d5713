import type { PersonInput } from '../../contract/directory.ts';
import { leadFields, lineRoles, recoveryRelation } from '../../contract/names.ts';
import type { Person } from '../../contract/people.ts';
import type { PersonDraftEvent } from '../../contract/record-person.ts';
import type { SignInsDraftEvent } from '../../contract/record-sign-ins.ts';
import type { SignIns } from '../../contract/sign-ins.ts';
import { leaveText } from '../calendar/leave.ts';
import type { Fault } from '../fault.ts';
import { isHrForAll } from '../people.ts';
import { factsOf, wordsOf } from './decide.ts';
import { hasOtherMail, hasOtherNumber } from './matters.ts';

/** Who acts when the operator names people of HR, because nobody of HR can sign in. */
const recovery = { personId: null, role: 'system' as const, relation: recoveryRelation, onBehalfOf: null };

/** Whether an event of a person or of their sign-ins is such a recovery. */
export function isRecovery({ actor }: Pick<PersonDraftEvent, 'actor'>): boolean {
  return actor.personId === null && actor.relation === recoveryRelation;
}

export type RecoveryDecision =
  | { is: 'named'; event: PersonDraftEvent; after: Person }
  | { is: 'of-hr' }
  | { is: 'refused'; faults: Fault[] };

/**
 * Decides that the operator gives somebody the role of HR, limited to no units. It gives nothing else: a person who is there
 * keeps their record, and somebody new is of HR alone, on no ladder and under no lead. Everything beyond that takes two people
 * of HR again.
 *
 * @param input the record of somebody new, or what a file says of a person who is there. Null: they are named by id or address.
 */
export function decideRecovery(before: Person | null, id: string, input: PersonInput | null): RecoveryDecision {
  if (before === null) return input ? decideNew(id, input) : refused('id', 'this person is not in the directory');
  const faults = input ? faultsOfOther(before, input) : [];
  if (faults.length > 0) return { is: 'refused', faults };
  if (!before.active) return refused('active', 'this person has left: name somebody who works here, or somebody new');
  if (isHrForAll(before)) return { is: 'of-hr' };
  const { hrUnits: _limit, ...unlimited } = before;
  const roles = [...new Set([...before.roles, 'hr' as const])];
  const after: Person = { ...unlimited, roles, version: before.version + 1 };
  return {
    is: 'named',
    after,
    event: { type: 'person-changed', data: factsOf(after), actor: recovery, body: wordsOf(after) },
  };
}

export type SignInRecovery =
  | { ok: true; events: SignInsDraftEvent[]; bound: string | null }
  | { ok: false; fault: Fault };

/** What the operator says of sign-ins. */
export interface SaidOfSignIns {
  /** The issuer by which people sign in now: sign-ins at other ones end. Null: the operator does not say, so none ends for that. */
  issuer: string | null;
  /** The account is gone, also at that issuer: whatever sign-in there is ends. */
  accountIsGone: boolean;
}

/**
 * Decides that the operator lets somebody sign in again: a bar is lifted, and a sign-in that does not count any more ends. What
 * finds them is confirmed if they have no other way in, but only if the operator has given their mail address. `bound`: the issuer
 * at which they still have a sign-in.
 */
export function decideSignInRecovery(
  signIns: SignIns | null,
  { issuer, accountIsGone, isVouched }: SaidOfSignIns & { isVouched: boolean },
): SignInRecovery {
  const active = signIns?.list.find((one) => one.endedAt === null);
  const isGone = accountIsGone || (issuer !== null && active !== undefined && !isSameIssuer(active.issuer, issuer));
  const ends = active && isGone ? active : null;
  const bound = ends ? null : (active?.issuer ?? null);
  const confirms = signIns?.unconfirmed === true && bound === null;
  if (confirms && !isVouched)
    return {
      ok: false,
      fault: {
        path: 'email',
        reason:
          'an identity system brought what finds this person at their first sign-in, and HR has not confirmed it: name them by their mail address, if it is theirs',
      },
    };
  const by = { actor: recovery };
  return {
    ok: true,
    bound,
    events: [
      ...(signIns?.barred ? [{ type: 'bar-lifted' as const, data: {}, ...by }] : []),
      ...(ends ? [{ type: 'sign-in-ended' as const, data: { signIn: ends.id }, ...by }] : []),
      ...(confirms ? [{ type: 'address-confirmed' as const, data: {}, ...by }] : []),
    ],
  };
}

/** A slash at the end makes no other issuer: an operator who leaves it out must not end sign-ins that count. */
const isSameIssuer = (one: string, other: string) => one.replace(/\/$/, '') === other.replace(/\/$/, '');

function decideNew(id: string, input: PersonInput): RecoveryDecision {
  const { ladder, level, track, hrUnits = null } = input;
  const beyond = [
    ...Object.entries({ ladder, level, track, hrUnits }),
    ...lineRoles.map((role) => [leadFields[role], input[leadFields[role]]] as const),
  ];
  const faults: Fault[] = [
    ...(input.roles.join() === 'hr' ? [] : [{ path: 'roles', reason: 'a recovery names people of HR alone: give hr' }]),
    ...(input.active ? [] : [{ path: 'active', reason: 'name somebody who works here' }]),
    ...beyond.flatMap(([path, value]) =>
      value === null ? [] : [{ path, reason: 'leave it empty: HR gives it later, by two people' }],
    ),
  ];
  if (faults.length > 0) return { is: 'refused', faults };
  return {
    is: 'named',
    after: { ...input, id, lostAt: null, version: 1 },
    event: { type: 'person-added', data: factsOf(input), actor: recovery, body: wordsOf(input) },
  };
}

/** What a file says of a person besides their roles has to be what the directory says. */
function faultsOfOther(before: Person, input: PersonInput): Fault[] {
  const fields = Object.keys(input) as (keyof PersonInput)[];
  return fields
    .filter((field) => {
      if (field === 'roles' || field === 'hrUnits') return false;
      if (field === 'email') return hasOtherMail(before, input);
      return field === 'externalId' ? hasOtherNumber(before, input) : said(input[field]) !== said(before[field]);
    })
    .map((path) => ({
      path,
      reason: `the directory says ${said(before[path]) || 'nothing'} of ${before.id}, and a recovery gives the role of HR alone: take it out or write the same`,
    }));
}

/** A value of a record as a text that can be compared. */
const said = (value: PersonInput[keyof PersonInput]): string =>
  Array.isArray(value)
    ? value.map((one) => (typeof one === 'string' ? one : leaveText([one]))).join(', ')
    : String(value ?? '');

function refused(path: string, reason: string): RecoveryDecision {
  return { is: 'refused', faults: [{ path, reason }] };
}
