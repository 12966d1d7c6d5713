import { bindSignIns } from '#infra/local/identity/bind.ts';
import type { Outside } from '#shared/cases/outside.ts';
import { activeIn } from '#shared/domain/directory/sign-ins.ts';
import { getMany } from '#shared/store/items.ts';
import { keys } from '#shared/store/keys.ts';
import { signInsIn } from '#shared/store/sign-ins.ts';

/** The issuer of tests that have none. It calls people by their id. */
export const issuer = 'https://issuer.example.com';

/** The id of the sign-in by which a person comes in. Binds them to one if they have never signed in. */
export async function signInOf(outside: Outside, personId: string): Promise<string> {
  const of = async () => activeIn(signInsIn(await getMany(outside.table, [keys.signIns(personId)]), personId))?.id;
  const known = await of();
  if (known) return known;
  await bindSignIns(outside, issuer, [{ subject: personId, personId }]);
  return (await of()) ?? '';
}
