import { createHash } from 'node:crypto';
import { DeleteCommand, GetCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadPerson } from '#shared/store/directory.ts';
import { keys } from '#shared/store/keys.ts';
import { type Mounted, mountIssuer, pickPerson } from '#test/local-identity/mounted.ts';
import { type Page, pageOf, type Site, startSite, visitorWith, wordsOf } from './visit.ts';

// The pages over https, with the real issuer of the local stack. The code flow is the same as in production.
const origin = 'https://rungs.example.com';
let mounted: Mounted;
let site: Site;
beforeAll(async () => {
  mounted = await mountIssuer({ redirectUri: `${origin}/sign-in/callback` });
  site = await startSite({ RUNGS_ORIGIN: origin, RUNGS_ISSUER: mounted.issuer });
});
afterAll(async () => {
  await site.stop();
  await mounted.stop();
});

async function get(address: string, cookie = ''): Promise<Page> {
  return pageOf(await site.app.request(new URL(address, site.origin).href, { headers: { cookie } }));
}

const cookieOf = (page: Page, name: string) =>
  page.headers.getSetCookie().find((line) => line.startsWith(`${name}=`) && !line.startsWith(`${name}=;`));
const pairOf = (line = '') => line.split(';')[0] ?? '';

/** Begins a sign-in. Returns the address of the issuer, and the cookie that the browser keeps until it is back. */
async function begin(to = '/') {
  const page = await get(`/sign-in?to=${encodeURIComponent(to)}`);
  return { location: page.location ?? '', cookie: pairOf(cookieOf(page, '__Host-rungs-sign-in')), page };
}

async function signInAs(personId: string, to = '/', cookie = '') {
  const begun = await begin(to);
  const callback = await pickPerson(mounted, personId, begun.location);
  const page = await get(callback, [begun.cookie, cookie].filter(Boolean).join('; '));
  return { begun, callback, page, session: pairOf(cookieOf(page, '__Host-rungs')) };
}

describe('signing in', () => {
  test('leads through the issuer to the wanted page', async () => {
    const { page, session } = await signInAs('erin-engineer', '/ladders?x=1');
    expect([page.status, page.location]).toEqual([303, '/ladders?x=1']);
    const home = await visitorWith(site.app, origin, session).get('/');
    expect([home.status, wordsOf(home.html).includes('Erin Engineer')]).toEqual([200, true]);
  });

  test.each(['/hr/calendars/S%C3%A3o%20Paulo', '/cases?engineerId=a+b&cycle=x:y', '/people?from=o%27neil', '/a/..//b'])(
    'leads to %s, as it was asked for',
    async (address) => {
      const { page } = await signInAs('erin-engineer', address);
      expect(page.location).toBe(address);
    },
  );

  test('asks the issuer only for identity and mail address, with state, nonce and a code challenge', async () => {
    const { searchParams } = new URL((await begin()).location);
    expect(Object.fromEntries(searchParams)).toEqual({
      client_id: 'rungs-web',
      redirect_uri: `${origin}/sign-in/callback`,
      response_type: 'code',
      scope: 'openid email',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
    });
  });

  test('sets cookies for this host only, over https only, and hidden from scripts', async () => {
    const { begun, page } = await signInAs('erin-engineer');
    for (const line of [cookieOf(begun.page, '__Host-rungs-sign-in'), cookieOf(page, '__Host-rungs')]) {
      const [pair, ...attributes] = (line ?? '').split('; ');
      expect(pair).toMatch(/^__Host-rungs(-sign-in=[\w-]+|=[\w-]{43})$/);
      expect(attributes.sort()).toEqual([
        'HttpOnly',
        expect.stringMatching(/^Max-Age=/),
        'Path=/',
        'SameSite=Lax',
        'Secure',
      ]);
    }
  });

  test('sets the same cookies over http on the loopback interface, without what browsers refuse there', async () => {
    const local = await startSite({ RUNGS_ORIGIN: mounted.origin, RUNGS_ISSUER: mounted.issuer }, site.world);
    const page = await pageOf(await local.app.request(`${mounted.origin}/sign-in`));
    const [pair, ...attributes] = (page.headers.getSetCookie()[0] ?? '').split('; ');
    expect(pair).toMatch(/^rungs-sign-in=[\w-]+$/);
    expect(attributes.sort()).toEqual(['HttpOnly', 'Max-Age=600', 'Path=/', 'SameSite=Lax']);
  });

  test('stores no token, and only a hash of the cookie', async () => {
    const { session } = await signInAs('erin-engineer');
    const id = session.split('=')[1] ?? '';
    const { table } = site.world.outside;
    const Key = keys.session(createHash('sha256').update(id).digest('hex'));
    const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key }));
    expect(Object.keys(Item ?? {}).sort()).toEqual([
      'ends',
      'expires',
      'kind',
      'personId',
      'pk',
      'shape',
      'signIn',
      'sk',
      'timeZone',
      'version',
    ]);
    expect(JSON.stringify(Item)).not.toContain(id);
    expect(Item?.personId).toBe('erin-engineer');
  });

  test('writes nothing before somebody is signed in: no form whose session has ended, and no sign-in that begins', async () => {
    const { table } = site.world.outside;
    const stored = async () => {
      const items = new Map<string, Record<string, unknown>>();
      let from: Record<string, unknown> | undefined;
      do {
        const page = await table.client.send(new ScanCommand({ TableName: table.name, ExclusiveStartKey: from }));
        for (const item of page.Items ?? []) items.set(`${item.pk} ${item.sk}`, item);
        from = page.LastEvaluatedKey;
      } while (from);
      return items;
    };
    const { session } = await signInAs('erin-engineer');
    site.world.clock.advanceDays(3 / 24);
    const before = await stored();
    const form = await site.app.request(`${origin}/cases/case_01KJPWD6M0EWHDS874W0X9446R/steps/withdraw`, {
      method: 'POST',
      headers: { origin, cookie: session, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'reason=Moving+on',
    });
    expect([form.status, (await form.text()).includes('Moving on')]).toEqual([401, true]);
    expect((await begin('/cases')).cookie).not.toBe('');
    expect(await stored()).toEqual(before);
  });

  test('ends an earlier session of the browser', async () => {
    const first = (await signInAs('erin-engineer')).session;
    await signInAs('eli-engineer', '/', first);
    expect((await visitorWith(site.app, origin, first).get('/')).status).toBe(303);
  });

  test.each([
    'https://evil.example.com/',
    '//evil.example.com',
    '/\\evil.example.com',
    'javascript:alert(1)',
    '/ok\r\nSet-Cookie: a=b',
    '/a?next=//evil.example.com"><script>',
    `/${'a'.repeat(2000)}`,
  ])('leads to the start page instead of to %s', async (to) => {
    expect((await signInAs('erin-engineer', to)).page.location).toBe('/');
  });
});

describe('a cookie of a sign-in that somebody changed', () => {
  const changed = async (change: Record<string, unknown>) => {
    const begun = await begin('/cases');
    const [name, kept = ''] = begun.cookie.split('=');
    const pending = { ...JSON.parse(Buffer.from(kept, 'base64url').toString()), ...change };
    const cookie = `${name}=${Buffer.from(JSON.stringify(pending)).toString('base64url')}`;
    return get(await pickPerson(mounted, 'erin-engineer', begun.location), cookie);
  };

  test('opens nothing in the place of a session', async () => {
    const [, kept] = (await begin()).cookie.split('=');
    expect((await visitorWith(site.app, origin, `__Host-rungs=${kept}`).get('/')).status).toBe(303);
  });

  test('leads to no other site', async () => {
    expect((await changed({ returnTo: 'https://evil.example.com/' })).location).toBe('/');
  });

  test.each([{ state: 'x' }, { nonce: 'x' }, { verifier: 'x'.repeat(43) }, { more: true }, { expires: '2999' }])(
    'does not sign in with %o',
    async (change) => expect((await changed(change)).status).toBe(401),
  );

  test.each(['', 'x', Buffer.from('[').toString('base64url')])('does not sign in with "%s"', async (kept) => {
    const { location } = await begin();
    const callback = await pickPerson(mounted, 'erin-engineer', location);
    expect((await get(callback, `__Host-rungs-sign-in=${kept}`)).status).toBe(401);
  });
});

describe('a refused sign-in', () => {
  const refused = async (page: Page) => {
    expect(page.status).toBe(401);
    expect(cookieOf(page, '__Host-rungs')).toBeUndefined();
    expect(wordsOf(page.html)).toContain('This sign-in was not finished.');
  };

  test('was begun by another browser', async () => {
    const { location } = await begin();
    const callback = await pickPerson(mounted, 'erin-engineer', location);
    await refused(await get(callback));
    await refused(await get(callback, (await begin()).cookie));
  });

  test('comes back a second time', async () => {
    const { begun, callback, page } = await signInAs('erin-engineer');
    expect(page.status).toBe(303);
    expect(page.headers.getSetCookie().some((line) => line.startsWith('__Host-rungs-sign-in=;'))).toBe(true);
    // A browser that kept the cookie gets no further: the issuer takes a code once.
    await refused(await get(callback, begun.cookie));
  });

  test('took longer than ten minutes', async () => {
    const { location, cookie } = await begin();
    const callback = await pickPerson(mounted, 'erin-engineer', location);
    site.world.clock.advanceDays(11 / 24 / 60);
    await refused(await get(callback, cookie));
  });

  test('has a changed code or state, or was denied by the issuer', async () => {
    for (const change of [{ code: 'another' }, { state: 'another' }, { error: 'access_denied' }]) {
      const { location, cookie } = await begin();
      const callback = new URL(await pickPerson(mounted, 'erin-engineer', location));
      for (const [name, value] of Object.entries(change)) callback.searchParams.set(name, value);
      if ('error' in change) callback.searchParams.delete('code');
      await refused(await get(callback.href, cookie));
    }
  });

  test('belongs to a person who is not active in the directory', async () => {
    const tess = (await loadPerson(site.world.outside.table, 'tess-lead'))!;
    await site.world.outside.table.client.send(
      new DeleteCommand({ TableName: site.world.table, Key: keys.address(tess.email) }),
    );
    const stranger = await signInAs('tess-lead');
    expect([stranger.page.status, stranger.session]).toEqual([403, '']);
    expect(wordsOf(stranger.page.html)).toContain('you are not in the directory of Rungs. HR can see that you tried.');

    const eli = (await loadPerson(site.world.outside.table, 'eli-engineer'))!;
    await site.change({ ...eli, active: false, version: 2 });
    const left = await signInAs('eli-engineer');
    expect([left.page.status, left.session]).toEqual([403, '']);
    await site.change({ ...eli, version: 3 });
  });

  test.each([
    ['does not answer', 'http://127.0.0.1:9/oidc'],
    ['would be asked over plain http on another machine', 'http://issuer.example.com'],
  ])('shows a clear message if the issuer %s', async (_case, issuer) => {
    const cut = await startSite({ RUNGS_ISSUER: issuer }, site.world);
    const page = await pageOf(await cut.app.request(`${cut.origin}/sign-in`));
    expect(page.status).toBe(503);
    expect(wordsOf(page.html)).toContain('Signing in is not possible right now');
    expect(cut.logged).toEqual(['issuer-unreachable']);
  });
});
