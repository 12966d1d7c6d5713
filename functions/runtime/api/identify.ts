import { createRemoteJWKSet, jwtVerify } from 'jose';
import type { Clock } from '#shared/contract/outside.ts';
import type { Identify } from './env.ts';

/** Signing algorithms that are taken, whatever a token's header says. */
const algorithms = ['ES256', 'RS256'];

/** Errors of `jose` that say something of the token. Any other is of the issuer's keys, and so our own fault. */
const ofTheToken = /^ERR_(JWT|JWS)_|^ERR_JOSE_(ALG_NOT_ALLOWED|NOT_SUPPORTED)$|^ERR_JWKS_(NO|MULTIPLE)_MATCHING_KEYS?$/;

/** How long the issuer may take to answer. */
const patienceMs = 5000;

/**
 * Verifies bearer tokens of one issuer for one audience. The issuer's keys are found by its discovery document, once, at
 * the first token. Throws when the issuer cannot be reached or its keys not be read; nobody is signed in then.
 */
export function bearerOf(issuer: string, audience: string, clock: Clock): Identify {
  let keys: Promise<ReturnType<typeof createRemoteJWKSet>> | undefined;
  return async (bearer) => {
    keys ??= discover(issuer).catch((error: unknown) => {
      keys = undefined;
      throw error;
    });
    const key = await keys;
    try {
      const { payload } = await jwtVerify(bearer, key, {
        algorithms,
        issuer,
        audience,
        requiredClaims: ['exp', 'sub'],
        currentDate: clock.now(),
      });
      return payload.sub ? { issuer, subject: payload.sub } : null;
    } catch (error) {
      if (error instanceof Error && 'code' in error && ofTheToken.test(String(error.code))) return null;
      throw error;
    }
  };
}

async function discover(issuer: string) {
  const answer = await fetch(`${issuer}/.well-known/openid-configuration`, {
    signal: AbortSignal.timeout(patienceMs),
  });
  const document = (await answer.json()) as { issuer?: string; jwks_uri?: string };
  if (document.issuer !== issuer || !document.jwks_uri) throw new Error('The issuer does not describe itself');
  return createRemoteJWKSet(new URL(document.jwks_uri), { timeoutDuration: patienceMs });
}
