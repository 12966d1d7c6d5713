import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stillClock } from '#test/support/outside.ts';
import { plainBrowser } from './browser.ts';
import { audience, beginSignIn, clientId, type Mounted, mountIssuer, pickPerson } from './mounted.ts';

let mounted: Mounted;
beforeAll(async () => {
  mounted = await mountIssuer();
});
afterAll(() => mounted.stop());

describe('the issuer', () => {
  test('describes itself with its own addresses, whatever host the request names', async () => {
    const asked = request(`${mounted.issuer}/.well-known/openid-configuration`, {
      headers: { host: 'elsewhere.example' },
    });
    asked.end();
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    expect(await json(answer)).toMatchObject({
      issuer: mounted.issuer,
      authorization_endpoint: `${mounted.issuer}/auth`,
      token_endpoint: `${mounted.issuer}/token`,
      jwks_uri: `${mounted.issuer}/jwks`,
      response_types_supported: ['code'],
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: ['none'],
      id_token_signing_alg_values_supported: ['ES256'],
    });
    expect(answer.headers['cache-control']).toBe('no-store, private');
  });

  test('publishes only the public half of its key', async () => {
    const { keys } = (await (await fetch(`${mounted.issuer}/jwks`)).json()) as { keys: Record<string, unknown>[] };
    expect(keys).toHaveLength(1);
    expect(Object.keys(keys[0] ?? {}).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
  });
});

describe('a sign-in', () => {
  test('gives an ID token and a bearer token for the person who was picked', async () => {
    const signIn = await beginSignIn(mounted);
    const callback = await pickPerson(mounted, 'erin-engineer', signIn.url);
    expect(callback.startsWith(`${mounted.redirectUri}?`)).toBe(true);
    const tokens = await signIn.finish(callback);
    expect(tokens.claims()).toMatchObject({ iss: mounted.issuer, aud: clientId, sub: 'erin-engineer' });
    const { payload, protectedHeader } = await mounted.verify(tokens.access_token);
    expect(payload).toMatchObject({ iss: mounted.issuer, aud: audience, sub: 'erin-engineer', client_id: clientId });
    expect(payload.jti).toEqual(expect.any(String));
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(8 * 3600);
    expect(protectedHeader).toMatchObject({ alg: 'ES256', typ: 'at+jwt' });
  });

  test('asks again each time, so that another person can be picked in the same browser', async () => {
    const browser = plainBrowser();
    for (const person of ['tess-lead', 'hugo-hr', 'hugo-hr']) {
      const signIn = await beginSignIn(mounted);
      const tokens = await signIn.finish(await pickPerson(mounted, person, signIn.url, browser));
      expect(tokens.claims()?.sub).toBe(person);
    }
  });

  test('leaves no cookie of the issuer for the pages of the product', async () => {
    const browser = plainBrowser();
    const signIn = await beginSignIn(mounted);
    await pickPerson(mounted, 'tess-lead', signIn.url, browser);
    expect(browser.cookiesFor(`${mounted.origin}/`)).toEqual([]);
  });

  test('cannot use a code twice', async () => {
    const signIn = await beginSignIn(mounted);
    const callback = await pickPerson(mounted, 'erin-engineer', signIn.url);
    await signIn.finish(callback);
    await expect(signIn.finish(callback)).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  test('cannot use the code of another sign-in', async () => {
    const [mine, theirs] = [await beginSignIn(mounted), await beginSignIn(mounted)];
    const callback = new URL(await pickPerson(mounted, 'erin-engineer', theirs.url));
    callback.searchParams.set('state', new URL(mine.url).searchParams.get('state') ?? '');
    await expect(mine.finish(callback.href)).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  test('fails if the client asks for no page', async () => {
    const { url } = await beginSignIn(mounted, { prompt: 'none' });
    const { url: back } = await plainBrowser().follow(url, mounted.issuer);
    expect(new URL(back).searchParams.get('error')).toBe('login_required');
  });
});

describe('the issuer refuses', () => {
  test.each([
    ['another origin', 'http://127.0.0.1:1/sign-in/callback'],
    ['another path', '/sign-in/callback/more'],
    ['another host', 'https://elsewhere.example/sign-in/callback'],
  ])('a sign-in that would lead to %s, with a page that says so', async (_case, to) => {
    const { url } = await beginSignIn(mounted, { redirect_uri: new URL(to, mounted.origin).href });
    const response = await plainBrowser().get(url);
    expect(response.status).toBe(400);
    expect(response.headers.get('location')).toBeNull();
    const text = await response.text();
    expect(text).toContain('redirect_uri');
    expect(text).toContain(`<a href="${mounted.origin}/">Start again</a>`);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  test('a sign-in without PKCE, and sends the browser back without a code', async () => {
    const { url } = await beginSignIn(mounted);
    const bare = new URL(url);
    bare.searchParams.delete('code_challenge');
    bare.searchParams.delete('code_challenge_method');
    const back = new URL((await plainBrowser().follow(bare.href, mounted.issuer)).url);
    expect(back.searchParams.get('error')).toBe('invalid_request');
    expect(back.searchParams.has('code')).toBe(false);
  });

  test('a code without its PKCE verifier', async () => {
    const signIn = await beginSignIn(mounted);
    const code = new URL(await pickPerson(mounted, 'erin-engineer', signIn.url)).searchParams.get('code') ?? '';
    const body = { grant_type: 'authorization_code', client_id: clientId, redirect_uri: mounted.redirectUri, code };
    const answer = await fetch(`${mounted.issuer}/token`, { method: 'POST', body: new URLSearchParams(body) });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: 'invalid_grant' });
  });

  test('an unknown client, and a request for a token of another API', async () => {
    const unknown = await beginSignIn(mounted, { client_id: 'somebody-else' });
    expect((await plainBrowser().get(unknown.url)).status).toBe(400);
    const other = await beginSignIn(mounted, { resource: 'urn:another:api' });
    const { url: back } = await plainBrowser().follow(other.url, mounted.issuer);
    expect(new URL(back).searchParams.get('error')).toBe('invalid_target');
  });
});

test('a token from the code flow has the time of the injected clock, 90 days from now', async () => {
  const clock = stillClock(new Date().toISOString());
  clock.advanceDays(90);
  const later = await mountIssuer({ clock });
  try {
    const signIn = await beginSignIn(later);
    const tokens = await signIn.finish(await pickPerson(later, 'erin-engineer', signIn.url));
    await expect(later.verify(tokens.access_token, { at: clock.now() })).resolves.toBeDefined();
    clock.advanceDays(1);
    await expect(later.verify(tokens.access_token, { at: clock.now() })).rejects.toMatchObject({
      code: 'ERR_JWT_EXPIRED',
    });
  } finally {
    await later.stop();
  }
});
