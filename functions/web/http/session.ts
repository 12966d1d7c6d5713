import type { Context, MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Person } from '#shared/contract/people.ts';
import * as sessions from '#shared/identity/sessions.ts';
import type { WebEnv } from './env.ts';
import type { FormAt } from './kept-form.ts';
import { signInFirst } from './sign-in-first.tsx';

/**
 * The name and options of a cookie. Over https the name has the `__Host-` prefix. Browsers refuse that prefix over plain
 * http, which is served only on the loopback interface, so there the cookies have no prefix and no Secure flag.
 */
export function cookieFor(c: Context<WebEnv>, use: 'session' | 'sign-in' | 'done') {
  const secure = c.get('environment').RUNGS_ORIGIN.startsWith('https:');
  return {
    name: `${secure ? '__Host-' : ''}rungs${use === 'session' ? '' : `-${use}`}`,
    options: { httpOnly: true, secure, sameSite: 'Lax', path: '/' } as const,
  };
}

/** Sets a cookie for some seconds. */
export function giveCookie(c: Context<WebEnv>, use: 'session' | 'sign-in', value: string, seconds: number): void {
  const { name, options } = cookieFor(c, use);
  setCookie(c, name, value, { ...options, maxAge: seconds });
}

export function readCookie(c: Context<WebEnv>, use: 'session' | 'sign-in'): string | undefined {
  return getCookie(c, cookieFor(c, use).name);
}

export function dropCookie(c: Context<WebEnv>, use: 'session' | 'sign-in'): void {
  const { name, options } = cookieFor(c, use);
  deleteCookie(c, name, options);
}

/** Begins a session for a person who came in. Ends an earlier session of this browser. */
export async function beginSession(c: Context<WebEnv>, entered: { person: Person; signIn: string }): Promise<void> {
  const outside = c.get('outside');
  const before = readCookie(c, 'session');
  if (before) await sessions.endSession(outside, before);
  const id = Buffer.from(outside.random.bytes(32)).toString('base64url');
  await sessions.beginSession(outside, id, entered);
  giveCookie(c, 'session', id, sessions.cookieSeconds);
}

/**
 * Ends the session of this browser on the server. Its cookie stays and opens nothing any more: it only says that a form
 * that is still open in another tab had a session.
 */
export async function leaveSession(c: Context<WebEnv>): Promise<void> {
  const id = readCookie(c, 'session');
  if (id) await sessions.endSession(c.get('outside'), id);
}

/**
 * Lets in people who have a session and are active in the directory. Asks all others to sign in. `formAt` says which
 * form is sent to an address.
 */
export const signedIn =
  (formAt: FormAt): MiddlewareHandler<WebEnv> =>
  async (c, next) => {
    const found = await personOf(c);
    if (!found) return signInFirst(c, formAt, () => hadSession(c));
    c.set('person', found.person);
    c.set('timeZone', found.timeZone);
    return next();
  };

async function hadSession(c: Context<WebEnv>): Promise<boolean> {
  const id = readCookie(c, 'session');
  return id !== undefined && (await sessions.wasSession(c.get('outside'), id));
}

async function personOf(c: Context<WebEnv>): Promise<sessions.SignedIn | null> {
  const id = readCookie(c, 'session');
  const found = id ? await sessions.personOfSession(c.get('outside'), id) : null;
  if (!found || found.person.active) return found;
  await leaveSession(c);
  return null;
}
