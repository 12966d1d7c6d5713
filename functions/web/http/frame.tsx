import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { limits } from '#shared/contract/names.ts';
import { isOwnOrigin, isTooLarge, pagePolicy, pickerPolicy, secured } from '../../runtime/headers.ts';
import script from '../browser/picker.json' with { type: 'json' };
import { ReaderZone } from '../views/zone.ts';
import { sayOnce } from './done.ts';
import type { WebDeps, WebEnv } from './env.ts';
import { errorPage, PageError } from './errors.tsx';

const pickerElement = `<script src="${script.path}"`;

/** The maximum size of a form, and the error for a larger one. */
export interface SizeLimit {
  bytes: number;
  tooLarge: () => PageError;
}

const usual: SizeLimit = {
  bytes: limits.body,
  tooLarge: () => new PageError(413, `A form holds at most ${limits.body / 1024} KiB.`),
};

/**
 * Every page is drawn for the time zone of its reader, whoever draws it. Before sign-in the zone is that of the company. A page
 * with pickers of people gets the policy that their script needs.
 */
function drawForReader(c: Context<WebEnv>): void {
  const { html } = c;
  const drawn = async (page: Parameters<typeof html>[0], ...more: unknown[]) => {
    const text = await (<ReaderZone.Provider value={c.get('timeZone')}>{page}</ReaderZone.Provider>).toString();
    // What people wrote is escaped, so only a page with pickers has this element.
    if (text.includes(pickerElement)) c.header('Content-Security-Policy', pickerPolicy);
    return (html as (...args: unknown[]) => Response | Promise<Response>)(text, ...more);
  };
  c.html = drawn as typeof html;
}

/**
 * An app for pages, without routes. Every answer, errors included, has the same headers. `limitAt`: the maximum size of the
 * forms at a path.
 */
export function framed(
  { outside, environment, log }: WebDeps,
  limitAt: (path: string) => SizeLimit = () => usual,
): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use(secured(pagePolicy));
  app.use(async (c, next) => {
    c.set('outside', outside);
    c.set('environment', environment);
    c.set('log', log);
    c.set('requestId', outside.ids.next('req'));
    c.set('timeZone', outside.companyZone);
    drawForReader(c);
    await next();
  });
  app.use(sayOnce);
  app.onError(errorPage);
  app.notFound((c) => errorPage(new PageError(404, 'There is no page at this address.'), c));
  app.use(async (c, next) => {
    // Browsers send the session cookie with every request, so a request must prove that it comes from our own pages.
    if (!isOwnOrigin(c, environment.RUNGS_ORIGIN, true))
      throw new PageError(403, 'This request came from another site, so nothing was done.');
    const limit = limitAt(c.req.path);
    if (await isTooLarge(c, limit.bytes)) throw limit.tooLarge();
    await next();
  });
  return app;
}
