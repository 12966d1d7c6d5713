import { createRemoteJWKSet, jwtVerify } from 'jose';
import type { Clock } from '#shared/contract/outside.ts';
import type { Identify } from './env.ts';

/** Signing algorithms that are taken, whatever a token's header says. */
const algorithms = ['ES256', 'RS256'];

/**
 * Verifies bearer tokens of one issuer for one audience. The issuer's keys are found by its discovery document, once, at
 * the first token.
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
      // A token that does not hold is nobody's; keys that cannot be had are our own fault.
      if (error instanceof Error && 'code' in error && error.code !== 'ERR_JWKS_TIMEOUT') return null;
      throw error;
    }
  };
}

async function discover(issuer: string) {
  const answer = await fetch(`${issuer}/.well-known/openid-configuration`);
  const document = (await answer.json()) as { issuer?: string; jwks_uri?: string };
  if (document.issuer !== issuer || !document.jwks_uri) throw new Error('The issuer does not describe itself');
  return createRemoteJWKSet(new URL(document.jwks_uri));
}
