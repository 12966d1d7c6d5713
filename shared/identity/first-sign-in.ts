import type { Outside } from '../cases/outside.ts';
import { withRetries } from '../cases/retry.ts';
import type { SignInRefusal } from '../contract/names.ts';
import type { Person } from '../contract/people.ts';
import type { SignInsDraftEvent } from '../contract/record-sign-ins.ts';
import type { Claimed, SignIns } from '../contract/sign-ins.ts';
import { decideSignIn, isTheirs } from '../domain/directory/sign-ins.ts';
import { addressHolderIn, numberHolderIn } from '../store/addresses.ts';
import { peopleIn } from '../store/directory.ts';
import { getMany } from '../store/items.ts';
import { keys } from '../store/keys.ts';
import { keepRefused, type Owner, ownerIn, ownerWrite, signInsIn } from '../store/sign-ins.ts';
import { transact, writesOf } from '../store/transaction.ts';
import { recordSignIns } from './sign-in-events.ts';
import { signInIdOf } from './sign-in-id.ts';

/** Who came in, and by which sign-in; or why nobody did. */
export type Entered = { ok: true; person: Person; signIn: string } | { ok: false; reason: SignInRefusal };

/**
 * Lets a visitor in whom their issuer vouches for. At the first sign-in the person whom the claim names is bound to it, with
 * an event, in one transaction. A visitor who is refused is kept for HR.
 *
 * @param isVerified whether the issuer has checked the claim. It matters only at the first sign-in.
 */
export async function enter(
  outside: Outside,
  claimed: Claimed,
  { isVerified, requestId }: { isVerified: boolean; requestId: string },
): Promise<Entered> {
  const { table, clock } = outside;
  const id = signInIdOf(claimed.issuer, claimed.subject);
  return withRetries('The record of sign-ins', async (): Promise<Entered | null> => {
    const { owner, personId, person, signIns } = await found(outside, claimed, id);
    const decision = decideSignIn({ id, claimed, isVerified, person, signIns });
    const at = clock.now().toISOString();
    if (!decision.ok) {
      await keepRefused(table, { id, ...claimed, reason: decision.reason, personId, at });
      return decision;
    }
    const entered = { ok: true as const, person: decision.person, signIn: id };
    if (!decision.event) return entered;
    const binding = { claimed, owner, person: decision.person, signIns };
    return (await bind(outside, decision.event, binding, { at, requestId })) ? entered : null;
  });
}

/** The person to whom the sign-in is bound, or else the one whom the claim names. */
async function found({ table, signInKey }: Outside, { issuer, subject, value }: Claimed, id: string) {
  const key = keys.signIn(issuer, subject);
  const by = signInKey === 'mail' ? keys.address : keys.employeeNumber;
  const first = await getMany(table, [key, ...(value === null ? [] : [by(value)])]);
  const owner = ownerIn(first, key);
  const holderIn = signInKey === 'mail' ? addressHolderIn : numberHolderIn;
  const named = value === null ? null : holderIn(first, value);
  const ids = [owner?.personId, named].flatMap((one) => one ?? []);
  const second = await getMany(
    table,
    ids.flatMap((one) => [keys.profile(one), keys.signIns(one)]),
  );
  const isOwner = owner !== null && isTheirs(signInsIn(second, owner.personId), id);
  const personId = isOwner ? owner.personId : named;
  return {
    owner,
    personId,
    person: personId === null ? null : (peopleIn(second, [personId])[personId] ?? null),
    signIns: personId === null ? null : signInsIn(second, personId),
  };
}

interface Binding {
  claimed: Claimed;
  owner: Owner | null;
  person: Person;
  signIns: SignIns | null;
}

/** Binds a sign-in to a person. False if something that the decision rests on has changed. */
async function bind(
  outside: Outside,
  event: SignInsDraftEvent,
  { claimed: { issuer, subject }, owner, person, signIns }: Binding,
  moment: { at: string; requestId: string },
): Promise<boolean> {
  const { table } = outside;
  const write = writesOf(table);
  const done = await transact(table, [
    ...recordSignIns(outside, { personId: person.id, before: signIns, first: event }, moment).writes,
    ...ownerWrite(write, keys.signIn(issuer, subject), owner, person.id),
    // Their mail address or employee number, and that they work here, must still be what was read.
    write.checkVersion('guard', keys.profile(person.id), person.version),
  ]);
  return done.ok;
}
