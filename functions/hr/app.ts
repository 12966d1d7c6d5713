import { Hono } from 'hono/tiny';
import { fileLimits } from '#shared/contract/file-names.ts';
import { ladderLimits } from '#shared/contract/names.ts';
import { scimLimits } from '#shared/scim/schema.ts';
import { createJsonApi } from '../runtime/api/app.ts';
import type { ApiDeps, ApiEnv } from '../runtime/api/env.ts';
import { asMachine, type MachineEnv } from '../runtime/api/machines.ts';
import { problemOf } from '../runtime/api/problem.ts';
import { signedIn } from '../runtime/api/request.ts';
import { calendars } from './routes/calendars.ts';
import { cycles } from './routes/cycles.ts';
import { everybody } from './routes/everybody.ts';
import { exports, imports } from './routes/imports.ts';
import { ladders } from './routes/ladders.ts';
import { leave } from './routes/leave.ts';
import { machine } from './routes/machine.ts';
import { moves } from './routes/moves.ts';
import { notices } from './routes/notices.ts';
import { people } from './routes/people.ts';
import { places } from './routes/places.ts';
import { proposals } from './routes/proposals.ts';
import { pushed } from './routes/pushed.ts';
import { seats } from './routes/seats.ts';
import { signIns } from './routes/sign-ins.ts';
import { scimErrorOf } from './scim/answers.ts';
import { createScim } from './scim/app.ts';

/** The routes that take a file. */
const withFile = ['/api/hr/imports', '/api/hr/machine/imports', '/api/hr/moves'];

/**
 * The JSON API of HR, below /api/hr, with what machines can ask, SCIM, and for everybody the directory and their notices. No
 * other function has its YAML parser and its rights to write.
 */
export function createHr(deps: ApiDeps): Hono<ApiEnv> {
  const app = createJsonApi(deps, (path) => {
    if (path.startsWith('/scim/')) return scimLimits.body;
    return withFile.includes(path) ? fileLimits.uploadBytes : ladderLimits.uploadBytes;
  });
  app.onError((error, c) => (c.req.path.startsWith('/scim/') ? scimErrorOf(error, c) : problemOf(error, c)));
  app.route('/scim/v2', createScim(deps));
  const machines = new Hono<MachineEnv>();
  machines.use(asMachine(deps.identify, 'directory'));
  machines.route('/', machine);
  // Before the routes of people, which let no machine in.
  app.route('/api/hr/machine', machines);
  const members = new Hono<ApiEnv>();
  members.use(signedIn(deps.identify));
  members.route('/calendars', calendars);
  members.route('/cycles', cycles);
  members.route('/exports', exports);
  members.route('/imports', imports);
  members.route('/ladders', ladders);
  members.route('/leave', leave);
  members.route('/people', people);
  members.route('/moves', moves);
  members.route('/places', places);
  members.route('/proposals', proposals);
  members.route('/scim', pushed);
  members.route('/seats', seats);
  members.route('/sign-ins', signIns);
  app.route('/api/hr', members);
  const readers = new Hono<ApiEnv>();
  readers.use(signedIn(deps.identify));
  readers.route('/notices', notices);
  readers.route('/people', everybody);
  app.route('/api', readers);
  return app;
}
