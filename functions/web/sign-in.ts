import type { Context } from 'hono';
import type * as OpenIdClient from 'openid-client';
import { loadPerson, personIdOfSignIn } from '#shared/store/directory.ts';
import { endSession, keepSession, loadSession, type Pending } from '#shared/store/sessions.ts';
import type { Environment } from '../runtime/environment.ts';
import type { WebEnv } from './env.ts';
import { PageError } from './errors.tsx';
import { beginSession, dropCookie, giveCookie, readCookie } from './session.ts';

/** A sign-in must come back within so many seconds. */
const pendingSeconds = 600;

interface Issuer {
  oidc: typeof OpenIdClient;
  config: OpenIdClient.Configuration;
}

const issuers = new Map<string, Promise<Issuer>>();

/** The issuer as it describes itself, found at the first sign-in; pages need none of this, so it is loaded here. */
function issuerOf({ RUNGS_ISSUER, RUNGS_CLIENT_ID }: Environment): Promise<Issuer> {
  const known = issuers.get(RUNGS_ISSUER);
  if (known) return known;
  const found = (async () => {
    const oidc = await import('openid-client');
    const issuer = new URL(RUNGS_ISSUER);
    // Plain http is for an issuer on this very machine, and for no other.
    const isLoopback = issuer.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(issuer.hostname);
    const config = await oidc.discovery(issuer, RUNGS_CLIENT_ID, undefined, oidc.None(), {
      execute: isLoopback ? [oidc.allowInsecureRequests] : [],
    });
    return { oidc, config };
  })();
  issuers.set(RUNGS_ISSUER, found);
  // Not kept when it failed: the next sign-in asks again.
  found.catch(() => issuers.delete(RUNGS_ISSUER));
  return found;
}

/** The issuer, or a page that says it cannot be reached. */
async function reach(c: Context<WebEnv>): Promise<Issuer> {
  try {
    return await issuerOf(c.get('environment'));
  } catch (error) {
    c.get('log').error('issuer-unreachable', { error: nameOf(error) });
    throw new PageError(503, 'The service that signs people in does not answer. Please try again in a minute.');
  }
}

const nameOf = (error: unknown) => (error instanceof Error ? error.name : 'unknown');

const redirectUri = ({ RUNGS_ORIGIN }: Environment) => `${RUNGS_ORIGIN}/sign-in/callback`;

/** Only a path of our own may be returned to: no other site, whatever the link said. */
function ownPath(to: string | undefined): string {
  return to && /^\/(?![/\\])[\w\-/.]*(\?[\w\-.=&%]*)?$/.test(to) ? to : '/';
}

/** Sends the browser to the issuer, with state, nonce and PKCE kept on the server. */
export async function beginSignIn(c: Context<WebEnv>): Promise<Response> {
  const environment = c.get('environment');
  const { table, clock } = c.get('outside');
  const { oidc, config } = await reach(c);
  const verifier = oidc.randomPKCECodeVerifier();
  const state = oidc.randomState();
  const nonce = oidc.randomNonce();
  await keepSession(table, giveCookie(c, 'sign-in', pendingSeconds), {
    kind: 'sign-in',
    state,
    nonce,
    verifier,
    returnTo: ownPath(c.req.query('to')),
    expires: Math.floor(clock.now().getTime() / 1000) + pendingSeconds,
  });
  const target = oidc.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri(environment),
    scope: 'openid',
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  });
  return c.redirect(target.href, 303);
}

const notFinished = () =>
  new PageError(401, 'This sign-in was not finished. Nothing is wrong with it: just begin again.');

/** Takes the browser back from the issuer, signed in. Refuses a sign-in that we did not begin, or that is nobody's. */
export async function finishSignIn(c: Context<WebEnv>): Promise<Response> {
  const { table, clock } = c.get('outside');
  const id = readCookie(c, 'sign-in');
  const pending = id ? await loadSession(table, id, clock.now()) : null;
  dropCookie(c, 'sign-in');
  if (!id || pending?.kind !== 'sign-in') throw notFinished();
  await endSession(table, id);
  const claims = await claimsOf(c, pending);
  if (!claims) throw notFinished();
  const personId = await personIdOfSignIn(table, claims.iss, claims.sub);
  const person = personId ? await loadPerson(table, personId) : null;
  // Said here and not after a session was begun: an issuer that remembers people would send them round for ever.
  if (!person?.active)
    throw new PageError(403, 'You are signed in, but you are not in the directory of Rungs. Please ask HR to add you.');
  await beginSession(c, person.id);
  return c.redirect(pending.returnTo, 303);
}

/** What the issuer says of who came back; null when it does not say so properly. No token is kept. */
async function claimsOf(c: Context<WebEnv>, pending: Pending): Promise<{ iss: string; sub: string } | null> {
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
    c.get('log').warn('sign-in-refused', { error: nameOf(error) });
    return null;
  }
}
