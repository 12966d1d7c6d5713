import { createHash } from 'node:crypto';

/** The id of a sign-in. It does not tell what the issuer calls the person. */
export function signInIdOf(issuer: string, subject: string): string {
  return createHash('sha256')
    .update(JSON.stringify([issuer, subject]))
    .digest('hex')
    .slice(0, 32);
}
