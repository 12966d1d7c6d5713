import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { isTooLarge, secured } from '#functions/runtime/headers.ts';

const policy = "default-src 'none'";
const app = new Hono()
  .use(secured(policy))
  .get('/', (c) => c.text('read'))
  .get('/lasting', (c) => c.text('read', 200, { 'Cache-Control': 'max-age=1', 'Content-Security-Policy': 'own' }))
  .post('/', async (c) => c.text((await isTooLarge(c, 4)) ? 'too large' : await c.req.text()));

const always = {
  'content-security-policy': policy,
  'cache-control': 'no-store, private',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'origin-agent-cluster': '?1',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-frame-options': 'DENY',
  'x-permitted-cross-domain-policies': 'none',
  'x-xss-protection': '0',
};
const lasting = { 'strict-transport-security': 'max-age=31536000; includeSubDomains' };

/** The headers of an answer, but for the type of its content. */
async function headersOf(address: string, headers: Record<string, string> = {}): Promise<Record<string, string>> {
  const { 'content-type': _, ...rest } = Object.fromEntries((await app.request(address, { headers })).headers);
  return rest;
}

describe('the security headers', () => {
  test.each([
    ['an answer', 'http://127.0.0.1/'],
    ['an error', 'http://127.0.0.1/nowhere'],
  ])('of %s are exactly these', async (_, address) => {
    expect(await headersOf(address)).toEqual(always);
  });

  test('over https tell the browser to stay with https, also behind a gateway', async () => {
    expect(await headersOf('https://rungs.example.com/')).toEqual({ ...always, ...lasting });
    const behind = await headersOf('http://127.0.0.1/', { 'x-forwarded-proto': 'https' });
    expect(behind).toEqual({ ...always, ...lasting });
  });

  test('leave a route its own policy and the time that it can be cached', async () => {
    const own = { 'cache-control': 'max-age=1', 'content-security-policy': 'own' };
    expect(await headersOf('http://127.0.0.1/lasting')).toEqual({ ...always, ...own });
  });
});

describe('a body', () => {
  const send = async (body: string, headers: Record<string, string> = {}) =>
    (await app.request('/', { method: 'POST', body, headers })).text();

  test('is read up to its limit, and refused above it', async () => {
    expect(await send('four')).toBe('four');
    expect(await send('fives')).toBe('too large');
  });

  test('is refused by what was received, even if Content-Length says less', async () => {
    expect(await send('fives', { 'content-length': '1' })).toBe('too large');
  });
});
