import { Hono } from 'hono/tiny';
import { dataPolicy, isOwnOrigin, isTooLarge, secured } from '../headers.ts';
import type { ApiDeps, ApiEnv } from './env.ts';
import { Problem, problemOf } from './problem.ts';

/**
 * A JSON API without routes. Every answer, errors included, has the same headers. Every error is a problem document.
 * `bytesAt`: how many bytes a body at a path can hold.
 */
export function createJsonApi(
  { outside, origin, log }: Omit<ApiDeps, 'identify'>,
  bytesAt: (path: string) => number,
): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();
  app.use(secured(dataPolicy));
  app.use(async (c, next) => {
    c.set('outside', outside);
    c.set('log', log);
    // Lambda's own request id if there is one, so that its log lines can be found by it.
    c.set('requestId', c.env?.lambdaContext?.awsRequestId ?? outside.ids.next('req'));
    await next();
    c.res.headers.set('X-Request-Id', c.get('requestId'));
  });
  app.use(async (c, next) => {
    if (!isOwnOrigin(c, origin, false)) throw new Problem('foreign-origin', 'This request comes from another site.');
    const bodyBytes = bytesAt(c.req.path);
    if (await isTooLarge(c, bodyBytes))
      throw new Problem('body-too-large', `A body holds at most ${bodyBytes / 1024} KiB.`);
    await next();
  });
  app.onError((error, c) => problemOf(error, c));
  app.notFound((c) => {
    const allowed = methodsAt(app, c.req.path);
    return problemOf(
      allowed.length > 0
        ? new Problem('method-not-allowed', `This address takes ${allowed.join(', ')}.`, {
            headers: { allow: allowed.join(', ') },
          })
        : new Problem('no-such-route', 'There is nothing at this address.'),
      c,
    );
  });
  return app;
}

/** The methods that the app's routes accept at a path. */
function methodsAt(app: Hono<ApiEnv>, path: string): string[] {
  const matches = (route: string) =>
    new RegExp(`^${route.replaceAll('.', '\\.').replace(/:[a-z]+/gi, '[^/]+')}$`).test(path);
  return [
    ...new Set(
      app.routes.filter((route) => route.method !== 'ALL' && matches(route.path)).map((route) => route.method),
    ),
  ];
}
