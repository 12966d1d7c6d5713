import { existsSync, readFileSync } from 'node:fs';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import { keepFile } from '../runtime/files.ts';

/** The only algorithm with which this issuer signs. */
export const algorithm = 'ES256';

/**
 * The private key that signs every token, as a JWK with `kid`. If `file` is given, the key is kept there, readable only
 * by its owner, so that tokens stay valid after a restart. Without `file`, the key lives as long as the process. Throws
 * an error that says what to do if the file has no such key.
 */
export async function signingKey(file?: string): Promise<JWK> {
  if (file && existsSync(file)) return readKey(file);
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
  const key: JWK = { ...(await exportJWK(privateKey)), alg: algorithm, use: 'sig' };
  key.kid = await calculateJwkThumbprint(key);
  if (file) keepFile(file, JSON.stringify(key), 0o600);
  return key;
}

async function readKey(file: string): Promise<JWK> {
  try {
    const key = JSON.parse(readFileSync(file, 'utf8')) as JWK;
    if (!key.d || !key.kid) throw new Error('not a private key with an id');
    await importJWK(key, algorithm);
    return key;
  } catch (cause) {
    throw new Error(
      `${file} has no signing key. Remove the file and start again: a new key is made, and you must fetch new bearer tokens.`,
      { cause },
    );
  }
}
