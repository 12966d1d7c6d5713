import { Hono } from 'hono/tiny';
import picker from './browser/picker.json' with { type: 'json' };
import selfCheckScript from './browser/self-check.json' with { type: 'json' };
import { formAt } from './forms/kept.ts';
import type { WebDeps, WebEnv } from './http/env.ts';
import { framed } from './http/frame.tsx';
import { signedIn } from './http/session.ts';
import { apiDocs } from './pages/api-docs.tsx';
import { away } from './pages/away.tsx';
import { cases } from './pages/cases.tsx';
import { confirmations } from './pages/confirmations.tsx';
import { cycles } from './pages/cycles.tsx';
import { home } from './pages/home.tsx';
import { ladders } from './pages/ladders.tsx';
import { notices } from './pages/notices.tsx';
import { open } from './pages/open.tsx';
import { people } from './pages/people.tsx';
import { selfCheck } from './pages/self-check.tsx';
import { signIn } from './pages/sign-in.tsx';
import { steps } from './pages/step.tsx';
import { stylesheet, stylesheetPath } from './views/styles.ts';

/**
 * All pages except those of HR, which are in `createHrPages`. Only the self-check and forms with pickers of people have a
 * script.
 */
export function createWeb(deps: WebDeps): Hono<WebEnv> {
  const app = framed(deps);
  app.get(stylesheetPath, (c) => c.text(stylesheet, 200, { 'content-type': 'text/css; charset=utf-8' }));
  for (const script of [selfCheckScript, picker])
    app.get(script.path, (c) =>
      c.text(script.source, 200, {
        'content-type': 'text/javascript; charset=utf-8',
        // The address contains a hash of the script, so browsers can cache it forever.
        'cache-control': 'public, max-age=31536000, immutable',
      }),
    );
  app.get('/favicon.ico', (c) => c.body(null, 204));
  app.route('/', signIn);
  app.route('/api', apiDocs);

  const members = new Hono<WebEnv>();
  members.use(signedIn(formAt));
  members.route('/', home);
  members.route('/open', open);
  members.route('/away', away);
  members.route('/notices', notices);
  members.route('/confirmations', confirmations);
  members.route('/cases', cases);
  members.route('/cases', steps);
  members.route('/', selfCheck);
  members.route('/ladders', ladders);
  members.route('/cycles', cycles);
  members.route('/people', people);
  app.route('/', members);
  return app;
}
