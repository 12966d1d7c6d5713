import type { Context } from 'hono';
import { SignInFirstPage } from '../views/sign-in-first.tsx';
import type { WebEnv } from './env.ts';
import { documentFormOf } from './request.ts';

/**
 * The answer for a visitor without a session. If they asked for a page, they sign in and then see it. If they sent a
 * form, the answer keeps its values, so that they can send it again after signing in.
 */
export async function signInFirst(c: Context<WebEnv>): Promise<Response> {
  const { pathname, search } = new URL(c.req.url);
  if (c.req.method !== 'POST') return c.redirect(`/sign-in?to=${encodeURIComponent(pathname + search)}`, 303);
  const values = await documentFormOf(c);
  return c.html(<SignInFirstPage action={pathname + search} values={values} />, 401);
}
