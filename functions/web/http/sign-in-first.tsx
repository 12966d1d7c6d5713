import type { Context } from 'hono';
import { SignInFirstPage } from '../views/sign-in-first.tsx';
import type { WebEnv } from './env.ts';
import { type FormAt, keptOf } from './kept-form.ts';

/**
 * The answer for a visitor without a session. If they asked for a page, they sign in and then see it. If they sent a
 * form whose session has ended, the answer keeps its own fields, so that they can send it again after signing in. Other
 * forms are not read.
 */
export async function signInFirst(
  c: Context<WebEnv>,
  formAt: FormAt,
  hadSession: () => Promise<boolean>,
): Promise<Response> {
  const { pathname, search } = new URL(c.req.url);
  if (c.req.method !== 'POST') return c.redirect(`/sign-in?to=${encodeURIComponent(pathname + search)}`, 303);
  const form = formAt(pathname);
  const values = form && (await hadSession()) ? await keptOf(c, form) : null;
  return c.html(<SignInFirstPage action={pathname + search} values={values} />, 401);
}
