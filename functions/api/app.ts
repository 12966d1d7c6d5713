import { Hono } from 'hono/tiny';
import { limits } from '#shared/contract/names.ts';
import { createJsonApi } from '../runtime/api/app.ts';
import type { ApiDeps, ApiEnv } from '../runtime/api/env.ts';
import { signedIn } from '../runtime/api/request.ts';
import { cases } from './routes/cases.ts';
import { confirmations } from './routes/confirmations.ts';
import { cycles } from './routes/cycles.ts';
import { drafts } from './routes/drafts.ts';
import { ladders } from './routes/ladders.ts';
import { inbox, me } from './routes/me.ts';

/** The JSON API for everyone. HR's own routes, the directory and the notices are in `functions/hr`. */
export function createApi(deps: ApiDeps): Hono<ApiEnv> {
  const { version, identify } = deps;
  const app = createJsonApi(deps, () => limits.body);
  app.get('/api/health', (c) => c.json({ status: 'ok', version }));

  const members = new Hono<ApiEnv>();
  members.use(signedIn(identify));
  members.route('/me', me);
  members.route('/inbox', inbox);
  members.route('/confirmations', confirmations);
  members.route('/ladders', ladders);
  members.route('/cycles', cycles);
  members.route('/cases', cases);
  members.route('/cases', drafts);
  app.route('/api', members);
  return app;
}
