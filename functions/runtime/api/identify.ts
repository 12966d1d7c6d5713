import { createRemoteJWKSet, jwtVerify } from 'jose';
import type { Clock } from '#shared/contract/outside.ts';
import type { Identify } from './env.ts';

/** The only accepted signing algorithms. The token's own header does not decide. */
const algorithms = ['ES256', 'RS256'];

/** Errors of `jose` about the token itself. Every other error is about the issuer's keys, so it is a fault on our side. */
const tokenError = /^ERR_(JWT|JWS)_|^ERR_JOSE_(ALG_NOT_ALLOWED|NOT_SUPPORTED)$|^ERR_JWKS_(NO|MULTIPLE)_MATCHING_KEYS?$/;

/** How long we wait for the issuer to answer. */
const timeoutMs = 5000;

/**
 * Verifies bearer tokens of one issuer for one audience. The first token loads the issuer's discovery document, which
 * says where its keys are. Throws if the issuer cannot be reached or its keys cannot be read: then nobody is signed in.
 */
export function bearerOf(issuer: string, audience: string, clock: Clock): Identify {
  let found: ReturnType<typeof discover> | undefined;
  return async (bearer) => {
    found ??= discover(issuer).catch((error: unknown) => {
      found = undefined;
      throw error;
    });
    const { keys, name } = await found;
    try {
      const { payload } = await jwtVerify(bearer, keys, {
        algorithms,
        issuer: name,
        audience,
        requiredClaims: ['exp', 'sub'],
        currentDate: clock.now(),
      });
      return payload.sub ? { issuer: name, subject: payload.sub } : null;
    } catch (error) {
      if (error instanceof Error && 'code' in error && tokenError.test(String(error.code))) return null;
      throw error;
    }
  };
}

/** The keys of an issuer, and its name as it writes it itself: with a slash at its end, or without. */
async function discover(issuer: string) {
  const answer = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
    signal: AbortSignal.timeout(timeoutMs),
  });
  const { issuer: name = '', jwks_uri } = (await answer.json()) as { issuer?: string; jwks_uri?: string };
  if (name.replace(/\/$/, '') !== issuer.replace(/\/$/, '') || !jwks_uri)
    throw new Error('The discovery document names another issuer or no keys');
  return { keys: createRemoteJWKSet(new URL(jwks_uri), { timeoutDuration: timeoutMs }), name };
}
