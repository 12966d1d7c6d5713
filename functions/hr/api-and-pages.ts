import { Hono } from 'hono/tiny';
import type { ApiDeps, ApiEnv } from '../runtime/api/env.ts';
import { createHrPages } from '../web/hr.tsx';
import type { WebDeps } from '../web/http/env.ts';
import { createHr } from './app.ts';

/** The whole app of HR’s function: its JSON API below /api/hr, SCIM below /scim, and its pages below /hr. */
export function createApiAndPages(forApi: ApiDeps, forPages: WebDeps): Hono<Pick<ApiEnv, 'Bindings'>> {
  const [api, pages] = [createHr(forApi), createHrPages(forPages)];
  return new Hono<Pick<ApiEnv, 'Bindings'>>()
    .all('/scim/*', (c) => api.fetch(c.req.raw, c.env))
    .all('/api/*', (c) => api.fetch(c.req.raw, c.env))
    .all('*', (c) => pages.fetch(c.req.raw, c.env));
}
