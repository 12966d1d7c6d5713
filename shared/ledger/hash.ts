import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** SHA-256 of the canonical JSON (RFC 8785) of a value, as 64 hex digits. Throws if the value is not JSON. */
export function hashOf(value: unknown): string {
  const json = canonicalize(value);
  if (json === undefined) throw new TypeError('Only a JSON value has a hash');
  return createHash('sha256').update(json, 'utf8').digest('hex');
}

/** The `prev` of the first event of a chain. */
export const genesis = '0'.repeat(64);

/** The digest of a body, which its envelope carries. The salt prevents guessing a short text from the digest. */
export function digestOf(body: { salt: string; content: unknown }): string {
  return hashOf({ salt: body.salt, content: body.content });
}
