import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import picker from '#functions/web/browser/picker.json' with { type: 'json' };
import script from '#functions/web/browser/self-check.json' with { type: 'json' };
import { stylesheet, stylesheetPath } from '#functions/web/views/styles.ts';
import { expectGuarded, expectPolicy, policy } from './guarded.ts';
import { type Route, routesOf } from './routes.ts';
import { type Page, pageOf, type Site, startSite, type Visitor, wordsOf } from './visit.ts';

let site: Site;
let routes: Route[];
let tess: Visitor;
beforeAll(async () => {
  site = await startSite();
  routes = await routesOf(site);
  tess = await site.visitor('tess-lead');
});
afterAll(() => site.stop());

function expectAnswer(page: Page, path = '') {
  if (path === selfCheck && page.status === 200) return expectOneScript(page);
  if (path !== script.path && path !== picker.path) return expectGuarded(page);
  expectPolicy(page.headers);
  expect(page.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
}

const selfCheck = '/ladders/:id/self-check';

/**
 * The only page with a script besides those with pickers of people. The script cannot send requests, and reads its data from a
 * data block.
 */
function expectOneScript(page: Page) {
  const [data = '', source = '', ...more] = page.html.match(/<script[^>]*>/gi) ?? [];
  expect([data, source, more]).toEqual([
    '<script type="application/json" id="self-check-data">',
    `<script src="${script.path}" defer="">`,
    [],
  ]);
  const { html } = page;
  const without = html.replace(/<script[^>]*>[^<]*<\/script>/g, '');
  const headers = new Headers(page.headers);
  expect(headers.get('content-security-policy')).toBe(`${policy}; script-src 'self'; connect-src 'none'`);
  headers.set('content-security-policy', policy);
  expectGuarded({ ...page, headers, html: without });
}

const ask = async (address: string, init: RequestInit = {}, app = site.app) =>
  pageOf(await app.request(`${site.origin}${address}`, init));

describe('every answer has the security policy and is not cached', () => {
  test('on exactly these routes', async () => {
    expect(routes.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(
      [
        'GET /',
        'GET /api/docs',
        'GET /api/openapi.json',
        'GET /away',
        `GET ${stylesheetPath}`,
        `GET ${script.path}`,
        `GET ${picker.path}`,
        'GET /cases',
        'GET /cases/:id',
        'GET /cases/:id/evidence/:evidence/text',
        'GET /cases/:id/history',
        'GET /cases/:id/missing',
        'GET /cases/:id/steps/:type',
        'GET /confirmations/:confirmation',
        'GET /confirmations/:confirmation/text',
        'GET /cycles',
        'GET /favicon.ico',
        'GET /ladders',
        ...['/ladders/:id', '/ladders/:id/versions/:version'].flatMap((ladder) =>
          [
            '',
            '/levels/:level',
            '/competencies/:competency',
            '/transitions/:transition',
            '/tracks',
            '/faq',
            '/compare',
            '/print',
          ].map((part) => `GET ${ladder}${part}`),
        ),
        'GET /ladders/:id/versions',
        'GET /ladders/:id/self-check',
        'GET /open',
        'GET /notices',
        'GET /people',
        'GET /sign-in',
        'GET /sign-in/callback',
        'GET /signed-out',
        'POST /away',
        'POST /cases/:id/steps/:type',
        'POST /confirmations/:confirmation',
        'POST /ladders/:id/self-check',
        'POST /notices/read',
        'POST /open',
        'POST /sign-out',
      ].sort(),
    );
  });

  test('for a signed-in person', async () => {
    for (const { method, path, address } of routes) {
      const page = await (method === 'GET' ? tess.get(address) : (await site.visitor('tess-lead')).post(address, {}));
      const expected = {
        'GET /favicon.ico': 204,
        // Only the engineer can see it.
        'GET /cases/:id/missing': 404,
        // The piece has no text.
        'GET /cases/:id/evidence/:evidence/text': 404,
        // Nobody has asked her anything.
        'GET /confirmations/:confirmation': 404,
        'GET /confirmations/:confirmation/text': 404,
        'GET /sign-in': 503,
        'GET /sign-in/callback': 401,
        'POST /sign-out': 303,
      };
      const status = expected[`${method} ${path}` as keyof typeof expected] ?? (method === 'GET' ? 200 : 400);
      expect([method, path, page.status]).toEqual([method, path, status]);
      expectAnswer(page, path);
    }
  });

  test('for a visitor who is not signed in', async () => {
    for (const { method, path, address } of routes)
      expectAnswer(
        await ask(address, {
          method,
          headers: { origin: site.origin, 'content-type': 'application/x-www-form-urlencoded' },
          ...(method === 'POST' ? { body: 'a=b' } : {}),
        }),
        path,
      );
  });

  test('for an unknown page, an unknown case and an unknown method', async () => {
    for (const address of [
      '/nothing',
      '/cases/case_00000000000000000000000000',
      '/cases/x',
      '/ladders/none',
      `/cases/${'x'.repeat(3000)}`,
    ]) {
      const page = await tess.get(address);
      expect([address, page.status]).toEqual([address, 404]);
      expectAnswer(page);
    }
    expectAnswer(await ask('/cases', { method: 'DELETE', headers: { origin: site.origin, cookie: tess.cookie } }));
    expectAnswer(await tess.get('/cases?cursor=nonsense'));
    expectAnswer(await tess.get(`/people?cursor=${'x'.repeat(3000)}`));
  });

  test('for a form that is too large, and for a body that is not a form', async () => {
    const send = (body: string, type: string) =>
      ask('/open', {
        method: 'POST',
        body,
        headers: { origin: site.origin, cookie: tess.cookie, 'content-type': type },
      });
    const large = await send(`engineerId=${'x'.repeat(256 * 1024)}`, 'application/x-www-form-urlencoded');
    const others = await Promise.all(
      ['application/json', 'text/plain', 'multipart/form-data; boundary=x', ''].map((type) => send('{}', type)),
    );
    expect([large, ...others].map((page) => page.status)).toEqual([413, 415, 415, 415, 415]);
    for (const page of [large, ...others]) expectAnswer(page);
  });

  test('for an internal error, and the page shows no internal details', async () => {
    const table = { ...site.world.outside.table, name: 'no-such-table' };
    const broken = await startSite({}, { ...site.world, outside: { ...site.world.outside, table } });
    const page = await ask('/', { headers: { cookie: tess.cookie } }, broken.app);
    expect(page.status).toBe(500);
    expectAnswer(page);
    expect(wordsOf(page.html)).toContain('Something went wrong on our side');
    expect(page.html).not.toMatch(/ResourceNotFound|no-such-table|\.ts:\d|node_modules/);
    expect(page.html).toMatch(/<code>req_[0-9A-Z]{26}<\/code>/);
    expect(broken.logged).toEqual(['page-failed']);
  });
});

test('the style sheet is served at the address in the pages, and the address changes with its content', async () => {
  const home = await tess.get('/');
  const [, address = ''] = /<link rel="stylesheet" href="([^"]+)"/.exec(home.html) ?? [];
  expect(address).toMatch(/^\/assets\/rungs\.[0-9a-f]{12}\.css$/);
  const sheet = await ask(address);
  expect([sheet.status, sheet.headers.get('content-type'), sheet.html]).toEqual([
    200,
    'text/css; charset=utf-8',
    stylesheet,
  ]);
  expect((await ask('/assets/rungs.000000000000.css')).status).not.toBe(200);
});

test.each([script, picker])('the script is served at the address in the page: $path', async (one) => {
  const served = await ask(one.path);
  expect([served.status, served.headers.get('content-type'), served.html]).toEqual([
    200,
    'text/javascript; charset=utf-8',
    one.source,
  ]);
});
