import type { Outside } from '../cases/outside.ts';
import type { Person } from '../contract/people.ts';
import { stillCounts } from '../domain/directory/sign-ins.ts';
import { peopleIn } from '../store/directory.ts';
import { getMany } from '../store/items.ts';
import { keys } from '../store/keys.ts';
import { ownerIn, signInsIn } from '../store/sign-ins.ts';
import { signInIdOf } from './sign-in-id.ts';

/**
 * The active person behind a sign-in that has been bound to them, by issuer and subject. Null: there is none, or what they
 * came with was ended. `issuedAt`: when their token was issued, in epoch seconds.
 */
export async function personOfSignIn(
  { table }: Pick<Outside, 'table'>,
  { issuer, subject, issuedAt }: { issuer: string; subject: string; issuedAt: number },
): Promise<Person | null> {
  const key = keys.signIn(issuer, subject);
  const personId = ownerIn(await getMany(table, [key]), key)?.personId;
  if (personId === undefined) return null;
  const found = await getMany(table, [keys.profile(personId), keys.signIns(personId)]);
  const person = peopleIn(found, [personId])[personId];
  return person?.active && stillCounts(signInsIn(found, personId), signInIdOf(issuer, subject), issuedAt)
    ? person
    : null;
}
