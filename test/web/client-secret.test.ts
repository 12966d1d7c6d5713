import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Mounted, mountIssuer, pickPerson } from '#test/local-identity/mounted.ts';
import { type Site, startSite, wordsOf } from './visit.ts';

/** Signing in at an issuer that asks for the secret of its client, which lies in SSM Parameter Store. */

const origin = 'https://rungs.example.com';
/** What SSM holds, and what it was asked for. */
const parameters: Record<string, string> = { '/rungs/secret': 'the right secret' };
const asked: unknown[] = [];
const ssm = createServer(async (req, res) => {
  const body = (await json(req)) as { Name: string };
  asked.push([req.headers['x-amz-target'], body]);
  const Value = parameters[body.Name];
  res.writeHead(Value ? 200 : 400, { 'content-type': 'application/x-amz-json-1.1' });
  res.end(JSON.stringify(Value ? { Parameter: { Name: body.Name, Value } } : { __type: 'ParameterNotFound' }));
});

let mounted: Mounted;
let site: Site;
beforeAll(async () => {
  ssm.listen(0, '127.0.0.1');
  await once(ssm, 'listening');
  vi.stubEnv('AWS_ENDPOINT_URL_SSM', `http://127.0.0.1:${(ssm.address() as AddressInfo).port}`);
  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) vi.stubEnv(name, 'test');
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  mounted = await mountIssuer({ redirectUri: `${origin}/sign-in/callback`, clientSecret: 'the right secret' });
  const settings = {
    RUNGS_ORIGIN: origin,
    RUNGS_ISSUER: mounted.issuer,
    RUNGS_CLIENT_SECRET_PARAMETER: '/rungs/secret',
  };
  site = await startSite(settings);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  ssm.closeAllConnections();
  ssm.close();
  await site.stop();
  await mounted.stop();
});

async function signIn() {
  const begun = await site.app.request(`${origin}/sign-in`);
  const location = begun.headers.get('location');
  if (!location) return begun;
  const cookie = begun.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const callback = await pickPerson(mounted, 'erin-engineer', location);
  return site.app.request(callback, { headers: { cookie } });
}

test('the secret is read once, decrypted, and proves who asks', async () => {
  expect((await signIn()).headers.get('location')).toBe('/');
  expect((await signIn()).headers.get('location')).toBe('/');
  expect(asked).toEqual([['AmazonSSM.GetParameter', { Name: '/rungs/secret', WithDecryption: true }]]);
});

test('a secret that the issuer no longer takes is read again at the next sign-in, and nobody is let in meanwhile', async () => {
  const other = await mountIssuer({ redirectUri: `${origin}/sign-in/callback`, clientSecret: 'a newer secret' });
  const rotated = await startSite(
    { RUNGS_ORIGIN: origin, RUNGS_ISSUER: other.issuer, RUNGS_CLIENT_SECRET_PARAMETER: '/rungs/rotated' },
    site.world,
  );
  const come = async () => {
    const begun = await rotated.app.request(`${origin}/sign-in`);
    const cookie = begun.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const callback = await pickPerson(other, 'eli-engineer', begun.headers.get('location') ?? '');
    return rotated.app.request(callback, { headers: { cookie } });
  };
  parameters['/rungs/rotated'] = 'an older secret';
  const refused = await come();
  expect([refused.status, refused.headers.getSetCookie().some((line) => line.startsWith('__Host-rungs='))]).toEqual([
    503,
    false,
  ]);
  expect(wordsOf(await refused.text())).not.toContain('secret');
  parameters['/rungs/rotated'] = 'a newer secret';
  expect((await come()).status).toBe(303);
  expect(rotated.logged).toEqual(['client-refused']);
  await other.stop();
});

test('without the parameter nobody can begin', async () => {
  const cut = await startSite(
    { RUNGS_ORIGIN: origin, RUNGS_ISSUER: `${mounted.issuer}/`, RUNGS_CLIENT_SECRET_PARAMETER: '/rungs/none' },
    site.world,
  );
  expect((await cut.app.request(`${origin}/sign-in`)).status).toBe(503);
  expect(cut.logged).toEqual(['issuer-unreachable']);
});
