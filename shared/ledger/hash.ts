import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** SHA-256, as 64 hex digits, over the canonical JSON (RFC 8785) of a value. Throws on what JSON cannot say. */
export function hashOf(value: unknown): string {
  const json = canonicalize(value);
  if (json === undefined) throw new TypeError('Only what JSON can say has a hash');
  return createHash('sha256').update(json, 'utf8').digest('hex');
}

/** What the first event of a chain has for `prev`. */
export const genesis = '0'.repeat(64);

/** The digest that an envelope carries of its body. The salt keeps short texts from being guessed. */
export function digestOf(body: { salt: string; content: unknown }): string {
  return hashOf({ salt: body.salt, content: body.content });
}
