import { randomUUID } from 'node:crypto';
import { createApi } from '#functions/api/app.ts';
import { createHr } from '#functions/hr/app.ts';
import type { ApiDeps, Identify } from '#functions/runtime/api/env.ts';
import { bindSignIns } from '#infra/local/identity/bind.ts';
import { functionAt } from '#shared/contract/paths.ts';
import type { World } from './world.ts';

const origin = 'https://rungs.example.com';
const issuer = 'https://issuer.example.com';

/** An answer of the API under test. */
export interface Answered {
  status: number;
  headers: Headers;
  body: Record<string, unknown> & { code?: string; faults?: { path: string; reason: string }[] };
}

export interface ApiUnderTest {
  /** Sends a request with exactly these headers and body. */
  raw(path: string, init?: RequestInit): Promise<Answered>;
  get(who: string, path: string, headers?: Record<string, string>): Promise<Answered>;
  /** Sends JSON, or a string unchanged, with a fresh idempotency key. */
  post(who: string, path: string, body: unknown, headers?: Record<string, string>): Promise<Answered>;
  put(who: string, path: string, body: unknown, headers?: Record<string, string>): Promise<Answered>;
}

/** The API on a world, with HR's API. The bearer token is the person's id, unless `identify` reads it in another way. */
export async function apiOn(world: World, identify?: Identify): Promise<ApiUnderTest> {
  const signIns = world.people.map(({ id }) => ({ subject: id, personId: id }));
  await bindSignIns(world.outside, issuer, signIns);
  const silent = () => {};
  const deps: ApiDeps = {
    outside: world.outside,
    origin,
    version: '0.0.0',
    identify: identify ?? (async (bearer) => ({ issuer, subject: bearer, issuedAt: Number.POSITIVE_INFINITY })),
    log: { info: silent, warn: silent, error: silent } as never,
  };
  const api = createApi(deps);
  const hr = createHr(deps);
  const raw: ApiUnderTest['raw'] = async (path, init) => {
    const app = functionAt(path.split('?')[0] ?? '') === 'hr' ? hr : api;
    const response = await app.request(`${origin}${path}`, init);
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    return { status: response.status, headers: response.headers, body: isJson && text ? JSON.parse(text) : { text } };
  };
  const bearer = (who: string) => ({ authorization: `Bearer ${who}` });
  const send =
    (method: string): ApiUnderTest['post'] =>
    (who, path, body, headers = {}) =>
      raw(path, {
        method,
        headers: { ...bearer(who), 'content-type': 'application/json', 'idempotency-key': randomUUID(), ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
  return {
    raw,
    get: (who, path, headers = {}) => raw(path, { headers: { ...bearer(who), ...headers } }),
    post: send('POST'),
    put: send('PUT'),
  };
}
