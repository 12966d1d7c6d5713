import { Hono } from 'hono/tiny';
import { fileLimits } from '#shared/contract/file-names.ts';
import { ladderLimits } from '#shared/contract/names.ts';
import type { WebDeps, WebEnv } from './http/env.ts';
import { PageError } from './http/errors.tsx';
import { framed, type SizeLimit } from './http/frame.tsx';
import { signedIn } from './http/session.ts';
import { calendars } from './pages/hr/calendars.tsx';
import { corrections } from './pages/hr/corrections.tsx';
import { cycles } from './pages/hr/cycles.tsx';
import { draft } from './pages/hr/draft.tsx';
import { exports } from './pages/hr/exports.tsx';
import { imports } from './pages/hr/imports.tsx';
import { formOfHrAt } from './pages/hr/kept.ts';
import { ladders } from './pages/hr/ladders.tsx';
import { leave } from './pages/hr/leave.tsx';
import { moves } from './pages/hr/moves.tsx';
import { people } from './pages/hr/people.tsx';
import { places } from './pages/hr/places.tsx';
import { proposals } from './pages/hr/proposals.tsx';
import { pushed } from './pages/hr/pushed.tsx';
import { seats } from './pages/hr/seats.tsx';
import { endSignIn, refusedSignIns } from './pages/hr/sign-ins.tsx';

/** Three times the limit of a ladder: a form can hold a file and an earlier text, and encoding can triple a character. */
const withDocument: SizeLimit = {
  bytes: 3 * ladderLimits.uploadBytes,
  tooLarge: () =>
    new PageError(
      413,
      `A ladder can have ${ladderLimits.uploadBytes / 1024} KB at most, and what you sent is larger. Nothing was saved or changed.`,
      { href: '/hr/ladders', label: 'Go back to the ladders' },
    ),
};

/** A file of people, and the rest of its form. */
const withPeople: SizeLimit = {
  bytes: fileLimits.uploadBytes + 4096,
  tooLarge: () =>
    new PageError(
      413,
      `A file can have ${fileLimits.uploadBytes / 1024 / 1024} MB at most, and what you sent is larger. Nothing was saved or changed. Pack it with gzip, or send it as several files.`,
      { href: '/hr/imports', label: 'Go back to the files of people' },
    ),
};

/** The pages of HR, below /hr. They run in HR's function, because only that function can write ladders. */
export function createHrPages(deps: WebDeps): Hono<WebEnv> {
  const app = framed(deps, (path) => (path === '/hr/imports' || path === '/hr/moves' ? withPeople : withDocument));
  const members = new Hono<WebEnv>();
  members.use(signedIn(formOfHrAt));
  members.route('/ladders', ladders);
  members.route('/ladders/:id/draft', draft);
  members.route('/people', people);
  members.route('/people/:id/sign-ins', endSignIn);
  members.route('/corrections', corrections);
  members.route('/cycles', cycles);
  members.route('/calendars', calendars);
  members.route('/exports', exports);
  members.route('/imports', imports);
  members.route('/leave', leave);
  members.route('/moves', moves);
  members.route('/places', places);
  members.route('/proposals', proposals);
  members.route('/scim', pushed);
  members.route('/seats', seats);
  members.route('/sign-ins', refusedSignIns);
  app.route('/hr', members);
  return app;
}
