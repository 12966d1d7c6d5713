import type { Outside } from '#shared/cases/outside.ts';
import type { Person } from '#shared/contract/people.ts';
import type { SignInsDraftEvent } from '#shared/contract/record-sign-ins.ts';
import { activeIn } from '#shared/domain/directory/sign-ins.ts';
import { recordSignIns } from '#shared/identity/sign-in-events.ts';
import { signInIdOf } from '#shared/identity/sign-in-id.ts';
import { setup } from '#shared/records/setup-actor.ts';
import { getMany, type Item } from '#shared/store/items.ts';
import { keys } from '#shared/store/keys.ts';
import { ownerIn, ownerWrite, signInsIn } from '#shared/store/sign-ins.ts';
import { type Write, writeAll, writesOf } from '#shared/store/transaction.ts';

/** How a person signs in at the local issuer: it calls them by their id. */
export const signInOf = ({ id }: Pick<Person, 'id'>): LocalSignIn => ({ subject: id, personId: id });

/** What the local issuer calls a person. */
export interface LocalSignIn {
  subject: string;
  personId: string;
}

/**
 * Binds people to their sign-ins at an issuer, as if each had signed in once. People of an earlier issuer are moved to this
 * one. A sign-in that was ended stays ended.
 */
export async function bindSignIns(outside: Outside, issuer: string, signIns: readonly LocalSignIn[]): Promise<void> {
  const found = await foundOf(outside, issuer, signIns);
  await writeAll(
    outside.table,
    signIns.flatMap((one) => writesFor(outside, issuer, one, found)),
  );
}

/**
 * Moves those who have signed in at an earlier address of the local issuer to this one: with another port, it is another
 * issuer.
 */
export async function followIssuer(outside: Outside, issuer: string, signIns: readonly LocalSignIn[]): Promise<void> {
  const found = await foundOf(outside, issuer, signIns);
  const known = signIns.filter(({ personId }) => signInsIn(found, personId));
  await writeAll(
    outside.table,
    known.flatMap((one) => writesFor(outside, issuer, one, found)),
  );
}

function foundOf({ table }: Outside, issuer: string, signIns: readonly LocalSignIn[]) {
  return getMany(
    table,
    signIns.flatMap(({ subject, personId }) => [keys.signIns(personId), keys.signIn(issuer, subject)]),
  );
}

function writesFor(
  outside: Outside,
  issuer: string,
  { subject, personId }: LocalSignIn,
  found: ReadonlyMap<string, Item>,
): Write[] {
  const before = signInsIn(found, personId);
  const active = activeIn(before);
  if (before && (active === null || active.issuer === issuer)) return [];
  const data = { signIn: signInIdOf(issuer, subject), issuer, claim: 'sub' };
  const bound: SignInsDraftEvent = { type: 'sign-in-bound', data, actor: setup };
  const events: [SignInsDraftEvent, ...SignInsDraftEvent[]] = active
    ? [{ type: 'sign-in-ended', data: { signIn: active.id }, actor: setup }, bound]
    : [bound];
  const moment = { at: outside.clock.now().toISOString(), requestId: 'setup' };
  const key = keys.signIn(issuer, subject);
  return [
    ...recordSignIns(outside, { personId, before, events }, moment).writes,
    ...ownerWrite(writesOf(outside.table), key, ownerIn(found, key), personId),
  ];
}
