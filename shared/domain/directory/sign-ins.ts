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
  | { ok: true; person: Person; events: [SignInsDraftEvent, ...SignInsDraftEvent[]] | [] }
  | { ok: false; reason: SignInRefusal };

/**
 * Decides about a visitor whom their issuer knows. A person who signs in for the first time is bound to this sign-in.
 * `events` is empty if they are bound to it already. A second sign-in of a person is refused, and so is one that HR ended:
 * whoever can make an account with somebody's mail address at the issuer must not become them. A sign-in that a mapping file
 * names takes the place of the earlier one, which ends.
 */
export function decideSignIn({ id, claimed, isVerified, person, signIns, isMapped = false }: Visitor): SignInDecision {
  if (person?.active && isActive(signIns, id)) return { ok: true, person, events: [] };
  if (!isMapped && claimed.value === null) return { ok: false, reason: 'no-claim' };
  if (!isMapped && !isVerified) return { ok: false, reason: 'unverified' };
  if (!person) return { ok: false, reason: 'unknown' };
  if (!person.active) return { ok: false, reason: 'left' };
  const known = signIns?.list ?? [];
  if (known.some((one) => one.id === id)) return { ok: false, reason: 'ended' };
  const active = activeIn(signIns);
  if ((active !== null && !isMapped) || known.length >= mostSignIns) return { ok: false, reason: 'second' };
  const { issuer } = claimed;
  const [role = 'engineer'] = person.roles;
  const actor = { personId: person.id, role, relation: 'sign-in', onBehalfOf: null };
  const data = { signIn: id, issuer, claim: isMapped ? mappedClaim : claimed.claim };
  const bound = { type: 'sign-in-bound' as const, data, actor };
  if (active === null) return { ok: true, person, events: [bound] };
  return { ok: true, person, events: [{ type: 'sign-in-ended', data: { signIn: active.id }, actor }, bound] };
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
  if (!isActive(signIns, signIn)) return reject('already-done', 'This sign-in has been ended before.');
  const by = { personId: actor.id, role: roleOfKeeper(actor, units), relation: 'directory', onBehalfOf: null };
  return { ok: true, event: { type: 'sign-in-ended', data: { signIn }, actor: by } };
}

/** The sign-in with which a person can come in. Null: they have not signed in yet, or HR ended it. */
export function activeIn(signIns: SignIns | null): SignIn | null {
  return signIns?.list.find((one) => one.endedAt === null) ?? null;
}

/** Whether a sign-in is one of a person's that HR has not ended. */
export function isActive(signIns: SignIns | null, id: string): boolean {
  return activeIn(signIns)?.id === id;
}

/** The sign-ins of a person after an event. `before` is null for the first one. */
export function evolveSignIns(before: SignIns | null, event: SignInsEvent): SignIns {
  const { seq, hash } = event;
  return { list: listAfter(before?.list ?? [], event), version: seq, audit: { seq, hash } };
}

function listAfter(before: readonly SignIn[], { type, data, at }: SignInsEvent): SignIn[] {
  switch (type) {
    case 'sign-in-bound': {
      const { signIn: id, issuer, claim } = data;
      return [...before, { id, issuer, claim, boundAt: at, endedAt: null }];
    }
    case 'sign-in-ended':
      return before.map((one) => (one.id === data.signIn && one.endedAt === null ? { ...one, endedAt: at } : one));
  }
}

/** The sign-ins that a chain of events comes to. Null: no events. */
export function replaySignIns(events: readonly SignInsEvent[]): SignIns | null {
  return events.reduce<SignIns | null>(evolveSignIns, null);
}
