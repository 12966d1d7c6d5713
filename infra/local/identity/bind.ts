import type { Outside } from '#shared/cases/outside.ts';
import type { Person } from '#shared/contract/people.ts';
import type { SignInsDraftEvent } from '#shared/contract/record-sign-ins.ts';
import { activeIn, evolveSignIns } from '#shared/domain/directory/sign-ins.ts';
import { signInIdOf } from '#shared/identity/sign-in-id.ts';
import { sealRecord } from '#shared/ledger/seal.ts';
import { setup } from '#shared/records/setup-actor.ts';
import { recordEventWrite } from '#shared/store/chain-writes.ts';
import { getMany, type Item } from '#shared/store/items.ts';
import { keys } from '#shared/store/keys.ts';
import { ownerIn, ownerWrite, signInsIn, signInsWrites } from '#shared/store/sign-ins.ts';
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

/** Moves those who have signed in at an earlier address of the local issuer to this one: with another port, it is another issuer. */
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
  { table, clock, ids, random }: Outside,
  issuer: string,
  { subject, personId }: LocalSignIn,
  found: ReadonlyMap<string, Item>,
): Write[] {
  const before = signInsIn(found, personId);
  const active = activeIn(before);
  if (before && (active === null || active.issuer === issuer)) return [];
  const at = clock.now().toISOString();
  let after = before;
  const recorded = (draft: SignInsDraftEvent) => {
    const audit = after?.audit ?? null;
    const sealed = sealRecord(draft, { chain: `sign-ins:${personId}`, audit, at, requestId: 'setup', ids, random });
    after = evolveSignIns(after, sealed.event);
    return { sealed, after };
  };
  const write = writesOf(table);
  const ended = active && recorded({ type: 'sign-in-ended', data: { signIn: active.id }, actor: setup });
  const data = { signIn: signInIdOf(issuer, subject), issuer, claim: 'sub' };
  const bound = recorded({ type: 'sign-in-bound', data, actor: setup });
  const key = keys.signIn(issuer, subject);
  return [
    ...(ended ? [recordEventWrite(write, ended.sealed)] : []),
    ...signInsWrites(write, { personId, before, after: bound.after }, bound.sealed),
    ...ownerWrite(write, key, ownerIn(found, key), personId),
  ];
}
