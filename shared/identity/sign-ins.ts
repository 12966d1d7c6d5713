import type { Outside } from '../cases/outside.ts';
import type { Person } from '../contract/people.ts';
import { loadPerson, personIdOfSignIn } from '../store/directory.ts';

/** The active person behind a sign-in, by issuer and subject. Null if the directory has none. */
export async function personOfSignIn(
  { table }: Pick<Outside, 'table'>,
  issuer: string,
  subject: string,
): Promise<Person | null> {
  const personId = await personIdOfSignIn(table, issuer, subject);
  const person = personId ? await loadPerson(table, personId) : null;
  return person?.active ? person : null;
}
