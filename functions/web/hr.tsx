import { Hono } from 'hono';
import { ladderLimits } from '#shared/contract/names.ts';
import type { WebDeps, WebEnv } from './env.ts';
import { PageError } from './errors.tsx';
import { framed, type Room } from './frame.tsx';
import { calendars } from './pages/hr/calendars.tsx';
import { cycles } from './pages/hr/cycles.tsx';
import { draft } from './pages/hr/draft.tsx';
import { ladders } from './pages/hr/ladders.tsx';
import { people } from './pages/hr/people.tsx';
import { seats } from './pages/hr/seats.tsx';
import { signedIn } from './session.ts';

/** A document can come as a file beside the text of an earlier try, or with every third character written as three. */
const room: Room = {
  bytes: 3 * ladderLimits.uploadBytes,
  tooLarge: () =>
    new PageError(
      413,
      `A ladder takes ${ladderLimits.uploadBytes / 1024} KB at most, and what you sent is larger. Nothing was kept and nothing has changed.`,
      { href: '/hr/ladders', label: 'Go back to the ladders' },
    ),
};

/** The pages of HR, below /hr. HR's function answers with them: no other one may write ladders. */
export function createHrPages(deps: WebDeps): Hono<WebEnv> {
  const app = framed(deps, room);
  const members = new Hono<WebEnv>();
  members.use(signedIn);
  members.route('/ladders', ladders);
  members.route('/ladders/:id/draft', draft);
  members.route('/people', people);
  members.route('/cycles', cycles);
  members.route('/calendars', calendars);
  members.route('/seats', seats);
  app.route('/hr', members);
  return app;
}
