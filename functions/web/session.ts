import type { Context, MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { loadPerson } from '#shared/store/directory.ts';
import { endSession, keepSession, loadSession } from '#shared/store/sessions.ts';
import type { WebEnv } from './env.ts';

/** A session ends after half a day, whatever is done in it. */
const sessionSeconds = 12 * 3600;

/**
 * Cookies by use. Over https they carry the `__Host-` prefix; over plain http, which is served on the loopback interface
 * alone, browsers refuse that prefix, so the same cookies go without it and without Secure.
 */
function cookieFor(c: Context<WebEnv>, use: 'session' | 'sign-in') {
  const secure = c.get('environment').RUNGS_ORIGIN.startsWith('https:');
  return {
    name: `${secure ? '__Host-' : ''}rungs-${use}`,
    options: { httpOnly: true, secure, sameSite: 'Lax', path: '/' } as const,
  };
}

/** A new random id in a cookie, for `seconds`. */
export function giveCookie(c: Context<WebEnv>, use: 'session' | 'sign-in', seconds: number): string {
  const { name, options } = cookieFor(c, use);
  const id = Buffer.from(c.get('outside').random.bytes(32)).toString('base64url');
  setCookie(c, name, id, { ...options, maxAge: seconds });
  return id;
}

export function readCookie(c: Context<WebEnv>, use: 'session' | 'sign-in'): string | undefined {
  return getCookie(c, cookieFor(c, use).name);
}

export function dropCookie(c: Context<WebEnv>, use: 'session' | 'sign-in'): void {
  const { name, options } = cookieFor(c, use);
  deleteCookie(c, name, options);
}

/** Begins a session for a person. */
export async function beginSession(c: Context<WebEnv>, personId: string): Promise<void> {
  const { table, clock } = c.get('outside');
  const expires = Math.floor(clock.now().getTime() / 1000) + sessionSeconds;
  await keepSession(table, giveCookie(c, 'session', sessionSeconds), { kind: 'session', personId, expires });
}

/** Ends the session of this browser, on the server first. */
export async function leaveSession(c: Context<WebEnv>): Promise<void> {
  const id = readCookie(c, 'session');
  if (id) await endSession(c.get('outside').table, id);
  dropCookie(c, 'session');
}

/** Lets in whoever has a session and is in the directory now; sends everybody else to sign in. */
export const signedIn: MiddlewareHandler<WebEnv> = async (c, next) => {
  const { table, clock } = c.get('outside');
  const id = readCookie(c, 'session');
  const session = id ? await loadSession(table, id, clock.now()) : null;
  const person = session?.kind === 'session' ? await loadPerson(table, session.personId) : null;
  if (!person?.active) {
    const returnTo = c.req.method === 'GET' ? new URL(c.req.url).pathname : '/';
    return c.redirect(`/sign-in?to=${encodeURIComponent(returnTo)}`, 303);
  }
  c.set('person', person);
  await next();
};
