import type { Environment } from '#functions/runtime/environment.ts';
import type { Log } from '#functions/runtime/logger.ts';
import { createWeb } from '#functions/web/app.tsx';
import { createHrPages } from '#functions/web/hr.tsx';
import type { PersonCommandType } from '#shared/contract/names.ts';
import type { Person } from '#shared/contract/people.ts';
import { keepSession } from '#shared/store/sessions.ts';
import { changeRecord } from '#test/support/directory.ts';
import { person, smallOrganisation } from '#test/support/people.ts';
import { signInOf } from '#test/support/sign-ins.ts';
import { startWorld, type World } from '#test/support/world.ts';
import { expectNothingDecided, expectRefusalToMatch, expectTakenToMatch } from './labels.ts';

/** The pages on the real engine, with visitors. */
export interface Site {
  world: World;
  origin: string;
  app: ReturnType<typeof createWeb>;
  /** The pages below /hr, which HR's function serves. */
  hr: ReturnType<typeof createHrPages>;
  /** A browser in which a person is signed in. */
  visitor(personId: string, timeZone?: string): Promise<Visitor>;
  /** A fresh engineer without an open case. Tess and Omar are their leads. */
  nextEngineer(): string;
  /** Stores a person in the directory. */
  change(person: Person): Promise<void>;
  /** The names of everything the pages logged. */
  logged: string[];
  stop(): Promise<void>;
}

export interface Page {
  status: number;
  html: string;
  headers: Headers;
  /** The address of a redirect, or null. */
  location: string | null;
}

export interface Visitor {
  cookie: string;
  get(path: string): Promise<Page>;
  send(path: string, init: RequestInit): Promise<Page>;
  /** Sends fields in the way of a browser's form. */
  post(path: string, fields: Record<string, string>): Promise<Page>;
  /** Opens the form of a step and sends it with these fields. All other fields keep their values. */
  fill(caseId: string, step: PersonCommandType, fields: Record<string, string>, query?: string): Promise<Page>;
}

const engineers = Array.from({ length: 60 }, (_, at) =>
  person(`ada-number-${at}`, {
    ...smallOrganisation[0],
    id: `ada-number-${at}`,
    name: `Ada Number ${at}`,
    email: `ada-number-${at}@example.com`,
  }),
);

const origin = 'http://127.0.0.1:3999';

/** Starts the pages. `more` overrides settings of the environment. */
export async function startSite(more: Partial<Environment> = {}, world?: World): Promise<Site> {
  const around = world ?? (await startWorld([...smallOrganisation, ...engineers]));
  const logged: string[] = [];
  const write: Log['info'] = (name) => void logged.push(String(name));
  const environment = {
    RUNGS_TABLE: around.table,
    RUNGS_ORIGIN: origin,
    RUNGS_ISSUER: 'https://issuer.invalid',
    RUNGS_AUDIENCE: 'urn:rungs:api',
    RUNGS_CLIENT_ID: 'rungs-web',
    RUNGS_SIGN_IN_CLAIM: 'email',
    RUNGS_SIGN_IN_KEY: 'mail' as const,
    RUNGS_SIGN_IN_SCOPE: 'openid email',
    RUNGS_STATE_MACHINE_ARN: 'unset',
    RUNGS_INTRANET_HOSTS: [...around.outside.intranetHosts],
    RUNGS_TIME_ZONE: 'UTC',
    RUNGS_VERSION: '0.1.0',
    ...more,
  };
  const log = { info: write, warn: write, error: write };
  const app = createWeb({ outside: around.outside, environment, log });
  const hr = createHrPages({ outside: around.outside, environment, log });
  let sessions = 0;
  let taken = 0;
  return {
    world: around,
    origin: environment.RUNGS_ORIGIN,
    app,
    hr,
    logged,
    async visitor(personId, timeZone = 'UTC') {
      const id = `session-${sessions++}`;
      const now = Math.floor(around.clock.now().getTime() / 1000);
      const ends = now + 12 * 3600;
      const signIn = await signInOf(around.outside, personId);
      const session = { kind: 'session', personId, signIn, timeZone, expires: now + 7200, ends, version: 1 } as const;
      await keepSession(around.outside.table, id, session);
      return visitorWith(app, environment.RUNGS_ORIGIN, `rungs=${id}`);
    },
    nextEngineer() {
      const engineer = engineers[taken++];
      if (!engineer) throw new Error('The site has no fresh engineers left');
      return engineer.id;
    },
    async change(person) {
      await changeRecord(around.outside.table, person);
    },
    stop: () => around.stop(),
  };
}

export function visitorWith(app: Site['app'], from: string, cookie: string): Visitor {
  /** What was done and not shown yet, as the browser keeps it. */
  let done = '';
  const send: Visitor['send'] = async (path, init) => {
    const headers = { cookie: `${cookie}${done}`, ...init.headers };
    const page = await pageOf(await app.request(`${from}${path}`, { ...init, headers }));
    for (const set of page.headers.getSetCookie())
      if (/^(__Host-)?rungs-done=/.test(set)) done = set.includes('Max-Age=0') ? '' : `; ${set.split(';')[0]}`;
    return page;
  };
  const post: Visitor['post'] = async (path, fields) => {
    const answer = await send(path, {
      method: 'POST',
      headers: { origin: from, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
    });
    expectRefusalToMatch(answer);
    return answer;
  };
  const get: Visitor['get'] = async (path) => {
    const answer = await send(path, {});
    if (path.includes('/steps/')) expectNothingDecided(answer);
    return answer;
  };
  return {
    cookie,
    send,
    get,
    post,
    async fill(caseId, step, fields, query = '') {
      const path = `/cases/${caseId}/steps/${step}${query}`;
      const form = await get(path);
      if (form.status !== 200) return form;
      const sent = { ...fieldsOf(form.html), ...fields };
      const answer = await post(path, sent);
      expectTakenToMatch(form, sent, answer);
      return answer;
    },
  };
}

export async function pageOf(response: Response): Promise<Page> {
  const location = response.headers.get('location');
  return { status: response.status, html: await response.text(), headers: response.headers, location };
}

/** The fields that a browser would send with a page's form, without any change. */
export function fieldsOf(html: string): Record<string, string> {
  const form = /<form method="post"(?! action="\/sign-out")[\s\S]*?<\/form>/.exec(html)?.[0] ?? '';
  const fields: Record<string, string> = {};
  for (const [tag] of form.matchAll(/<input[^>]*>/g)) {
    const isSent = !['radio', 'checkbox'].includes(attribute(tag, 'type')) || / checked/.test(tag);
    if (isSent) fields[attribute(tag, 'name')] = attribute(tag, 'value');
  }
  for (const [, tag = '', text = ''] of form.matchAll(/<textarea([^>]*)>([\s\S]*?)<\/textarea>/g))
    fields[attribute(tag, 'name')] = asText(text.replace(/^\n/, ''));
  for (const [, tag = '', options = ''] of form.matchAll(/<select([^>]*)>([\s\S]*?)<\/select>/g))
    fields[attribute(tag, 'name')] = attribute(/<option[^>]* selected[^>]*>/.exec(options)?.[0] ?? '', 'value');
  return fields;
}

export function attribute(tag: string, name: string): string {
  return asText(new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? '');
}

const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };

/** HTML text with its entities decoded. */
export function asText(html: string): string {
  return html.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => entities[entity] ?? entity);
}

/** The text of a page without tags, with single spaces. */
export function wordsOf(html: string): string {
  const words = asText(html.replace(/<[^>]+>/g, ' '));
  return words.replace(/\s+/g, ' ').replace(/ ([.,:;?])/g, '$1');
}
