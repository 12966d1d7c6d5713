import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApi } from '#functions/api/app.ts';
import { createHr } from '#functions/hr/app.ts';
import { personCommandTypes } from '#shared/contract/names.ts';
import { type ApiUnderTest, apiOn } from '#test/support/api.ts';
import { drawnPart } from '#test/support/extent.ts';
import type { World } from '#test/support/world.ts';
import { type Site, startSite, type Visitor, visitorWith } from '#test/web/visit.ts';
import { idOf, verdictOf } from './cells.ts';
import { wholePath as ladder } from './ladder.ts';
import { adoptedTitle, canary, caseAt, rated, startSecurityWorld } from './places.ts';
import { rememberReads } from './reads.ts';
import { caseRoutes, forAllOfHr, limited, ofHr, ownRoutes, type Place, type Relation, relations } from './table.ts';

let world: World;
let api: ApiUnderTest;
let site: Site;
let cells = 0;
beforeAll(async () => {
  world = await startSecurityWorld();
  api = await apiOn(world);
  site = await startSite({}, world);
});
afterAll(async () => {
  await world.stop();
  process.stdout.write(`${cells} cells of addresses were run\n`);
});

const noCase = 'case_00000000000000000000000000';

interface Got {
  status: number;
  text: string;
  location: string | null;
}

/** A visitor with a bearer token and a browser session. Without `who`, a visitor with neither. */
async function visitorOf(who: string | null) {
  const cookie = who ? (await site.visitor(who)).cookie : '';
  const [pages, hr]: Visitor[] = [
    visitorWith(site.app, site.origin, cookie),
    visitorWith(site.hr, site.origin, cookie),
  ];
  return async (method: string, path: string, body: unknown = {}): Promise<Got> => {
    cells += 1;
    if (path.startsWith('/api/') || path.startsWith('/scim/')) {
      const headers = {
        ...(who ? { authorization: `Bearer ${who}` } : {}),
        ...(method === 'GET' ? {} : { 'content-type': 'application/json', 'idempotency-key': 'the-same' }),
        ...(method === 'GET' ? {} : { 'if-match': '"99999"' }),
      };
      const init = method === 'GET' ? { headers } : { method, headers, body: JSON.stringify(body) };
      const { requestId: _id, ...said } = (await api
        .raw(path, init)
        .then(({ status, body }) => ({ ...body, status }))) as {
        status: number;
        requestId?: unknown;
      };
      return { status: said.status, text: JSON.stringify(said), location: null };
    }
    const browser = path.startsWith('/hr/') ? hr : pages;
    const fields = { idempotencyKey: 'the-same-as-before' };
    const page = await (method === 'GET' ? browser?.get(path) : browser?.post(path, fields));
    if (!page) throw new Error(path);
    return { status: page.status, text: page.html, location: page.location };
  };
}

test('the table lists every address below a case, and its personal addresses exist', () => {
  const apps = [createApi({} as never), createHr({} as never), site.app];
  const routes = apps.flatMap((app) => app.routes.filter(({ method }) => method !== 'ALL'));
  const named = [...new Set(routes.map(({ method, path }) => `${method} ${path}`))];
  const below = named.filter((route) => /^\w+ (\/api)?\/cases\/:id/.test(route));
  expect(below.sort()).toEqual(Object.keys(caseRoutes).sort());
  for (const path of ownRoutes) expect(named).toContain(`GET ${path}`);
});

/** The expected status of an address below a case. */
function expected(route: string, relation: Relation, place: Place, hasPiece = false): number {
  const isApi = route.includes(' /api/');
  const isPost = route.startsWith('POST');
  if (relation === 'nobody' || relation === 'inactive') return isApi || isPost ? 401 : 303;
  if (verdictOf('withdraw', relation, place) === '?') return 404;
  if (caseRoutes[route] === 'known') return 200;
  if (caseRoutes[route] === 'evidence') return hasPiece ? 200 : 404;
  if (relation !== 'engineer') return 404;
  if (!route.endsWith('drafts/self-assessment')) return 200;
  if (route.startsWith('GET')) return place === 'self-assessment' ? 200 : 404;
  // A draft can be saved before its stage is open. Then the wrong version is refused, as in the stage itself.
  return ['opening', 'track', 'self-assessment'].includes(place) ? 412 : 409;
}

/** Whether an address of HR is not for whoever is limited. */
const isForAll = (path: string) => forAllOfHr.some((one) => path.replace(/^(\/api)?\/hr/, '').startsWith(one));

/**
 * The possible statuses of the page of a step. A person who can see the case is told that the step is not theirs, or why
 * it is not possible now. It is 404 if the evidence or objection that the step is about does not exist.
 */
function ofStep(type: (typeof personCommandTypes)[number], relation: Relation, place: Place): number[] {
  const verdict = verdictOf(type, relation, place);
  if (verdict === '-') return [303];
  if (verdict === '?') return [404];
  // While a stage is opening, the page of the step leads back to the case.
  if (verdict === 'ok') return place === 'opening' ? [200, 303] : [200];
  return verdict === 'F' ? [403, 404] : [303, 409, 404];
}

const asked = (relation: Relation) =>
  `?attestation=${relation === 'attester' ? 'talk' : 'leads'}&evidence=e1&objection=o1&requirement=demo`;

const looked = ['opening', 'self-assessment', 'objected', 'sealed', 'revealed', 'closed'] as const;

describe.each(drawnPart(looked, 3))('at %s', (place) => {
  let caseId: string;
  beforeAll(async () => {
    caseId = await caseAt(world, place);
    const engineer = idOf('engineer', place) ?? '';
    const draft = { ratings: rated, notes: { tests: `${canary} draft` } };
    if (place === 'self-assessment') await api.put(engineer, `/api/cases/${caseId}/drafts/self-assessment`, draft);
  });

  test('every address answers only the people it is for, and shows nothing to others', async () => {
    const wrong: unknown[] = [];
    const before = await world.everything(caseId);
    for (const relation of relations) {
      const visit = await visitorOf(idOf(relation, place));
      const forget = rememberReads(world.outside.table);
      const view = (await visit('GET', `/api/cases/${caseId}`)).text;
      const hasPiece = view.includes('"attached":{"e1"');
      for (const route of Object.keys(caseRoutes).filter((one) => caseRoutes[one] !== 'step')) {
        const [method = '', path = ''] = route.split(' ');
        const body = { ratings: rated, notes: {} };
        const at = (id: string) => path.replace(':id', id).replace(':evidence', 'e1');
        const got = await visit(method, at(caseId), body);
        const wanted = expected(route, relation, place, hasPiece);
        if (got.status !== wanted) wrong.push({ route, relation, got: got.status, wanted });
        if (got.status !== 200 && got.text.includes(canary)) wrong.push({ route, relation, text: got.text });
        if (got.status !== 404 || relation === 'engineer') continue;
        const unknown = await visit(method, at(noCase), body);
        if (unknown.text.replaceAll(noCase, caseId) !== got.text) wrong.push({ route, relation, got, unknown });
      }
      for (const type of personCommandTypes) {
        const path = `/cases/${caseId}/steps/${type}${asked(relation)}`;
        const got = await visit('GET', path);
        const wanted = ofStep(type, relation, place);
        if (!wanted.includes(got.status)) wrong.push({ type, relation, got: got.status, wanted });
        if (got.status !== 200 && got.text.includes(canary)) wrong.push({ path, relation, text: got.text });
      }
      const knows = expected('GET /cases/:id', relation, place) === 200;
      for (const path of knows ? [] : ownRoutes) {
        const { status, text } = await visit('GET', path);
        const out = path.startsWith('/api/') ? 401 : 303;
        const wanted = verdictOf('withdraw', relation, place) === '-' ? out : 200;
        if (status !== wanted) wrong.push({ path, relation, status, wanted });
        const more = relation === 'asked' && path === '/' ? text.replaceAll(adoptedTitle, '') : text;
        if (more.includes(caseId) || more.includes(canary)) wrong.push({ path, relation, text });
      }
      forget();
    }
    expect(wrong).toEqual([]);
    expect(await world.everything(caseId)).toEqual(before);
  });
});

test('the addresses of HR are closed to everyone else, whatever their part in a case', async () => {
  const place = 'sign-off';
  const caseId = await caseAt(world, place);
  const before = await world.everything(caseId);
  const wrong: unknown[] = [];
  for (const relation of relations) {
    const visit = await visitorOf(idOf(relation, place));
    const forget = rememberReads(world.outside.table);
    const isLimited = limited.includes(relation);
    const isOfHr = isLimited || ofHr.includes(relation);
    const isOut = verdictOf('withdraw', relation, place) === '-';
    for (const { method, path } of [...createHr({} as never).routes, ...site.hr.routes]) {
      const isHr = isOfHr && !(isLimited && isForAll(path));
      if (method === 'ALL' || (isHr && method !== 'GET')) continue;
      // Delivery directors can open the list of the proposals that are their step, which is empty here.
      if (relation === 'attester' && /^(\/api)?\/hr\/proposals$/.test(path) && method === 'GET') continue;
      const { status, text } = await visit(method, path.replace(':id', ladder.id).replace(/:\w+/, '1'));
      // A request can be refused as invalid before its sender is checked. A draft of HR gets 404, as if unknown.
      const closed = isOut ? [401, 303] : method === 'GET' ? [403, 404] : [400, 403, 404, 415, 422];
      // It does not look for the person of a token: whoever comes as a person is refused.
      const isForMachines = path.startsWith('/api/hr/machine') || path.startsWith('/scim/');
      // Everybody asks HR for their own leave, and reads it.
      const isOwn = !isOut && /^(\/api)?\/hr\/leave$/.test(path);
      // Everybody reads the directory, and their notices.
      const isOfEverybody = !isOut && /^\/api\/(people|notices)/.test(path);
      const open = method === 'GET' ? [200] : [400, 415, 422];
      const wanted = isForMachines
        ? [401, 403]
        : isOfEverybody
          ? [...open, 404]
          : isHr
            ? isLimited
              ? [200, 403, 404]
              : [200, 404]
            : isOwn
              ? open
              : closed;
      if (!wanted.includes(status)) wrong.push({ method, path, relation, status });
      const mayKnow = relation === 'hr-within' || ofHr.includes(relation);
      if (!mayKnow && (text.includes(caseId) || text.includes(canary))) wrong.push({ method, path, relation, text });
    }
    forget();
  }
  expect(wrong).toEqual([]);
  expect(await world.everything(caseId)).toEqual(before);
});
