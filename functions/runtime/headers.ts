import type { Context, MiddlewareHandler } from 'hono';
import { limits } from '#shared/contract/names.ts';

/** What every answer says, as Hono's `secureHeaders` would. They never depend on anything, so we list them. */
const fixed: [name: string, value: string][] = [
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Origin-Agent-Cluster', '?1'],
  // Not 'no-referrer': browsers would then send forms with 'Origin: null', and the check of the origin would refuse them.
  ['Referrer-Policy', 'same-origin'],
  ['X-Content-Type-Options', 'nosniff'],
  ['X-DNS-Prefetch-Control', 'off'],
  ['X-Download-Options', 'noopen'],
  ['X-Frame-Options', 'DENY'],
  ['X-Permitted-Cross-Domain-Policies', 'none'],
  ['X-XSS-Protection', '0'],
  ['Permissions-Policy', 'camera=(), geolocation=(), microphone=()'],
];

/**
 * Sets the security headers of every answer, errors included: no cache stores it, only our own code runs, and no other
 * site can frame the product. `policy` is the Content-Security-Policy. A route that sets its own policy or
 * Cache-Control keeps it.
 */
export function secured(policy: string): MiddlewareHandler {
  return async (c, next) => {
    await next();
    const { headers } = c.res;
    for (const [name, value] of fixed) headers.set(name, value);
    const isHttps = c.req.url.startsWith('https:') || c.req.header('x-forwarded-proto') === 'https';
    if (isHttps) headers.set('Strict-Transport-Security', 'max-age=31536000; includeSubDomains');
    const unlessSet = (name: string, value: string) => headers.has(name) || headers.set(name, value);
    unlessSet('Content-Security-Policy', policy);
    unlessSet('Cache-Control', 'no-store, private');
  };
}

/** The policy of pages: our own styles, images and forms, and no scripts. */
export const pagePolicy = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

/** The policy of the self-check. Only our own script runs, and it cannot send requests. */
export const selfCheckPolicy = `${pagePolicy}; script-src 'self'; connect-src 'none'`;

/** The policy of pages with pickers of people. Only our own script runs, and it can send requests only to ourselves. */
export const pickerPolicy = `${pagePolicy}; script-src 'self'; connect-src 'self'`;

/** The policy of answers that hold data: nothing loads, nothing runs. */
export const dataPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

const safeMethods = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Whether an unsafe request comes from our own pages, or from a program that is not a browser. A browser says where a
 * request comes from in `Origin` or `Sec-Fetch-Site`, for every content type. `needsOrigin` also refuses requests
 * without these headers: use it wherever a cookie proves who the person is.
 */
export function isOwnOrigin(c: Context, origin: string, needsOrigin: boolean): boolean {
  if (safeMethods.includes(c.req.method)) return true;
  const said = c.req.header('origin');
  const site = c.req.header('sec-fetch-site');
  if (said !== undefined && said !== origin) return false;
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  return said !== undefined || site === 'same-origin' || !needsOrigin;
}

/**
 * Whether a body is larger than `bytes`. Counts the bytes received, because Content-Length can be wrong: that is why this
 * is not Hono's `bodyLimit`, which believes it.
 */
export async function isTooLarge(c: Context, bytes: number = limits.body): Promise<boolean> {
  if (safeMethods.includes(c.req.method)) return false;
  if (Number(c.req.header('content-length') ?? 0) > bytes) return true;
  return (await c.req.arrayBuffer()).byteLength > bytes;
}
