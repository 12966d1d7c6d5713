import { mostSignIns, type SignInRefusal } from '../../contract/names.ts';
import type { Person } from '../../contract/people.ts';
import type { SignInsDraftEvent, SignInsEvent } from '../../contract/record-sign-ins.ts';
import type { Claimed, SignIn, SignIns } from '../../contract/sign-ins.ts';
import { mayKeepRecords, roleOfKeeper, type Units } from '../people.ts';
import { type OpenCase, whyInvolved } from './involvement.ts';

/** Who a visitor is: the link between a sign-in of an issuer and a person of the directory. */

/** What was found of a visitor. */
export interface Visitor {
  /** The id of the sign-in that the issuer vouches for. */
  id: string;
  claimed: Claimed;
  /** Whether the issuer says that it has checked the mail address, where that is what the claim is. */
  isVerified: boolean;
  /** Whom the claim names in the directory. Null: nobody. */
  person: Person | null;
  /** The sign-ins of that person. */
  signIns: SignIns | null;
  /** Two people of HR have named the account as theirs in a mapping file, so the claim does not matter. */
  isMapped?: boolean;
}

export type SignInDecision =
  | { ok: true; person: Person; events: [SignInsDraftEvent, ...SignInsDraftEvent[]] | null }
  | { ok: false; reason: SignInRefusal };

/**
 * Decides about a visitor whom their issuer knows. A person who signs in for the first time is bound to this sign-in.
 * `events` is null if they are bound to it already. A second sign-in of a person is refused, and so is one that HR ended:
 * whoever can make an account with somebody's mail address at the issuer must not become them. Nor may whoever can push a mail
 * address: it binds nobody until HR has confirmed it. A sign-in that a mapping file names takes the place of the earlier one,
 * which ends. It can be one that the person had before they moved away from it.
 */
export function decideSignIn({ id, claimed, isVerified, person, signIns, isMapped = false }: Visitor): SignInDecision {
  if (person?.active && isTheirs(signIns, id))
    return signIns?.barred ? { ok: false, reason: 'barred' } : { ok: true, person, events: null };
  if (!isMapped && claimed.value === null) return { ok: false, reason: 'no-claim' };
  if (!isMapped && !isVerified) return { ok: false, reason: 'unverified' };
  if (!person) return { ok: false, reason: 'unknown' };
  if (!person.active) return { ok: false, reason: 'left' };
  const known = signIns?.list ?? [];
  const mayReturn = isMapped && hasMovedFrom(signIns, id);
  if (known.some((one) => one.id === id) && !mayReturn) return { ok: false, reason: 'ended' };
  const active = known.find((one) => one.endedAt === null) ?? null;
  if ((active !== null && !isMapped) || known.length >= mostSignIns) return { ok: false, reason: 'second' };
  if (signIns?.barred) return { ok: false, reason: 'barred' };
  // Two people of HR have said whose a mapped account is.
  if (signIns?.unconfirmed && !isMapped) return { ok: false, reason: 'unconfirmed' };
  const { issuer } = claimed;
  const [role = 'engineer'] = person.roles;
  const actor = { personId: person.id, role, relation: 'sign-in', onBehalfOf: null };
  const data = { signIn: id, issuer, claim: isMapped ? mappedClaim : claimed.claim };
  const bound = { type: 'sign-in-bound' as const, data, actor };
  if (active === null) return { ok: true, person, events: [bound] };
  const ended = { type: 'sign-in-ended' as const, data: { signIn: active.id, moved: true as const }, actor };
  return { ok: true, person, events: [ended, bound] };
}

/** A mapping file names what an issuer calls a person. */
const mappedClaim = 'sub';

export type SignInEndDecision =
  | { ok: true; event: SignInsDraftEvent }
  | { ok: false; rejection: { code: 'forbidden' | 'not-found' | 'already-done'; message: string } };

/** Decides that HR ends a sign-in of a person, whose record concerns `units`. Two people do it: see `proposals`. */
export function decideSignInEnd(
  signIns: SignIns | null,
  { of, signIn }: { of: string; signIn: string },
  { actor, casesOfActor, units }: { actor: Person; casesOfActor: readonly OpenCase[]; units: Units },
): SignInEndDecision {
  const reject = (code: 'forbidden' | 'not-found' | 'already-done', message: string): SignInEndDecision => ({
    ok: false,
    rejection: { code, message },
  });
  if (!mayKeepRecords(actor, units, true)) return reject('forbidden', 'Only HR ends sign-ins.');
  const why = whyInvolved(actor.id, of, { cases: casesOfActor, leads: [], leaves: null });
  if (why) return reject('forbidden', why);
  if (!signIns?.list.some((one) => one.id === signIn)) return reject('not-found', 'There is no such sign-in.');
  if (!isTheirs(signIns, signIn)) return reject('already-done', 'This sign-in has been ended before.');
  const by = { personId: actor.id, role: roleOfKeeper(actor, units), relation: 'directory', onBehalfOf: null };
  return { ok: true, event: { type: 'sign-in-ended', data: { signIn }, actor: by } };
}

/** The sign-in with which a person can come in. Null: they have not signed in yet, HR ended it, or they are barred. */
export function activeIn(signIns: SignIns | null): SignIn | null {
  return signIns?.barred ? null : (signIns?.list.find((one) => one.endedAt === null) ?? null);
}

/** Whether a sign-in is one of a person's that HR has not ended. */
export function isTheirs(signIns: SignIns | null, id: string): boolean {
  return signIns?.list.some((one) => one.id === id && one.endedAt === null) ?? false;
}

/**
 * Whether somebody had a sign-in and moved away from it. A mapping file can bring them back to it, but not to one that HR
 * ended.
 */
export function hasMovedFrom(signIns: SignIns | null, id: string): boolean {
  return signIns?.list.findLast((one) => one.id === id)?.moved ?? false;
}

/**
 * Whether what began by a sign-in still counts. What began before the person moved away from it does not, if they come back to it.
 * `began`: epoch seconds.
 */
export function stillCounts(signIns: SignIns | null, id: string, began: number): boolean {
  const ends = signIns?.list.flatMap((one) => (one.id === id && one.endedAt ? [one.endedAt] : [])) ?? [];
  const isAfter = (end: string) => began > Math.floor(Date.parse(end) / 1000);
  return activeIn(signIns)?.id === id && [...ends, ...(signIns?.endedUpTo ? [signIns.endedUpTo] : [])].every(isAfter);
}

/** The sign-ins of a person after an event. `before` is null for the first one. */
export function evolveSignIns(before: SignIns | null, event: SignInsEvent): SignIns {
  const { seq, hash } = event;
  return { ...factsAfter(before ?? { list: [] }, event), version: seq, audit: { seq, hash } };
}

type SignInFacts = Omit<SignIns, 'version' | 'audit'>;

function factsAfter(
  { list, endedUpTo, barred, unconfirmed }: SignInFacts,
  { type, data, at }: SignInsEvent,
): SignInFacts {
  const before = {
    list,
    ...(endedUpTo ? { endedUpTo } : {}),
    ...(barred ? { barred } : {}),
    ...(unconfirmed ? { unconfirmed } : {}),
  };
  switch (type) {
    case 'sign-in-bound': {
      const { signIn: id, issuer, claim } = data;
      return { ...before, list: [...list, { id, issuer, claim, boundAt: at, endedAt: null }] };
    }
    case 'sign-in-ended': {
      const end = { endedAt: at, ...(data.moved ? { moved: data.moved } : {}) };
      const ended = list.map((one) => (one.id === data.signIn && one.endedAt === null ? { ...one, ...end } : one));
      return { ...before, list: ended };
    }
    case 'sessions-ended':
      return { ...before, endedUpTo: at, ...(data.barred ? { barred: true } : {}) };
    case 'bar-lifted': {
      const { barred: _lifted, ...others } = before;
      return others;
    }
    case 'address-pushed':
      return { ...before, unconfirmed: true };
    case 'address-confirmed': {
      const { unconfirmed: _confirmed, ...others } = before;
      return others;
    }
  }
}

/** The sign-ins that a chain of events comes to. Null: no events. */
export function replaySignIns(events: readonly SignInsEvent[]): SignIns | null {
  return events.reduce<SignIns | null>(evolveSignIns, null);
}
