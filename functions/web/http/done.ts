import type { Context, MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { WebEnv } from './env.ts';
import { cookieFor } from './session.ts';

/**
 * A form that was carried out leads to a page whose address says what was done (`done`). A cookie with this address says that
 * it was not shown yet. So a page that is loaded again, or opened from the history of the browser, does not say it again.
 */
export const sayOnce: MiddlewareHandler<WebEnv> = async (c, next) => {
  await next();
  const to = c.res.headers.get('location');
  if (c.req.method === 'POST' && to?.includes('?done=')) keep(c, to);
};

function keep(c: Context<WebEnv>, to: string): void {
  const { name, options } = cookieFor(c, 'done');
  setCookie(c, name, to, { ...options, maxAge: 600 });
}

/** Leads from the page that should have said what was just done to another one, which says it instead. */
export function sayElsewhere(c: Context<WebEnv>, to: string): Response {
  keep(c, to);
  return c.redirect(to, 303);
}

/** What was just done, if this page is the first to show it. `again`: the page loads itself again, and shows it then too. */
export function doneIn(c: Context<WebEnv>, again = false): string | undefined {
  const { name, options } = cookieFor(c, 'done');
  const { pathname, search } = new URL(c.req.url);
  if (getCookie(c, name) !== pathname + search) return undefined;
  if (!again) deleteCookie(c, name, options);
  return c.req.query('done');
}
