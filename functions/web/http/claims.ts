import type { IDToken } from 'openid-client';
import type { Claimed } from '#shared/contract/sign-ins.ts';

/** A mail address has at most 254 characters (RFC 5321, 4.5.3.1), and an employee number is shorter. */
const longestClaim = 254;

/**
 * What the issuer says of a visitor by the claim that the deployment names. `email` counts if the issuer has checked the
 * address. Another claim is taken as it is.
 */
export function claimedBy(claims: IDToken, claim: string): { claimed: Claimed; isVerified: boolean } {
  const given = claims[claim];
  // Some issuers give an employee number as a number.
  const said = Number.isSafeInteger(given) ? String(given) : given;
  const value = typeof said === 'string' && said.trim() !== '' && said.length <= longestClaim ? said : null;
  // A Cognito pool gives the word 'true' for users that come from another issuer.
  const isVerified =
    claim !== 'email' || claims.email_verified === true || claims.email_verified === ('true' as unknown);
  return { claimed: { issuer: claims.iss, subject: claims.sub, claim, value }, isVerified };
}
