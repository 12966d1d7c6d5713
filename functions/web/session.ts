import type { Context, MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Person } from '#shared/contract/people.ts';
import { loadPerson } from '#shared/store/directory.ts';
import { endSession, keepSession, loadSession, renewSession, type Session } from '#shared/store/sessions.ts';
import type { WebEnv } from './env.ts';
import { signInFirst } from './pages/sign-in-first.tsx';

/** A session ends after 12 hours in any case, and after 2 hours without a request. */
const sessionSeconds = 12 * 3600;
const idleSeconds = 2 * 3600;
/** A session is renewed at most once in this many seconds, so that reading pages causes few writes. */
const renewEvery = 5 * 60;

/**
 * The name and options of a cookie. Over https the name has the `__Host-` prefix. Browsers refuse that prefix over plain
 * http, which is served only on the loopback interface, so there the cookies have no prefix and no Secure flag.
 */
function cookieFor(c: Context<WebEnv>, use: 'session' | 'sign-in') {
  const secure = c.get('environment').RUNGS_ORIGIN.startsWith('https:');
  return {
    name: `${secure ? '__Host-' : ''}rungs${use === 'session' ? '' : `-${use}`}`,
    options: { httpOnly: true, secure, sameSite: 'Lax', path: '/' } as const,
  };
}

/** Sets a cookie with a new random id, and returns the id. */
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

/** Begins a session for a person. Ends an earlier session of this browser. */
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

/** Ends the session of this browser: first on the server, then in the cookie. */
export async function leaveSession(c: Context<WebEnv>): Promise<void> {
  const id = readCookie(c, 'session');
  if (id) await endSession(c.get('outside').table, id);
  dropCookie(c, 'session');
}

/** Lets in people who have a session and are active in the directory. Asks all others to sign in. */
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
