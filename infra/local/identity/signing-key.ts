import { existsSync, readFileSync } from 'node:fs';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import { keepFile } from '../files.ts';

/** The one algorithm this issuer signs with. */
export const algorithm = 'ES256';

/**
 * The private key that signs every token, as a JWK with `kid`. With `file` it is kept there, readable by its owner alone,
 * so that tokens and sign-ins outlive a restart; without, it lives as long as the process. Throws, saying what to do, when
 * the file holds no such key.
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
      `${file} holds no signing key. Remove it and start again: a new one is made, and bearer tokens have to be fetched anew.`,
      { cause },
    );
  }
}
