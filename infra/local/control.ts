import type { IncomingMessage, ServerResponse } from 'node:http';
import { Role } from '#shared/contract/ladder-fields.ts';
import type { SignInRefusal } from '#shared/contract/names.ts';
import { type Person, PersonId } from '#shared/contract/people.ts';
import { enter } from '#shared/identity/first-sign-in.ts';
import { loadPerson } from '#shared/store/directory.ts';
import { holdersIn } from '#shared/store/holders.ts';
import { getMany, nameOf } from '#shared/store/items.ts';
import { keys } from '#shared/store/keys.ts';
import type { Functions } from './functions.ts';
import { everybodyIn } from './identity/directory.ts';
import type { Issuer } from './identity/issuer.ts';
import type { LocalClock } from './runtime/clock.ts';
import type { StepFunctions } from './stepfunctions/start.ts';

interface Options {
  issuer: Issuer;
  clock: LocalClock;
  built: Functions;
  stepFunctions: StepFunctions;
  sweep: () => Promise<unknown>;
  settled: () => Promise<void>;
}

/**
 * Routes that only the local stack has: bearer tokens without a browser, the clock, the sweep, and the cost of a case.
 * They are for programs on this machine. A request that a web page could have sent is refused with 403.
 */
export function createControl(options: Options) {
  return (req: IncomingMessage, res: ServerResponse): void => {
    answer(options, req).then(
      ({ status, body }) => send(res, status, body),
      (error: unknown) => send(res, 500, { error: error instanceof Error ? error.message : 'failed' }),
    );
  };
}

interface Answer {
  status: number;
  body: unknown;
}

async function answer(options: Options, req: IncomingMessage): Promise<Answer> {
  const { issuer, clock, built, stepFunctions, sweep, settled } = options;
  const url = new URL(req.url ?? '/', 'http://127.0.0.1');
  const isLoopback = /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(req.headers.host ?? '');
  if (!isLoopback || req.headers.origin !== undefined || req.headers['sec-fetch-site'] !== undefined)
    return { status: 403, body: { error: 'This is for programs on this machine, not for pages.' } };

  switch (`${req.method} ${url.pathname}`) {
    case 'POST /local/token': {
      const { who } = JSON.parse(await bodyOf(req)) as { who: string };
      const person = await personFor(built, who);
      if (!person)
        return { status: 404, body: { error: `There is nobody called ${who}: give a person id or a role.` } };
      const refused = await signedIn(built, issuer, person);
      if (refused) return { status: 409, body: { error: `${person.id} cannot sign in: ${refused}.` } };
      return { status: 200, body: { personId: person.id, token: await issuer.mint(person.id) } };
    }
    case 'POST /local/clock': {
      const { advanceDays } = JSON.parse(await bodyOf(req)) as { advanceDays: number };
      clock.advance(advanceDays * 24 * 3600 * 1000);
      return { status: 200, body: { now: clock.now().toISOString() } };
    }
    case 'POST /local/sweep':
      return { status: 200, body: await sweep() };
    case 'POST /local/settle':
      await settled();
      return { status: 200, body: {} };
    case 'GET /local/cost': {
      await settled();
      return { status: 200, body: await costOf(built, stepFunctions, url.searchParams.get('caseId') ?? '') };
    }
    default:
      return { status: 404, body: { error: 'There is nothing here.' } };
  }
}

/** Signs a person in, as the picker does, because a token is of use only then. Gives the reason if they are refused. */
async function signedIn({ outside }: Functions, { url }: Issuer, { id, email }: Person): Promise<SignInRefusal | null> {
  const claimed = { issuer: url, subject: id, claim: 'email', value: email };
  const entered = await enter(outside, claimed, { isVerified: true, requestId: 'token' });
  return entered.ok ? null : entered.reason;
}

/**
 * Whether the person can begin the case that samples and walks use, with the usual people: they are at L2 on the Software
 * Engineer Track and have a tech lead.
 */
function isAtL2({ ladder, level, techLeadId }: Person): boolean {
  return ladder === 'software-engineer-track' && level === 'L2' && techLeadId !== null;
}

/**
 * Finds a person by id or by role. A role gives the person who has had it longest. The role `engineer` gives somebody at L2 of
 * the Software Engineer Track who has no open case, if there is one without any case before.
 */
async function personFor({ outside: { table } }: Functions, who: string): Promise<Person | null> {
  const byId = PersonId.safeParse(who).success ? await loadPerson(table, who) : null;
  if (byId?.active) return byId;
  if (who !== 'engineer') {
    const [first] = Role.safeParse(who).success
      ? (holdersIn(await getMany(table, [keys.holders(who)]), who as Role)?.people ?? [])
      : [];
    return first ? loadPerson(table, first) : null;
  }
  let waiting: string | undefined;
  for await (const people of everybodyIn(table)) {
    const ids = people.filter((one) => one.active && isAtL2(one)).map((one) => one.id);
    const found = await getMany(
      table,
      ids.flatMap((id) => [keys.openCase(id), keys.lastClosed(id)]),
    );
    const free = ids.filter((id) => !found.has(nameOf(keys.openCase(id))));
    // Somebody whose last case ended may have to wait for the next one.
    const fresh = free.find((id) => !found.has(nameOf(keys.lastClosed(id))));
    if (fresh) return loadPerson(table, fresh);
    waiting ??= free[0];
  }
  return waiting ? loadPerson(table, waiting) : null;
}

/** What a case has used so far: states entered and history events of all its executions, requests, calls and units. */
async function costOf({ used }: Functions, stepFunctions: StepFunctions, caseId: string) {
  let transitions = 0;
  let historyEvents = 0;
  for (let generation = 1; ; generation++) {
    const found = await stepFunctions.inspect(`${caseId}-g${generation}`);
    if (!found) break;
    transitions += found.events.filter((event) => event.type.endsWith('StateEntered')).length;
    historyEvents += found.events.length;
  }
  return { transitions, historyEvents, ...used.get(caseId) };
}

async function bodyOf(req: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of req as AsyncIterable<Buffer>) body += chunk.toString('utf8');
  return body || '{}';
}

function send(res: ServerResponse, status: number, body: unknown): void {
  res.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  res.end(JSON.stringify(body));
}
