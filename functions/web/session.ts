import type { Context, MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Person } from '#shared/contract/people.ts';
import { loadPerson } from '#shared/store/directory.ts';
import { endSession, keepSession, loadSession, renewSession, type Session } from '#shared/store/sessions.ts';
import type { WebEnv } from './env.ts';
import { signInFirst } from './pages/sign-in-first.tsx';

/** In seconds: a session ends after half a day whatever is done in it, and after two hours in which nothing is. */
const sessionSeconds = 12 * 3600;
const idleSeconds = 2 * 3600;
/** A session is written again at most this often, so that reading pages writes next to nothing. */
const renewEvery = 5 * 60;

/**
 * Cookies by use. Over https they carry the `__Host-` prefix; over plain http, which is served on the loopback interface
 * alone, browsers refuse that prefix, so the same cookies go without it and without Secure.
 */
function cookieFor(c: Context<WebEnv>, use: 'session' | 'sign-in') {
  const secure = c.get('environment').RUNGS_ORIGIN.startsWith('https:');
  return {
    name: `${secure ? '__Host-' : ''}rungs${use === 'session' ? '' : `-${use}`}`,
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

const secondsNow = (c: Context<WebEnv>) => Math.floor(c.get('outside').clock.now().getTime() / 1000);

/** Begins a session for a person. One that this browser had before ends: whoever signs in leaves nothing behind. */
export async function beginSession(c: Context<WebEnv>, personId: string): Promise<void> {
  const { table } = c.get('outside');
  const before = readCookie(c, 'session');
  if (before) await endSession(table, before);
  const now = secondsNow(c);
  await keepSession(table, giveCookie(c, 'session', sessionSeconds), {
    kind: 'session',
    personId,
    expires: now + idleSeconds,
    ends: now + sessionSeconds,
    version: 1,
  });
}

/** Ends the session of this browser, on the server first. */
export async function leaveSession(c: Context<WebEnv>): Promise<void> {
  const id = readCookie(c, 'session');
  if (id) await endSession(c.get('outside').table, id);
  dropCookie(c, 'session');
}

/** Lets in whoever has a session and is in the directory now; asks everybody else to sign in. */
export const signedIn: MiddlewareHandler<WebEnv> = async (c, next) => {
  const person = await personOf(c);
  if (!person) return signInFirst(c);
  c.set('person', person);
  return next();
};

async function personOf(c: Context<WebEnv>): Promise<Person | null> {
  const { table, clock } = c.get('outside');
  const id = readCookie(c, 'session');
  const session = id ? await loadSession(table, id, clock.now()) : null;
  if (!id || session?.kind !== 'session') return null;
  const person = await loadPerson(table, session.personId);
  if (!person?.active) {
    await leaveSession(c);
    return null;
  }
  await keepAlive(c, id, session);
  return person;
}

async function keepAlive(c: Context<WebEnv>, id: string, session: Session): Promise<void> {
  const expires = Math.min(secondsNow(c) + idleSeconds, session.ends);
  if (expires - session.expires < renewEvery) return;
  await renewSession(c.get('outside').table, id, session, expires);
}
