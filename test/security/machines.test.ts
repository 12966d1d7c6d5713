import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import * as oidc from 'openid-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApi } from '#functions/api/app.ts';
import { createHr } from '#functions/hr/app.ts';
import { peopleAndMachines } from '#functions/runtime/api/machines.ts';
import { changesIn } from '#functions/web/views/hr/person-changes.ts';
import { bindSignIns } from '#infra/local/identity/bind.ts';
import { listNotices } from '#shared/cases/notices.ts';
import { machineNamed } from '#shared/contract/names.ts';
import { factsOf } from '#shared/domain/directory/decide.ts';
import { readImports } from '#shared/importing/read.ts';
import { workOnImport } from '#shared/importing/work.ts';
import { tellOfChange } from '#shared/proposals/telling.ts';
import { machineActor, machineOf } from '#shared/records/machine-actor.ts';
import { loadPerson } from '#shared/store/directory.ts';
import { audience, type Mounted, mountIssuer } from '#test/local-identity/mounted.ts';
import { actorOf } from '#test/support/actor.ts';
import { type ApiUnderTest, apiOn } from '#test/support/api.ts';
import { person, smallOrganisation } from '#test/support/people.ts';
import { openProposalsOf } from '#test/support/two-people.ts';
import { startWorld, type World } from '#test/support/world.ts';
import { type Site, startSite } from '#test/web/visit.ts';

/** Machines, such as the HR system of a company: they come with tokens of their own, and do nothing that people do. */

const machine = { clientId: 'hr-system', clientSecret: 'a secret', scope: 'directory' };
const identitySystem = { clientId: 'identity-system', clientSecret: 'another one', scope: 'scim' };
let mounted: Mounted;
let world: World;
let api: ApiUnderTest;
let site: Site;
beforeAll(async () => {
  mounted = await mountIssuer({ machines: [machine, identitySystem] });
  // A person whose id is that of the client gets none of its rights, nor the client any of theirs.
  world = await startWorld([...smallOrganisation, person(machine.clientId, { roles: ['hr'] })]);
  const settings = {
    RUNGS_ISSUER: mounted.issuer,
    RUNGS_AUDIENCE: audience,
    RUNGS_MACHINE_SCOPE: machine.scope,
    RUNGS_SCIM_SCOPE: identitySystem.scope,
  };
  api = await apiOn(world, peopleAndMachines(settings, { now: () => new Date() }));
  // Whoever bound the client to a person all the same would not make it one.
  await bindSignIns(world.outside, mounted.issuer, [{ subject: machine.clientId, personId: machine.clientId }]);
  site = await startSite({}, world);
});
afterAll(async () => {
  await world.stop();
  await mounted.stop();
});

async function tokenBy(
  asked: Record<string, string> = { scope: machine.scope },
  secret = machine.clientSecret,
  { clientId } = machine,
) {
  const client = await oidc.discovery(new URL(mounted.issuer), clientId, undefined, oidc.ClientSecretBasic(secret), {
    execute: [oidc.allowInsecureRequests],
  });
  return (await oidc.clientCredentialsGrant(client, asked)).access_token;
}
const tokenOfScim = () => tokenBy({ scope: identitySystem.scope }, identitySystem.clientSecret, identitySystem);

const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

test('a machine gets a token by its secret alone, and asks who it is', async () => {
  const answer = await api.raw('/api/hr/machine', bearer(await tokenBy()));
  expect([answer.status, answer.body]).toEqual([200, { machine: machine.clientId }]);
  await expect(tokenBy(undefined, 'another secret')).rejects.toThrow();
  await expect(tokenBy({ scope: 'openid' })).rejects.toThrow();
});

test('no token, that of a person and one without the scope open no route for machines', async () => {
  expect((await api.raw('/api/hr/machine')).status).toBe(401);
  expect((await api.raw('/api/hr/machine', bearer('nonsense'))).status).toBe(401);
  const person = await mounted.mint('hugo-hr');
  expect((await api.raw('/api/hr/machine', bearer(person))).status).toBe(403);
  expect((await api.raw('/api/hr/machine', bearer(await tokenBy({})))).status).not.toBe(200);
});

/** All that a machine can do. */
const ofMachines = [
  'GET /api/hr/machine',
  'POST /api/hr/machine/imports',
  'GET /api/hr/machine/imports/:id',
  'GET /api/hr/machine/imports/:id/faults',
];
const isForMachines = (route: string) => ofMachines.includes(route);

test('the routes for machines are these, and they are for nobody else', async () => {
  const routes = createHr({} as never).routes.filter(({ method, path }) => method !== 'ALL' && /machine/.test(path));
  expect([...new Set(routes.map(({ method, path }) => `${method} ${path}`))].sort()).toEqual(ofMachines.toSorted());
  const headers = { ...bearer(await mounted.mint('hugo-hr')).headers, 'idempotency-key': 'one' };
  for (const { method, path } of routes) {
    const body = method === 'GET' ? {} : { body: 'Name,Mail,Team,ODC' };
    const { status } = await api.raw(path.replace(':id', 'x'), { method, headers, ...body });
    expect([path, status]).toEqual([path, 403]);
  }
});

test('a machine sends a file of people, reads its state and its faults, and nothing of it is carried out', async () => {
  const token = await tokenBy();
  const sent = async (text: string, key: string) =>
    api.raw('/api/hr/machine/imports?fileName=nightly.csv', {
      method: 'POST',
      headers: { ...bearer(token).headers, 'content-type': 'text/csv', 'idempotency-key': key },
      body: text,
    });
  const answer = await sent('Name,Mail,Team,ODC\nNina New,nina,Harbour,North', 'first');
  expect(answer.status).toBe(202);
  const { importId } = answer.body as { importId: string };
  const path = `/api/hr/machine/imports/${importId}`;
  expect((await api.raw(path, bearer(token))).body).toMatchObject({ id: importId, state: 'checking', faults: null });
  expect((await sent('Name,Mail,Team,ODC\nNoah New,noah@example.com,Harbour,North', 'second')).status).toBe(409);
  await workOnImport(world.outside, importId);
  expect((await api.raw(path, bearer(token))).body).toEqual({
    ...{ id: importId, at: expect.any(String), fileName: 'nightly.csv', state: 'faulty', faults: 1 },
  });
  expect((await api.raw(`${path}/faults`, bearer(token))).body).toMatchObject({
    items: [{ row: 2, column: 'B (Mail)', reason: expect.stringContaining('give a mail address') }],
    next: null,
  });
  expect((await sent('Name,Mail,Team,ODC\nNoah New,noah@example.com,Harbour,North', 'third')).status).toBe(202);
  expect(await loadPerson(world.outside.table, 'noah-new')).toBeNull();
  const wrong = [
    await sent('Name', 'first'),
    await api.raw('/api/hr/machine/imports', { method: 'POST', ...bearer(token), body: 'Name' }),
    await api.raw('/api/hr/machine/imports/imp_x', bearer(token)),
    await api.raw(`${path}/faults?part=-1`, bearer(token)),
  ];
  expect(wrong.map(({ status }) => status)).toEqual([422, 400, 404, 422]);
});

test('HR is told of what a machine proposes, and reads it among its notices', async () => {
  const hugo = await actorOf(world.outside, 'hugo-hr');
  const by = machineNamed(machine.clientId);
  for (const { id } of (await readImports(world.outside, hugo, { limit: 10 })).items)
    await workOnImport(world.outside, id);
  const proposal = (await openProposalsOf(world.outside, hugo)).find((one) => one.by === by)?.id ?? '';
  await tellOfChange(world.outside, proposal, 1);
  const { items } = await listNotices(world.outside, hugo, { limit: 10 });
  expect(items).toMatchObject([{ template: 'change-proposed', data: { by } }]);
});

/** What each machine may do. Every other route refuses it. */
const routesOf = {
  directory: isForMachines,
  scim: (route: string) => route.includes(' /scim/v2/'),
};

test.each<[keyof typeof routesOf, () => Promise<string>]>([
  ['directory', tokenBy],
  ['scim', tokenOfScim],
])('every route for other work refuses a machine for %s, of the APIs and of the pages', async (work, tokenFor) => {
  const token = await tokenFor();
  const headers = {
    ...bearer(token).headers,
    'content-type': 'application/json',
    'idempotency-key': 'one',
    'if-match': '"1"',
  };
  const named = (path: string) => path.replace(/:id/, 'erin-engineer').replace(/:\w+/g, 'x');
  const wrong: unknown[] = [];
  let own = 0;
  for (const { method, path } of [...createApi({} as never).routes, ...createHr({} as never).routes]) {
    if (method === 'ALL' || path === '/api/health') continue;
    const isOwn = routesOf[work](`${method} ${path}`);
    if (isOwn) own += 1;
    const body = method === 'GET' ? {} : { body: '{}' };
    const { status } = await api.raw(named(path), { method, headers, ...body });
    if ([401, 403].includes(status) === isOwn) wrong.push({ method, path, status });
  }
  expect(own).toBe(work === 'scim' ? 11 : ofMachines.length);
  for (const app of [site.app, site.hr])
    for (const { path } of app.routes.filter(({ method, path }) => method === 'GET' && !path.startsWith('/api/'))) {
      const answer = await app.request(`${site.origin}${named(path)}`, bearer(token));
      const text = await answer.text();
      if (answer.status === 200 && text.includes('Erin Engineer')) wrong.push({ path });
    }
  expect(wrong).toEqual([]);
});

test('a client gets no scope but its own', async () => {
  await expect(tokenBy({ scope: identitySystem.scope })).rejects.toThrow();
  const token = await tokenOfScim();
  expect((await api.raw('/api/hr/machine', bearer(token))).status).toBe(403);
  expect((await api.raw('/scim/v2/Users', bearer(token))).status).toBe(200);
  expect((await api.raw('/scim/v2/Users', bearer(await tokenBy()))).status).toBe(403);
});

describe('a token of another issuer is that of', () => {
  const address = 'http://127.0.0.1';
  let issuer: string;
  let identify: ReturnType<typeof peopleAndMachines>;
  let sign: (payload: JWTPayload) => Promise<string>;
  const server = createServer((req, res) => {
    res.setHeader('content-type', 'application/json');
    res.end(JSON.stringify(req.url === '/jwks' ? { keys: [key] } : { issuer, jwks_uri: `${issuer}/jwks` }));
  });
  let key: object;
  const iat = Math.floor(Date.now() / 1000);
  beforeAll(async () => {
    const pair = await generateKeyPair('ES256');
    key = { ...(await exportJWK(pair.publicKey)), kid: 'one', alg: 'ES256' };
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    issuer = `${address}:${(server.address() as AddressInfo).port}`;
    const settings = {
      RUNGS_ISSUER: issuer,
      RUNGS_AUDIENCE: 'urn:rungs',
      RUNGS_MACHINE_SCOPE: 'rungs/directory',
      RUNGS_SCIM_SCOPE: 'rungs/scim',
    };
    identify = peopleAndMachines(settings, { now: () => new Date() });
    sign = (payload) =>
      new SignJWT({ iat, ...payload })
        .setProtectedHeader({ alg: 'ES256', kid: 'one' })
        .setIssuer(issuer)
        .setExpirationTime('1h')
        .sign(pair.privateKey);
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const scope = 'rungs/directory';
  test.each<[string, JWTPayload, string | null]>([
    [
      'a machine of Cognito, which gives it no audience',
      { sub: 'c1', client_id: 'c1', token_use: 'access', scope },
      'c1',
    ],
    ['a machine of Okta', { sub: 'c1', cid: 'c1', aud: 'urn:rungs', scp: ['other', scope] }, 'c1'],
    ['a machine of Entra', { sub: 'object-1', azp: 'app-1', aud: 'urn:rungs', roles: [scope] }, 'app-1'],
    ['a machine with several scopes in a line', { sub: 'c1', aud: ['x', 'urn:rungs'], scope: `openid ${scope}` }, 'c1'],
    ['nobody, if it is for another API', { sub: 'c1', client_id: 'c1', aud: 'urn:other', scope }, null],
    ['nobody, if it names no API and is not of Cognito', { sub: 'c1', client_id: 'c1', scope }, null],
    ['nobody, if it is an ID token of Cognito', { sub: 'c1', token_use: 'id', aud: 'c1', scope }, null],
    ['nobody, if the name of the machine is no name', { sub: 'a b\n', aud: 'urn:rungs', scope }, null],
  ])('%s', async (_whose, payload, expected) => {
    expect((await identify(await sign(payload)))?.machine ?? null).toEqual(
      expected && { name: expected, may: ['directory'] },
    );
  });

  test.each<[string, string[]]>([
    ['rungs/scim', ['scim']],
    ['rungs/scim rungs/directory', ['directory', 'scim']],
  ])('a machine with the scope %s, which may do that alone', async (scope, may) => {
    const token = await sign({ sub: 'c1', client_id: 'c1', token_use: 'access', scope });
    expect((await identify(token))?.machine).toEqual({ name: 'c1', may });
  });

  test.each<[string, JWTPayload]>([
    ['another scope', { scope: 'rungs/directory-read' }],
    ['a scope whose name begins like it', { scope: 'rungs/directoryx openid' }],
    ['no scope', {}],
  ])('a person, with %s', async (_what, more) => {
    const found = await identify(await sign({ sub: 'p1', aud: 'urn:rungs', ...more }));
    expect(found).toEqual({ issuer, subject: 'p1', issuedAt: iat });
  });

  test('nobody, if it does not say when it was issued: sessions that HR ended would go on by it', async () => {
    expect(await identify(await sign({ sub: 'p1', aud: 'urn:rungs', iat: undefined }))).toBeNull();
  });

  test('nobody, where the deployment names no scope for machines', async () => {
    const without = peopleAndMachines({ RUNGS_ISSUER: issuer, RUNGS_AUDIENCE: 'urn:rungs' }, { now: () => new Date() });
    expect(await without(await sign({ sub: 'c1', client_id: 'c1', token_use: 'access', scope }))).toBeNull();
  });
});

test('an event names the machine, and the history of a record says so', () => {
  const actor = machineActor('hr-system');
  expect(actor).toEqual({ personId: null, role: 'system', relation: 'machine:hr-system', onBehalfOf: null });
  expect([machineOf(actor), machineOf({ ...actor, relation: 'setup' })]).toEqual(['hr-system', null]);
  // A person cannot be taken for a machine by what they are to a case.
  expect(machineOf({ personId: 'hugo-hr', relation: 'machine:hr-system' })).toBeNull();
  const erin = person('erin-engineer');
  const envelope = { id: 'e', seq: 1, at: '', requestId: '', digest: null, prev: '', hash: '' };
  const event = {
    ...envelope,
    type: 'person-added',
    actor,
    data: { ...factsOf(erin) },
    body: { name: 'Erin', email: 'e' },
  };
  expect(changesIn([event], () => 'Rungs', []).map(({ by }) => by)).toEqual(['the machine hr-system']);
  const decided = {
    ...event,
    actor: { ...actor, personId: 'hugo-hr', role: 'hr', relation: 'directory' },
    machine: 'hr-system',
  };
  expect(changesIn([decided], () => 'Hugo Hr', []).map(({ by }) => by)).toEqual([
    'Hugo Hr, from a file of the machine hr-system',
  ]);
});
