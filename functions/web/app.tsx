import { Hono } from 'hono';
import { isOwnOrigin, isTooLarge, pagePolicy, secured } from '../runtime/headers.ts';
import script from './browser/self-check.json' with { type: 'json' };
import type { WebDeps, WebEnv } from './env.ts';
import { errorPage, PageError } from './errors.tsx';
import { cases } from './pages/cases.tsx';
import { home } from './pages/home.tsx';
import { ladders } from './pages/ladders.tsx';
import { open } from './pages/open.tsx';
import { reference } from './pages/reference.tsx';
import { selfCheck } from './pages/self-check.tsx';
import { signIn } from './pages/sign-in.tsx';
import { steps } from './pages/step.tsx';
import { signedIn } from './session.ts';
import { stylesheet, stylesheetPath } from './styles.ts';

/** The pages. Rendered here, with no script but the self-check's; every answer carries the same headers. */
export function createWeb({ outside, environment, log }: WebDeps): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use(secured(pagePolicy));
  app.use(async (c, next) => {
    c.set('outside', outside);
    c.set('environment', environment);
    c.set('log', log);
    c.set('requestId', outside.ids.next('req'));
    await next();
  });
  app.onError(errorPage);
  app.notFound((c) => errorPage(new PageError(404, 'There is no page at this address.'), c));
  app.use(async (c, next) => {
    // The session cookie comes along on its own, so a request must show that it comes from our own pages.
    if (!isOwnOrigin(c, environment.RUNGS_ORIGIN, true))
      throw new PageError(403, 'This came from another site, so nothing was done.');
    if (await isTooLarge(c)) throw new PageError(413, 'A form holds at most 256 KiB.');
    await next();
  });

  app.get(stylesheetPath, (c) => c.text(stylesheet, 200, { 'content-type': 'text/css; charset=utf-8' }));
  app.get(script.path, (c) =>
    c.text(script.source, 200, {
      'content-type': 'text/javascript; charset=utf-8',
      // The address changes with what is in it, so it can be kept for good.
      'cache-control': 'public, max-age=31536000, immutable',
    }),
  );
  app.get('/favicon.ico', (c) => c.body(null, 204));
  app.route('/', signIn);

  const members = new Hono<WebEnv>();
  members.use(signedIn);
  members.route('/', home);
  members.route('/open', open);
  members.route('/cases', cases);
  members.route('/cases', steps);
  members.route('/', selfCheck);
  members.route('/ladders', ladders);
  members.route('/', reference);
  app.route('/', members);
  return app;
}
