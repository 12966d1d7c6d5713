import { createApi } from '#functions/api/app.ts';
import { createHr } from '#functions/hr/app.ts';
import type { Confirmation } from '#shared/contract/confirmations.ts';
import { personCommandTypes } from '#shared/contract/names.ts';
import { functionAt } from '#shared/contract/paths.ts';
import { ladder, type Viewer, viewers } from './people.ts';
import { issuer, origin, type Twin } from './twin.ts';

/** What a person is answered: a label, and the bytes of the answer. */
export type Answers = [label: string, bytes: string][];

/** An answer, with the parts that the next request needs. */
interface Answer {
  bytes: string;
  status: number;
  text: string;
  etag: string | null;
}

/** A request of a person, signed in by bearer token or by cookie. Everything that they are answered is in `bytes`. */
export async function ask(twin: Twin, who: string, path: string, init: RequestInit = {}): Promise<Answer> {
  twin.source.begin(who);
  const isApi = path.startsWith('/api/');
  const isHr = functionAt(path.replace(/\?.*/, '')) === 'hr';
  const { api, hr } = apps(twin);
  const app = isApi ? (isHr ? hr : api) : isHr ? twin.site.hr : twin.site.app;
  const signedIn: Record<string, string> = isApi
    ? { authorization: `Bearer ${who}` }
    : { cookie: twin.cookies[who] ?? '', origin };
  const response = await app.request(`${origin}${path}`, {
    ...init,
    headers: { ...signedIn, ...(init.headers as Record<string, string>) },
  });
  const text = await response.text();
  // Without this, every page could be the same to everybody, because nobody sees it.
  if (response.status === 401 || response.headers.get('location')?.startsWith('/sign-in'))
    throw new Error(`${who} is not signed in at ${path}`);
  const headers = [...response.headers].map(([name, value]) => `${name}: ${value}`);
  const { status } = response;
  const bytes = twin.digests.reduce(
    (all, digest, at) => all.replaceAll(digest, `digest ${at + 1}`),
    [status, ...headers, '', text].join('\n'),
  );
  return { bytes, status, text, etag: response.headers.get('etag') };
}

/** A request with a body, and headers of its own. */
export const json = (method: string, body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});

type Apps = { api: ReturnType<typeof createApi>; hr: ReturnType<typeof createHr> };
const made = new WeakMap<Twin['world'], Apps>();

/** The API on a world. The bearer token is the person's id. */
function apps({ world }: Twin): Apps {
  const known = made.get(world);
  if (known) return known;
  const silent = () => {};
  const deps = {
    outside: world.outside,
    origin,
    version: '0.0.0',
    identify: async (bearer: string) => ({ issuer, subject: bearer, issuedAt: Number.POSITIVE_INFINITY }),
    log: { info: silent, warn: silent, error: silent } as never,
  };
  const both = { api: createApi(deps), hr: createHr(deps) };
  made.set(world, both);
  return both;
}

/** Routes that are not read, and why. */
const unread: Record<string, string> = {
  '/sign-in': 'asks the issuer, and knows of no case',
  '/sign-in/callback': 'asks the issuer, and knows of no case',
  '/favicon.ico': 'a file',
  '/api/health': 'a file',
  '/api/openapi.json': 'a file',
  '/api/docs': 'a file',
};

/** The routes of all apps with one of these methods: `POST /api/cases`. */
export function routesOf(twin: Twin, ...methods: string[]): string[] {
  const { api, hr } = apps(twin);
  const routes = [api, hr, twin.site.app, twin.site.hr].flatMap((app) => app.routes);
  return [
    ...new Set(routes.filter(({ method }) => methods.includes(method)).map(({ method, path }) => `${method} ${path}`)),
  ];
}

/** The addresses of a route in this world. `confirmation` is the one that the person is asked for. */
export function addressesOf(twin: Twin, path: string, confirmation: string): string[] {
  const filled = path
    .replace(/(\/(?:cases|corrections))\/:id/, `$1/${twin.caseId}`)
    .replace(/(\/ladders)\/:id/, `$1/${ladder.id}`)
    .replace(/(\/(?:people|scim))\/:id/, '$1/erin-engineer')
    .replace(/(\/cycles)\/:id/, '$1/annual-2026')
    .replace(/(\/proposals)\/:id/, `$1/${twin.proposalId}`)
    .replace(':odc', 'North')
    .replace(':confirmation', confirmation)
    .replace(':version', '1')
    .replace(':level', 'L4')
    .replace(':competency', 'craft')
    .replace(':transition', 'L3-L4');
  if (filled.includes(':evidence')) return ['e1', 'e2', 'e9'].map((id) => filled.replace(':evidence', id));
  if (!filled.includes(':type')) return [filled];
  // What the step is about, if it is about one of several.
  const asked = '?attestation=leads&evidence=e1&objection=o1&requirement=demo';
  return personCommandTypes.map((type) => `${filled.replace(':type', type)}${asked}`);
}

/** Every address that a person can read, those of the case first. */
function addressesIn(twin: Twin, confirmation: string): string[] {
  const routes = routesOf(twin, 'GET').map((route) => route.replace('GET ', ''));
  const read = routes.filter((path) => !(path in unread) && !/\.(css|js)$/.test(path));
  const isOfCase = (path: string) => path.includes('/cases/:id');
  return read
    .sort((a, b) => Number(isOfCase(b)) - Number(isOfCase(a)))
    .flatMap((path) => addressesOf(twin, path, confirmation));
}

/** The id of the first confirmation that a person is asked for. */
export async function confirmationFor(twin: Twin, who: string): Promise<string> {
  const asked = JSON.parse((await ask(twin, who, '/api/confirmations')).text) as { items: Confirmation[] };
  return asked.items[0]?.id ?? 'q_none';
}

/** Everything that a person can read at the addresses that `isRead` wants, one after the other. */
async function* readsOf(
  twin: Twin,
  who: string,
  isRead: (path: string) => boolean,
): AsyncGenerator<Answers[0], undefined> {
  for (const path of addressesIn(twin, await confirmationFor(twin, who)).filter(isRead))
    yield [path, (await ask(twin, who, path)).bytes];
  for (const path of lists.filter(isRead)) yield* await walk(twin, who, path);
  yield* mailsOf(twin, who);
  return undefined;
}

/** The same, all at once. */
export async function everythingFor(twin: Twin, who: string, isRead = (_path: string) => true): Promise<Answers> {
  const answers: Answers = [];
  for await (const answer of readsOf(twin, who, isRead)) answers.push(answer);
  return answers;
}

/** Lists, a few entries a page. */
const lists = [
  '/api/cases?limit=1',
  '/api/cases?limit=1&sort=name&leadId=hana-head',
  ...['tess-lead', 'omar-odc', 'petra-peer', '@hr'].map((id) => `/api/cases?limit=1&turn=${id}`),
  '/api/notices?limit=1',
  '/api/people?limit=10',
  '/api/cases/:id/events?limit=3',
];

async function walk(twin: Twin, who: string, path: string): Promise<Answers> {
  const answers: Answers = [];
  let cursor = '';
  do {
    const at = `${path.replace(':id', twin.caseId)}${cursor && `&cursor=${cursor}`}`;
    const { bytes, text } = await ask(twin, who, at);
    answers.push([`${path}, page ${answers.length + 1}`, bytes]);
    cursor = (JSON.parse(text) as { next?: string | null }).next ?? '';
  } while (cursor && answers.length < 50);
  return answers;
}

/** People of HR without a part read the mails of the desk. */
function mailsOf({ mails }: Twin, who: string): Answers {
  const addresses = [`${who}@example.com`, ...(viewers[who as Viewer].startsWith('of HR') ? ['desk@example.com'] : [])];
  return addresses.map((address) => [`mails to ${address}`, (mails[address] ?? []).join('\n')]);
}

/** The first place where two lists of answers differ, or null. */
export function differenceOf(one: Answers, other: Answers): string | null {
  const at = Math.max(one.length, other.length);
  for (let index = 0; index < at; index++) {
    const found = whyDifferent(one[index], other[index]);
    if (found) return found;
  }
  return null;
}

/** The first place where what a person can read in two worlds differs, or null. Nothing is read after it. */
export async function firstDifference(
  one: Twin,
  other: Twin,
  who: string,
  isRead: (path: string) => boolean,
): Promise<string | null> {
  const reads = [readsOf(one, who, isRead), readsOf(other, who, isRead)];
  for (;;) {
    const [a, b] = await Promise.all(reads.map((each) => each.next()));
    if (a?.done && b?.done) return null;
    const found = whyDifferent(a?.value, b?.value);
    if (found) return found;
  }
}

/** How two answers differ. Null: they are the same. */
function whyDifferent([label, a]: Answers[0] | [] = [], [otherLabel, b]: Answers[0] | [] = []): string | null {
  if (label !== otherLabel) return `${label} or ${otherLabel}`;
  return a === b ? null : `${label}: ${whereOf(a ?? '', b ?? '')}`;
}

/** What two texts say around the first place where they differ. */
function whereOf(a: string, b: string): string {
  let from = 0;
  while (a[from] === b[from]) from += 1;
  const around = (text: string) => text.slice(Math.max(0, from - 60), from + 40).replace(/\s+/g, ' ');
  return `…${around(a)}… or …${around(b)}…`;
}

/** The labels whose answers are not the same in two lists. */
export function labelsThatDiffer(one: Answers, other: Answers): string[] {
  const [a, b] = [new Map(one), new Map(other)];
  return [...new Set([...a.keys(), ...b.keys()])].filter((label) => a.get(label) !== b.get(label));
}
