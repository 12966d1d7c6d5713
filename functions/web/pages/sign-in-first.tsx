import type { Context } from 'hono';
import type { WebEnv } from '../env.ts';
import { documentFormOf } from '../request.ts';
import { SignInFirstPage } from '../views/sign-in-first.tsx';

/**
 * Somebody without a session. A page they wanted to read comes after the sign-in; a form they sent stays with them,
 * filled in, until they are signed in again.
 */
export async function signInFirst(c: Context<WebEnv>): Promise<Response> {
  const { pathname, search } = new URL(c.req.url);
  if (c.req.method !== 'POST') return c.redirect(`/sign-in?to=${encodeURIComponent(pathname + search)}`, 303);
  const values = await documentFormOf(c);
  return c.html(<SignInFirstPage action={pathname + search} values={values} />, 401);
}
