import { hashOf } from '../ledger/hash.ts';

/** The id of a sign-in. It does not tell what the issuer calls the person. */
export function signInIdOf(issuer: string, subject: string): string {
  return hashOf([issuer, subject]).slice(0, 32);
}
