import { createRemoteJWKSet, type JWTPayload, jwtVerify } from 'jose';
import type { Clock } from '#shared/contract/outside.ts';
import type { Identify } from './env.ts';

/** The only accepted signing algorithms. The token's own header does not decide. */
const algorithms = ['ES256', 'RS256'];

/** Errors of `jose` about the token itself. Every other error is about the issuer's keys, so it is a fault on our side. */
const tokenError = /^ERR_(JWT|JWS)_|^ERR_JOSE_(ALG_NOT_ALLOWED|NOT_SUPPORTED)$|^ERR_JWKS_(NO|MULTIPLE)_MATCHING_KEYS?$/;

/** How long we wait for the issuer to answer. */
const timeoutMs = 5000;

/** A token that its issuer signed and that has not expired, with the name of the issuer. */
export interface Token {
  issuer: string;
  payload: JWTPayload & { sub: string; iat: number };
}

/**
 * Verifies bearer tokens of one issuer, for one audience if it is given. The first token loads the issuer's discovery document,
 * which says where its keys are. Throws if the issuer cannot be reached or its keys cannot be read: then nobody is signed in.
 */
export function verifierOf(
  address: string,
  clock: Clock,
  audience?: string,
): (bearer: string) => Promise<Token | null> {
  let found: ReturnType<typeof discover> | undefined;
  return async (bearer) => {
    found ??= discover(address).catch((error: unknown) => {
      found = undefined;
      throw error;
    });
    const { keys, issuer } = await found;
    try {
      const { payload } = await jwtVerify(bearer, keys, {
        algorithms,
        issuer,
        ...(audience === undefined ? {} : { audience }),
        requiredClaims: ['exp', 'iat', 'sub'],
        currentDate: clock.now(),
      });
      return payload.sub ? { issuer, payload: payload as Token['payload'] } : null;
    } catch (error) {
      if (error instanceof Error && 'code' in error && tokenError.test(String(error.code))) return null;
      throw error;
    }
  };
}

/** Verifies bearer tokens of people of one issuer for one audience. */
export function bearerOf(address: string, audience: string, clock: Clock): Identify {
  const verified = verifierOf(address, clock, audience);
  return async (bearer) => {
    const token = await verified(bearer);
    return token && holderOf(token);
  };
}

/** Whose a token is, and since when they have it. */
export function holderOf({ issuer, payload: { sub: subject, iat } }: Token) {
  return { issuer, subject, issuedAt: iat };
}

/** The keys of an issuer, and its name as it writes it itself: with a slash at its end, or without. */
async function discover(address: string) {
  const answer = await fetch(`${address.replace(/\/$/, '')}/.well-known/openid-configuration`, {
    signal: AbortSignal.timeout(timeoutMs),
  });
  const { issuer = '', jwks_uri } = (await answer.json()) as { issuer?: string; jwks_uri?: string };
  if (issuer.replace(/\/$/, '') !== address.replace(/\/$/, '') || !jwks_uri)
    throw new Error('The discovery document names another issuer or no keys');
  return { keys: createRemoteJWKSet(new URL(jwks_uri), { timeoutDuration: timeoutMs }), issuer };
}
