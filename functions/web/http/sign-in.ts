import type { Context } from 'hono';
import type * as OpenIdClient from 'openid-client';
import type { SignInRefusal } from '#shared/contract/names.ts';
import * as z from '#shared/contract/zod.ts';
import { enter } from '#shared/identity/first-sign-in.ts';
import { secondsNow } from '#shared/identity/sessions.ts';
import type { Environment } from '../../runtime/environment.ts';
import { nameOfError } from '../../runtime/logger.ts';
import { claimedBy } from './claims.ts';
import type { WebEnv } from './env.ts';
import { PageError } from './errors.tsx';
import { forgetIssuer, type Issuer, issuerOf } from './issuer.ts';
import { beginSession, dropCookie, giveCookie, readCookie } from './session.ts';

/** The issuer. Throws a 503 page if it cannot be reached. */
async function reach(c: Context<WebEnv>): Promise<Issuer> {
  try {
    return await issuerOf(c.get('environment'));
  } catch (error) {
    c.get('log').error('issuer-unreachable', { error: nameOfError(error) });
    throw new PageError(503, 'The service that signs people in does not answer. Please try again in a minute.');
  }
}

const redirectUri = ({ RUNGS_ORIGIN }: Environment) => `${RUNGS_ORIGIN}/sign-in/callback`;

/** Our own addresses are shorter, and browsers keep no cookie over 4 KB. */
const longestPath = 2000;

/**
 * The path to return to after signing in, of the characters that RFC 3986 allows. Only our own paths are allowed, so that a
 * link cannot lead to another site.
 */
function ownPath(to: string | undefined): string {
  return to &&
    to.length <= longestPath &&
    /^\/(?![/\\])[\w\-.~!$&'()*+,;=:@%/]*(\?[\w\-.~!$&'()*+,;=:@%/?]*)?$/.test(to)
    ? to
    : '/';
}

/** The browser must come back from the issuer within this many seconds. */
const pendingSeconds = 600;

/**
 * What is remembered of a sign-in until the browser comes back. Its cookie holds it, so that nothing is written for somebody
 * who has not signed in. A browser that changes it only spoils its own sign-in: `returnTo` is checked again. `expires` is in
 * epoch seconds.
 */
const Pending = z.strictObject({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  returnTo: z.string(),
  expires: z.int(),
});
type Pending = z.infer<typeof Pending>;

function keepPending(c: Context<WebEnv>, pending: Omit<Pending, 'expires'>): void {
  const kept = JSON.stringify({ ...pending, expires: secondsNow(c.get('outside')) + pendingSeconds } satisfies Pending);
  giveCookie(c, 'sign-in', Buffer.from(kept).toString('base64url'), pendingSeconds);
}

/** Gives what was remembered of a sign-in, and forgets it. Null if there is nothing, or if too much time has passed. */
function takePending(c: Context<WebEnv>): Pending | null {
  const kept = readCookie(c, 'sign-in');
  dropCookie(c, 'sign-in');
  const pending = kept ? pendingIn(kept) : null;
  return pending && pending.expires > secondsNow(c.get('outside')) ? pending : null;
}

function pendingIn(kept: string): Pending | null {
  try {
    return Pending.safeParse(JSON.parse(Buffer.from(kept, 'base64url').toString())).data ?? null;
  } catch {
    return null;
  }
}

/** Sends the browser to the issuer, with state, nonce and PKCE. */
export async function beginSignIn(c: Context<WebEnv>): Promise<Response> {
  const environment = c.get('environment');
  const { oidc, config } = await reach(c);
  const verifier = oidc.randomPKCECodeVerifier();
  const state = oidc.randomState();
  const nonce = oidc.randomNonce();
  keepPending(c, { state, nonce, verifier, returnTo: ownPath(c.req.query('to')) });
  const target = oidc.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri(environment),
    scope: environment.RUNGS_SIGN_IN_SCOPE,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  });
  return c.redirect(target.href, 303);
}

const notFinished = () =>
  new PageError(401, 'This sign-in was not finished. Nothing bad has happened: just begin again.');

/** Finishes a sign-in when the browser comes back from the issuer. Refuses one that we did not begin, or of an unknown person. */
export async function finishSignIn(c: Context<WebEnv>): Promise<Response> {
  const pending = takePending(c);
  if (!pending) throw notFinished();
  const claims = await claimsOf(c, pending);
  if (!claims) throw notFinished();
  const { claimed, isVerified } = claimedBy(claims, c.get('environment').RUNGS_SIGN_IN_CLAIM);
  const entered = await enter(c.get('outside'), claimed, { isVerified, requestId: c.get('requestId') });
  // Refused here, before a session begins. Otherwise an issuer that remembers people would send them in circles.
  if (!entered.ok) {
    c.get('log').warn('sign-in-refused', { reason: entered.reason });
    throw new PageError(403, refusals[entered.reason]);
  }
  await beginSession(c, entered);
  return c.redirect(ownPath(pending.returnTo), 303);
}

const toldHr = 'HR can see that you tried. Please ask them.';
const refusals: Record<SignInRefusal, string> = {
  'no-claim': `You are signed in, but the service that signs people in does not say who you are in Rungs. ${toldHr}`,
  unverified: `You are signed in, but the service that signs people in has not checked your mail address. ${toldHr}`,
  unknown: `You are signed in, but you are not in the directory of Rungs. ${toldHr}`,
  left: `You are signed in, but the directory says that you do not work here any more. ${toldHr}`,
  second: `You are signed in, but you have come to Rungs by another account before, and each person has one. Use that one. ${toldHr}`,
  barred: `You are signed in, but the system that keeps the people of your company says that you do not work here any more. ${toldHr}`,
  unconfirmed: `You are signed in, but HR has not confirmed yet that you are the person whom the directory of Rungs means. ${toldHr}`,
  ended: `You are signed in, but HR has ended the use of this account for Rungs. ${toldHr}`,
};

/** The claims about the person who came back. Null if the issuer's answer is invalid. No token is stored. */
async function claimsOf(c: Context<WebEnv>, pending: Pending): Promise<OpenIdClient.IDToken | null> {
  const { oidc, config } = await reach(c);
  const current = new URL(redirectUri(c.get('environment')));
  current.search = new URL(c.req.url).search;
  try {
    const tokens = await oidc.authorizationCodeGrant(config, current, {
      pkceCodeVerifier: pending.verifier,
      expectedState: pending.state,
      expectedNonce: pending.nonce,
      idTokenExpected: true,
    });
    return tokens.claims() ?? null;
  } catch (error) {
    // An issuer answers a wrong secret in the header with a challenge, and others with an error in the body (RFC 6749, 5.2).
    const isRefused =
      error instanceof oidc.WWWAuthenticateChallengeError ||
      (error instanceof oidc.ResponseBodyError && error.error === 'invalid_client');
    if (isRefused) {
      forgetIssuer(c.get('environment'));
      c.get('log').error('client-refused', { error: nameOfError(error) });
      throw new PageError(503, 'The service that signs people in does not let Rungs in. Please try again in a minute.');
    }
    c.get('log').warn('sign-in-refused', { error: nameOfError(error) });
    return null;
  }
}
