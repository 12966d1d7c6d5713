import { ratingsOf } from '#test/support/commands.ts';
import { cycleInput } from '#test/support/cycles.ts';
import { textOf } from '#test/support/drafts.ts';
import { changeOf } from '#test/support/two-people.ts';
import { type Answers, addressesOf, ask, confirmationFor, json, routesOf } from './answers.ts';
import { formOf, formsIn } from './forms.ts';
import { ladder } from './people.ts';
import { type Twin, tellAll } from './twin.ts';

/** What a person tries beside the commands of a case: drafts, notices, confirmations, records of HR, and every form of a page. */

const reason = 'Everybody who was there has seen it, and says so.';
const rated = ratingsOf(ladder, 4);
const calendar = { timeZone: 'UTC', weekend: [6, 7], holidays: ['2026-12-24'] };
const yaml = { 'content-type': 'application/yaml' };

/** The body for a route, and what it needs to know of the world. */
type Body = (twin: Twin, who: string) => Promise<RequestInit> | RequestInit;

const says =
  (method: string, body: unknown, headers: Record<string, string> = {}): Body =>
  () =>
    json(method, body, headers);

/** A change of a person in the directory, by the version that is there. */
const changes =
  (id: string, more: Parameters<typeof changeOf>[2]): Body =>
  async ({ world }) => {
    const change = await changeOf(world.outside, id, more);
    if (change.kind !== 'person') throw new Error(change.kind);
    return json('PUT', change.input, { 'if-match': `"${change.version}"` });
  };

/** The routes of the API that take something, and the requests that a person tries on each. In this order. */
const tried: Record<string, Body[]> = {
  'PUT /api/cases/:id/drafts/self-assessment': [
    says('PUT', { ratings: rated, notes: {} }),
    says('PUT', { ratings: rated, notes: {} }, { 'if-match': '"1"' }),
  ],
  'POST /api/ladders/:id/score': [says('POST', { ratings: rated, transition: 'L3-L4' })],
  'POST /api/cases': [
    says('POST', { engineerId: 'erin-engineer', ladderId: ladder.id, transition: 'L3-L4' }),
    says('POST', { engineerId: 'eve-engineer', ladderId: ladder.id, transition: 'L3-L4' }),
  ],
  'POST /api/notices/read': [
    async (twin, who) => {
      const { items } = JSON.parse((await ask(twin, who, '/api/notices')).text) as { items: { id: string }[] };
      return json('POST', { upTo: items[0]?.id ?? 'notice_none' });
    },
  ],
  'POST /api/confirmations/:confirmation': [says('POST', { answer: 'no' })],
  'POST /api/hr/leave': [
    async (twin, who) => {
      const { version } = JSON.parse((await ask(twin, who, '/api/hr/leave')).text) as { version?: number };
      return json('POST', { leave: [{ from: '2027-01-01', to: '2027-01-31', deputyId: null }], version: version ?? 1 });
    },
  ],
  'POST /api/hr/places': [says('POST', { kind: 'team', name: 'Another Team' })],
  'PUT /api/hr/calendars/:odc': [says('PUT', calendar)],
  'PUT /api/hr/cycles/:id': [says('PUT', cycleInput())],
  'POST /api/hr/cycles/:id/close': [says('POST', {}, { 'if-match': '"1"' })],
  'POST /api/hr/ladders/lint': [() => ({ method: 'POST', headers: yaml, body: textOf(ladder) })],
  'PUT /api/hr/ladders/:id/draft': [
    () => ({ method: 'PUT', headers: yaml, body: textOf({ ...ladder, version: ladder.version + 1 }) }),
  ],
  'POST /api/hr/ladders/:id/commands': [
    async (twin, who) => {
      const { text } = await ask(twin, who, `/api/hr/ladders/${ladder.id}/draft`);
      const { hash } = JSON.parse(text) as { hash?: string };
      return json('POST', { type: 'propose-publication', hash: hash ?? ladder.hash, from: '2027-01-01' });
    },
  ],
  'PUT /api/hr/people/:id': [
    changes('erin-engineer', { name: 'Erin Elsewhere' }),
    changes('erin-engineer', { headOfDepartmentId: 'hiro-head' }),
  ],
  'POST /api/hr/proposals': [
    async ({ world }) =>
      json('POST', { change: await changeOf(world.outside, 'erin-engineer', { level: 'L4' }), reason }),
    async ({ world }) =>
      json('POST', { change: await changeOf(world.outside, 'tess-lead', { active: false }), reason }),
    ({ caseId }) =>
      json('POST', { change: { kind: 'correct-outcome', of: caseId, version: 1, to: 'promoted' }, reason }),
  ],
  'POST /api/hr/proposals/:id/commands': [says('POST', { type: 'confirm' })],
  'POST /api/hr/imports': [
    () => ({ method: 'POST', headers: { 'content-type': 'text/csv' }, body: 'Id,Team\nerin-engineer,Island' }),
  ],
  'POST /api/hr/moves?issuer=https://new.example.com': [
    () => ({ method: 'POST', headers: { 'content-type': 'text/csv' }, body: 'Id,Subject\nerin-engineer,e-1' }),
  ],
  'POST /api/hr/exports': [says('POST', {})],
  'POST /api/hr/scim/:id/commands': [says('POST', { type: 'set-aside', version: 1, reason })],
};

/** The routes that are tried, without what follows in the address. */
const isTried = new Set(Object.keys(tried).map((route) => route.replace(/\?.*/, '')));

/** The routes that take something and that nobody tries here, and why. */
const untried: Record<string, string> = {
  'POST /api/cases/:id/commands': 'commandsOn has every command',
  'POST /api/hr/machine/imports': 'is for machines, and refuses every person',
  'POST /sign-out': 'ends the session, and knows of no case',
};

/** The routes that take something and are neither tried nor named as untried. */
export function routesMissed(twin: Twin): string[] {
  return routesOf(twin, 'POST', 'PUT', 'PATCH', 'DELETE').filter(
    (route) => !isTried.has(route) && !(route in untried) && route.includes(' /api/'),
  );
}

/** Sends something to every other route, and every form of every page. Gives every answer. */
export async function triesOther(twin: Twin, who: string): Promise<Answers> {
  const answers: Answers = [];
  const confirmation = await confirmationFor(twin, who);
  const send = async (label: string, path: string, init: RequestInit) => {
    answers.push([label, (await ask(twin, who, path, init)).bytes]);
    twin.world.clock.advanceDays(10 / (24 * 60));
    await tellAll(twin);
  };
  const sendForms = async (path: string) => {
    const page = path === '/notices/read' ? '/notices' : path;
    const { text } = await ask(twin, who, page);
    const forms = formsIn(text, page).filter(({ action }) => action === path);
    for (const { button, sent } of forms) await send(`form ${path} ${button}`, path, sent);
    if (forms.length === 0) await send(`empty form ${path}`, path, formOf({ key: 'empty', version: '1' }));
  };
  const forms = formRoutes(twin).flatMap((route) => addressesOf(twin, route, confirmation));
  const isLast = (path: string) => /\/steps\/(declare-conflict|recuse|cancel|withdraw)/.test(path);
  const ofCase = forms.filter((path) => path.startsWith('/cases/'));
  for (const path of forms.filter((path) => !ofCase.includes(path))) await sendForms(path);
  for (const [route, bodies] of Object.entries(tried))
    for (const [at, body] of bodies.entries()) {
      const [path = ''] = addressesOf(twin, route.replace(/^\w+ /, ''), confirmation);
      const { headers, ...init } = await body(twin, who);
      const key = { 'idempotency-key': `${route}-${at}`.replace(/\W/g, '-') };
      await send(`${route}, ${at}`, path, { ...init, headers: { ...key, ...(headers as Record<string, string>) } });
    }
  // A person tries what takes a part from them, or ends the case, after everything else.
  for (const path of ofCase.sort((a, b) => Number(isLast(a)) - Number(isLast(b)))) await sendForms(path);
  return answers;
}

/** The routes that take forms. */
function formRoutes(twin: Twin): string[] {
  const routes = routesOf(twin, 'POST').filter((route) => !route.includes(' /api/') && !(route in untried));
  return routes.map((route) => route.replace('POST ', ''));
}
