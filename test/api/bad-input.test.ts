import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bearerOf } from '#functions/runtime/api/identify.ts';
import { bindSignIns } from '#infra/local/identity/bind.ts';
import type { PersonCommand } from '#shared/contract/commands.ts';
import { type Answered, type ApiUnderTest, apiOn } from '#test/support/api.ts';
import { attest, evidence, portfolioForL3, readyForL3, review, selfAssessment } from '#test/support/commands.ts';
import { person, smallOrganisation } from '#test/support/people.ts';
import { startWorld, type World } from '#test/support/world.ts';

let world: World;
let api: ApiUnderTest;
const line = {
  techLeadId: 'tess-lead',
  odcLeadId: 'omar-odc',
  headOfDepartmentId: 'hana-head',
  deliveryDirectorId: 'dario-director',
};
const engineers = Array.from({ length: 30 }, (_, at) => person(`engineer-${at}`, { level: 'L2', ...line }));
let next = 0;

beforeAll(async () => {
  world = await startWorld([...smallOrganisation, ...engineers]);
  api = await apiOn(world);
});
afterAll(() => world.stop());

interface Opened {
  caseId: string;
  engineer: string;
  path: string;
}

async function inSelfAssessment(): Promise<Opened> {
  const engineer = engineers[next++]?.id ?? '';
  const caseId = await world.open(engineer);
  await world.step(caseId);
  return { caseId, engineer, path: `/api/cases/${caseId}/commands` };
}

async function inPortfolio(): Promise<Opened> {
  const opened = await inSelfAssessment();
  const ratings = readyForL3(world.ladder);
  await world.act(opened.engineer, opened.caseId, selfAssessment(ratings));
  await world.step(opened.caseId);
  await world.act('tess-lead', opened.caseId, review(ratings));
  for (const id of ['owns-a-module', 'mentoring-readiness']) await world.act('tess-lead', opened.caseId, attest(id));
  await world.step(opened.caseId);
  return opened;
}

/** Sends a bad request. Expects a problem document as the answer, and no change in the table. */
async function refused(opened: Opened, send: () => Promise<Answered>, status: number, code: string): Promise<Answered> {
  const before = await world.everything(opened.caseId);
  const answer = await send();
  expect([answer.status, answer.body.code]).toEqual([status, code]);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  expect(answer.body).toMatchObject({
    status,
    title: expect.any(String),
    detail: expect.any(String),
    type: `/api/docs#${code}`,
  });
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(answer.headers.get('cache-control')).toBe('no-store, private');
  expect(await world.everything(opened.caseId)).toEqual(before);
  return answer;
}

const paths = (answer: Answered) => (answer.body.faults ?? []).map((fault) => fault.path);

describe('a self-assessment is refused', () => {
  const cases: [string, (ratings: Record<string, unknown>) => Record<string, unknown>, string[]][] = [
    ['with an unknown dimension', (ratings) => ({ ...ratings, charm: 3 }), ['ratings.charm']],
    ['with a value off the scale', (ratings) => ({ ...ratings, debugging: 6 }), ['ratings.debugging']],
    ['with a value that is not a whole number', (ratings) => ({ ...ratings, debugging: 2.5 }), ['ratings.debugging']],
    [
      'with a dimension missing',
      ({ debugging: _, tooling: __, ...rest }) => rest,
      ['ratings.debugging', 'ratings.tooling'],
    ],
  ];
  test.each(cases)('%s, and each fault is named', async (_what, change, expected) => {
    const opened = await inSelfAssessment();
    const body = { type: 'submit-self-assessment', ratings: change(readyForL3(world.ladder)) };
    const answer = await refused(opened, () => api.post(opened.engineer, opened.path, body), 422, 'invalid-input');
    expect(paths(answer)).toEqual(expected);
    expect((await api.post(opened.engineer, opened.path, selfAssessment(readyForL3(world.ladder)))).status).toBe(200);
  });
});

describe('evidence is refused', () => {
  test.each([
    'http://example.com/a',
    'javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    '//example.com',
    'https://me:secret@example.com',
    'ftp://example.com',
    'vbscript:x',
    ' https://exa mple.com',
  ])('with the link %j', async (url) => {
    const opened = await inPortfolio();
    const body = { ...evidence('adr-or-design-doc', 'adr', { feature: 'Refunds' }), url };
    const answer = await refused(opened, () => api.post(opened.engineer, opened.path, body), 422, 'invalid-input');
    expect(paths(answer)).toEqual(['url']);
  });

  test('but accepted with https, or with http to an intranet host, and stored as a browser understands it', async () => {
    const opened = await inPortfolio();
    const links = {
      'https://example.com/a?b=c#d': 'https://example.com/a?b=c#d',
      'http://wiki.intranet/page': 'http://wiki.intranet/page',
      'https:/x': 'https://x/',
      'https:x/y': 'https://x/y',
      'HTTPS://Docs.Example.com': 'https://docs.example.com/',
      'https://аррӏе.com/login': 'https://xn--80ak6aa92e.com/login',
    };
    for (const url of Object.keys(links)) {
      const body = { ...evidence('adr-or-design-doc', 'adr', { feature: 'Refunds' }), url };
      expect((await api.post(opened.engineer, opened.path, body)).status).toBe(200);
    }
    const { body } = await api.get(opened.engineer, `/api/cases/${opened.caseId}`);
    expect((body.evidence as { url: string }[]).map((piece) => piece.url)).toEqual(Object.values(links));
  });

  test('with a link that is too long once its letters are encoded', async () => {
    const opened = await inPortfolio();
    const url = `https://example.com/${'\u1ebf'.repeat(600)}`;
    const body = { ...evidence('adr-or-design-doc', 'adr', { feature: 'Refunds' }), url };
    const answer = await refused(opened, () => api.post(opened.engineer, opened.path, body), 422, 'invalid-input');
    expect(paths(answer)).toEqual(['note']);
  });

  test('on submitting, when a module has been owned for only five months, and the fault names the field', async () => {
    const opened = await inPortfolio();
    for (const piece of portfolioForL3) {
      const fields = piece.kind === 'module-ownership' ? { module: 'Payments', since: '2025-10-01' } : piece.fields;
      await world.act(opened.engineer, opened.caseId, { ...piece, fields });
    }
    const send = () => api.post(opened.engineer, opened.path, { type: 'submit-portfolio' });
    expect(paths(await refused(opened, send, 422, 'invalid-input'))).toEqual(['evidence.e2.fields.since']);
  });
});

test('a command in the wrong stage is refused, and so is a command while the stage is opening', async () => {
  const opened = await inSelfAssessment();
  await refused(opened, () => api.post('tess-lead', opened.path, review(readyForL3(world.ladder))), 409, 'wrong-stage');
  const engineer = engineers[next++]?.id ?? '';
  const caseId = await world.open(engineer);
  const opening = { caseId, engineer, path: `/api/cases/${caseId}/commands` };
  const send = () => api.post(engineer, opening.path, selfAssessment(readyForL3(world.ladder)));
  expect((await refused(opening, send, 409, 'stage-opening')).headers.get('retry-after')).toBe('1');
});

test.each(['open-stage', 'remind', 'close', 'restart'])(
  'a person cannot send the system’s command %s',
  async (type) => {
    const opened = await inSelfAssessment();
    const body = { type, generation: 1, stage: 'self-assessment', reason: 'because' };
    const send = () => api.post(opened.engineer, opened.path, body);
    expect(paths(await refused(opened, send, 422, 'invalid-input'))).toEqual(['type']);
  },
);

test('an actor in the payload is an unknown field', async () => {
  const opened = await inSelfAssessment();
  const body = { type: 'withdraw', reason: 'x', actor: 'tess-lead', onBehalfOf: 'omar-odc' };
  const send = () => api.post(opened.engineer, opened.path, body);
  expect(paths(await refused(opened, send, 422, 'invalid-input'))).toEqual(['actor', 'onBehalfOf']);
});

test('a stale If-Match is answered with what has changed, and a malformed one is refused', async () => {
  const opened = await inPortfolio();
  const read = await api.get(opened.engineer, `/api/cases/${opened.caseId}`);
  const etag = read.headers.get('etag') ?? '';
  await world.act(opened.engineer, opened.caseId, portfolioForL3[0] as PersonCommand);
  const command = portfolioForL3[1];
  const send = (match: string) => () => api.post(opened.engineer, opened.path, command, { 'if-match': match });
  const answer = await refused(opened, send(etag), 412, 'precondition-failed');
  expect(answer.body.changes).toMatchObject([{ type: 'evidence-added', by: opened.engineer }]);
  for (const match of ['*', 'W/"3"', '3', '"a"']) await refused(opened, send(match), 400, 'if-match-unreadable');
});

test('a decision without If-Match is refused', async () => {
  const opened = await inPortfolio();
  for (const piece of portfolioForL3) await world.act(opened.engineer, opened.caseId, piece);
  await world.act(opened.engineer, opened.caseId, { type: 'submit-portfolio' });
  await world.step(opened.caseId);
  const { body } = await api.get('tess-lead', `/api/cases/${opened.caseId}`);
  const command = { type: 'sign-off', decision: 'approve', comment: 'Yes.', seen: body.seen };
  await refused(opened, () => api.post('tess-lead', opened.path, command), 428, 'precondition-required');
});

test('a command needs a key; the same key gives the same answer again, and is refused with another payload', async () => {
  const opened = await inSelfAssessment();
  const command = selfAssessment(readyForL3(world.ladder));
  for (const key of ['', 'with space', 'x'.repeat(201)])
    await refused(
      opened,
      () => api.post(opened.engineer, opened.path, command, { 'idempotency-key': key }),
      400,
      'idempotency-key-missing',
    );
  const headers = { 'idempotency-key': 'once' };
  const first = await api.post(opened.engineer, opened.path, command, headers);
  const again = await api.post(opened.engineer, opened.path, command, headers);
  expect([first.status, again.status, again.headers.get('idempotent-replayed')]).toEqual([200, 200, 'true']);
  expect(again.body).toEqual(first.body);
  expect(first.headers.get('idempotent-replayed')).toBeNull();
  const other = { type: 'withdraw', reason: 'Another payload.' };
  await refused(opened, () => api.post(opened.engineer, opened.path, other, headers), 422, 'idempotency-key-reused');
});

test('opening a case twice with one key opens one case', async () => {
  const engineer = engineers[next++]?.id ?? '';
  const body = { engineerId: engineer, ladderId: world.ladder.id, transition: 'L2-L3' };
  const headers = { 'idempotency-key': 'open-once' };
  const first = await api.post(engineer, '/api/cases', body, headers);
  const again = await api.post(engineer, '/api/cases', body, headers);
  expect([first.status, again.status]).toEqual([201, 201]);
  expect(again.body).toEqual(first.body);
  expect(first.headers.get('location')).toBe(`/api/cases/${first.body.id}`);
  expect((await api.post(engineer, '/api/cases', body)).body.code).toBe('open-case-exists');
});

test('a body is refused if it is too large, is not JSON, or has another content type', async () => {
  const opened = await inSelfAssessment();
  const huge = JSON.stringify({ type: 'withdraw', reason: 'x'.repeat(256 * 1024) });
  await refused(opened, () => api.post(opened.engineer, opened.path, huge), 413, 'body-too-large');
  for (const text of ['{', 'promote', '{"type":"withdraw"'])
    await refused(opened, () => api.post(opened.engineer, opened.path, text), 400, 'not-json');
  // Latin-1 would be stored with U+FFFD in the place of a letter.
  const latin = Buffer.from('{"type":"withdraw","reason":"Café"}', 'latin1');
  const headers = { authorization: `Bearer ${opened.engineer}`, 'content-type': 'application/json' };
  const sent = { method: 'POST', headers: { ...headers, 'idempotency-key': 'latin-1' }, body: latin };
  await refused(opened, () => api.raw(opened.path, sent), 400, 'not-json');
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', ''])
    await refused(
      opened,
      () => api.post(opened.engineer, opened.path, '{}', { 'content-type': type }),
      415,
      'unsupported-media-type',
    );
  for (const body of ['[]', 'null', '1', '"a"'])
    await refused(opened, () => api.post(opened.engineer, opened.path, body), 422, 'invalid-input');
});

test('a request from another site is refused, whatever its content type', async () => {
  const opened = await inSelfAssessment();
  const command = JSON.stringify({ type: 'withdraw', reason: 'x' });
  for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded']) {
    const foreign = { 'content-type': type, origin: 'https://evil.example' };
    await refused(opened, () => api.post(opened.engineer, opened.path, command, foreign), 403, 'foreign-origin');
    const crossSite = { 'content-type': type, 'sec-fetch-site': 'cross-site' };
    await refused(opened, () => api.post(opened.engineer, opened.path, command, crossSite), 403, 'foreign-origin');
  }
});

test('another person’s case gets the same 404, byte for byte, as a case that does not exist', async () => {
  const opened = await inSelfAssessment();
  const unknown = 'case_01KJPWD6M0EWHDS874W0X9445G';
  const strangers = ['eli-engineer', 'olga-odc', 'omid-other'];
  const plain = ({ body }: Answered) => JSON.stringify({ ...body, requestId: '' });
  for (const who of strangers)
    for (const part of ['', '/events', '/verify', '/missing']) {
      const theirs = await refused(opened, () => api.get(who, `/api/cases/${opened.caseId}${part}`), 404, 'not-found');
      expect(plain(theirs)).toBe(plain(await api.get(who, `/api/cases/${unknown}${part}`)));
      expect(JSON.stringify(theirs.body)).not.toContain(opened.engineer);
    }
  for (const who of strangers) {
    const command = { type: 'withdraw', reason: 'x' };
    const theirs = await refused(opened, () => api.post(who, opened.path, command), 404, 'not-found');
    expect(plain(theirs)).toBe(plain(await api.post(who, `/api/cases/${unknown}/commands`, command)));
    expect(((await api.get(who, '/api/cases')).body.items as { id: string }[]).map((one) => one.id)).not.toContain(
      opened.caseId,
    );
  }
});

test.each([
  ['', ''],
  ['/', '/'],
  ['/', ''],
])(
  'a token is accepted only from the issuer (with %j at its end, set with %j), for this audience, with a valid signature, before it expires',
  async (slash, set) => {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const stranger = await generateKeyPair('ES256');
    const jwk = { ...(await exportJWK(publicKey)), kid: 'k', alg: 'ES256', use: 'sig' };
    const server = createServer((req, res) => {
      const body = req.url?.endsWith('keys') ? { keys: [jwk] } : { issuer, jwks_uri: `${address}/keys` };
      res.setHeader('content-type', 'application/json').end(JSON.stringify(body));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const issuer = `${address}${slash}`;
    const real = await apiOn(world, bearerOf(`${address}${set}`, 'urn:rungs:api', world.clock));
    await bindSignIns(world.outside, issuer, [{ subject: 'sub-1', personId: 'erin-engineer' }]);
    const now = Math.floor(world.clock.now().getTime() / 1000);
    const token = (claims: Record<string, unknown> = {}, key: CryptoKey = privateKey, alg = 'ES256') =>
      new SignJWT({ iss: issuer, aud: 'urn:rungs:api', sub: 'sub-1', iat: now, exp: now + 600, ...claims })
        .setProtectedHeader({ alg, kid: 'k' })
        .sign(key);
    expect((await real.get(await token(), '/api/me')).body.id).toBe('erin-engineer');
    const [, payload = ''] = (await token()).split('.');
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
    const bad = [
      await token({ aud: 'urn:another:api' }),
      await token({ aud: undefined }),
      await token({ iss: 'https://issuer.example.com' }),
      await token({ exp: now - 60 }),
      await token({ exp: undefined }),
      await token({ iat: undefined }),
      await token({ sub: undefined }),
      await token({ sub: 'somebody-unknown' }),
      await token({}, stranger.privateKey),
      unsigned,
      'nonsense',
    ];
    for (const one of bad) {
      const answer = await real.get(one, '/api/me');
      expect([answer.status, answer.body.code]).toEqual([401, 'unauthenticated']);
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
      expect(JSON.stringify(answer.body)).not.toContain(one);
    }
    expect((await real.raw('/api/me')).status).toBe(401);
    server.closeAllConnections();
    server.close();
  },
);
